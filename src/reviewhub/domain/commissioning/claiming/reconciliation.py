"""A report's figures beside the platform's, line by line, and the list of what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, Claims
from reviewhub.domain.commissioning.claiming.computed import Computed
from reviewhub.domain.commissioning.claiming.contradictions import graded, within
from reviewhub.domain.commissioning.claiming.difference import Difference, plain
from reviewhub.domain.commissioning.claiming.naming import named
from reviewhub.domain.grade import GradeScale
from reviewhub.domain.money import YUAN_PER_WAN, print_wan
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Words

AMOUNTS: Final = ("asked", "recommended", "cut")
# An amount of whole hundreds of yuan is one of 万元 with two decimals: more digits were not to be had.
_PRINTED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One criterion in both tables; the points are None where left out.

    ``line`` is None where the report lacks the criterion; ``known`` is False while there is no sheet.
    """

    criterion: Criterion
    line: ClaimedPoints | None
    computed: Decimal | None
    known: bool

    @property
    def differs(self) -> bool:
        """Tell whether the two do not say the same."""
        return self.line is None or (self.known and self.line.points != self.computed)


def compared(claims: Claims, criteria: Sequence[Criterion], against: Computed | None) -> list[ComparedLine]:
    """Lay both tables side by side in the template's order."""
    found, _ = named(criteria, claims.lines)
    known = against is not None
    points = against.points if against else {}
    return [ComparedLine(one, found.get(one.id), points.get(one.id), known) for one in criteria]


def differences(claims: Claims, rules: Rules, against: Computed | None) -> tuple[Difference, ...]:
    """List all that does not fit; without the platform's figures, what the report gets wrong by itself."""
    found = [*within(claims, rules.grade_scale)]
    if against is not None:
        found += _criteria(claims, rules.template.criteria, against)
        found += _outcome(claims, rules.grade_scale, against)
        found += _amounts(claims, against)
    return tuple(found)


def _criteria(claims: Claims, criteria: Sequence[Criterion], against: Computed) -> Iterator[Difference]:
    if not claims.lines:
        return
    for one in compared(claims, criteria, against):
        values = _titled(one.criterion.title, one.criterion.id) | {"computed": plain(one.computed)}
        if one.line is None:
            yield Difference("claims.criterion_missing", one.criterion.id, values)
            continue
        if one.differs:
            values["claimed"] = plain(one.line.points)
            yield Difference("claims.points_differ", one.criterion.id, values)
        if one.line.full not in (None, one.criterion.points):
            full = {"claimed": plain(one.line.full), "full": plain(one.criterion.points)}
            titled = _titled(one.criterion.title, one.criterion.id)
            yield Difference("claims.full_differs", one.criterion.id, titled | full)
    for line in named(criteria, claims.lines)[1]:
        given = {"line": line.label, "claimed": plain(line.points)}
        yield Difference("claims.criterion_unknown", line.label, given)


def _titled(title: Words, id_: str) -> dict[str, str | int]:
    return {"id": id_, "title": title.zh, "title_en": title.en}


def _outcome(claims: Claims, scale: GradeScale, against: Computed) -> Iterator[Difference]:
    if claims.total is not None and claims.total != against.total:
        values = {"claimed": plain(claims.total), "computed": plain(against.total)}
        yield Difference("claims.total_differs", "total", values)
    band = graded(claims.grade, scale)
    follows = None if claims.total is None else scale.grade(claims.total)
    # Where the sheet's grade is the one that follows from the report's own total, that was told already.
    if band not in (None, against.grade) and follows != against.grade:
        values = {"claimed": claims.grade, "grade": against.grade.id}
        yield Difference("claims.grade_differs", "grade", values)


def _amounts(claims: Claims, against: Computed) -> Iterator[Difference]:
    for name in AMOUNTS:
        claimed: Decimal | None = getattr(claims, name)
        known: Decimal | None = getattr(against, name)
        if claimed is None or known is None or _same(claimed, known):
            continue
        values = {"claimed": wan(claimed), "computed": wan(known)}
        yield Difference(f"claims.{name}_differs", name, values)


def wan(yuan: Decimal) -> str:
    """Print yuan as 万元 with two decimals, or with as many as it takes to tell all of it."""
    return print_wan(yuan) if yuan % _PRINTED == 0 else plain(yuan / YUAN_PER_WAN)


def _same(claimed: Decimal, known: Decimal) -> bool:
    """Compare as printed where the report prints 万元 with two decimals, else to the fen."""
    return claimed == known or (claimed % _PRINTED == 0 and print_wan(claimed) == print_wan(known))
