"""Claims that somebody typed from a report that cannot be read by a program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, Claims
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.domain.scoring.answer import plain_digits, read_number
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.tables.amount import MAX_YUAN
from reviewhub.domain.words import shown

LONGEST: Final = 20
FIGURES: Final = ("total", "asked", "recommended", "cut")


@dataclass(frozen=True, slots=True)
class TypedClaims:
    """Texts as they were typed: points by criterion id, figures by name, money in 万元; blank: no claim."""

    points: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    grade: str = ""


def claims_of(typed: TypedClaims, criteria: Sequence[Criterion]) -> Claims:
    """Read what was typed.

    Criteria left blank are claimed to be left out, unless all of them are blank. Raises :class:`Invalid` with
    every text that is no number (``answer.not_a_number.open``), and ``claims.nothing_typed``.
    """
    problems: list[Problem] = []
    points = {
        one.id: _number(typed.points.get(one.id, ""), f"criterion {one.id}", problems) for one in criteria
    }
    given = {name: _number(typed.figures.get(name, ""), f"field {name}", problems) for name in FIGURES}
    money = {name: None if (amount := given[name]) is None else amount * YUAN_PER_WAN for name in FIGURES[1:]}
    lines = tuple(ClaimedPoints(f"{one.id} {one.title.zh}", points[one.id]) for one in criteria)
    filled = any(number is not None for number in points.values())
    claims = Claims(lines if filled else (), (), given["total"], typed.grade.strip()[:LONGEST], **money)
    if claims.is_empty and not problems:
        problems.append(Problem("", "claims.nothing_typed"))
    if problems:
        raise Invalid(problems)
    return claims


def _number(text: str, place: str, problems: list[Problem]) -> Decimal | None:
    plain = plain_digits(text).replace(",", "")
    if not plain:
        return None
    number = read_number(plain)
    if number is None or number > MAX_YUAN:
        problems.append(Problem(place, "claims.not_a_number", {"given": shown(text)}))
        return None
    return number
