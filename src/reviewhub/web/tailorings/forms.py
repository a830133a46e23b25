"""What a browser sends of a choice of criteria: boxes of optional ones, rows of own indicators."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.words import shown

BLANK_ROWS: Final = 2
FIELDS: Final = ("title", "operator", "target", "upper", "unit", "points", "basis")
NUMBERS: Final = ("points", "target", "upper")
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of own indicators as it is typed; ``place`` is the criterion it stands for, with its number."""

    place: str
    texts: Mapping[str, str]

    @property
    def blank(self) -> bool:
        """Tell whether nothing was typed in it."""
        return not any(self.texts.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen as the form shows it: criteria that stay, rows by the criterion they stand for."""

    left_out: tuple[str, ...]
    rows: Mapping[str, Sequence[IndicatorRow]]

    def tailoring(self) -> Tailoring:
        """Read the numbers; raises :class:`Invalid` with everything that is none or too long, by row."""
        problems: list[Problem] = []
        own = {
            place: tuple(_indicator(row, problems) for row in rows if not row.blank)
            for place, rows in self.rows.items()
        }
        if problems:
            raise Invalid(problems, "tailoring.invalid")
        return Tailoring(self.left_out, {place: found for place, found in own.items() if found})

    def with_blank_rows(self) -> "Choice":
        """Add rows to fill in."""
        rows = {
            place: [*given, *_blank(place, len(given) + 1, BLANK_ROWS)] for place, given in self.rows.items()
        }
        return Choice(self.left_out, rows)


def choice_of(template: ScoringTemplate, tailoring: Tailoring) -> Choice:
    """Show what was decided."""
    rows = {
        place: [_row(f"{place}-{n}", one) for n, one in enumerate(tailoring.own.get(place, ()), 1)]
        for place in template.slots
    }
    return Choice(tailoring.left_out, rows)


def read_choice(template: ScoringTemplate, form: Mapping[str, str]) -> Choice:
    """Read what was posted; rows in which nothing stands are dropped."""
    left_out = tuple(
        one.id for one in template.criteria if one.id in template.optional and f"keep.{one.id}" not in form
    )
    rows = {place: list(_typed(form, place)) for place in template.slots}
    return Choice(left_out, rows)


def _typed(form: Mapping[str, str], place: str) -> Iterator[IndicatorRow]:
    pattern = re.compile(rf"own\.{re.escape(place)}\.([0-9]{{1,3}})\.[a-z]+")
    numbers = sorted({int(found.group(1)) for name in form if (found := pattern.fullmatch(name))})
    kept = 0
    for number in numbers:
        texts = {name: form.get(f"own.{place}.{number}.{name}", "").strip() for name in FIELDS}
        if any(texts.values()):
            kept += 1
            yield IndicatorRow(f"{place}-{kept}", texts)


def _blank(place: str, first: int, count: int) -> Iterator[IndicatorRow]:
    for number in range(first, first + count):
        yield IndicatorRow(f"{place}-{number}", dict.fromkeys(FIELDS, ""))


def _row(place: str, one: OwnIndicator) -> IndicatorRow:
    texts = {name: getattr(one, name) for name in FIELDS if name not in NUMBERS}
    numbers = {name: getattr(one, name) for name in NUMBERS}
    plain = {name: "" if given is None else f"{given.normalize():f}" for name, given in numbers.items()}
    return IndicatorRow(place, {**texts, **plain})


def _indicator(row: IndicatorRow, problems: list[Problem]) -> OwnIndicator:
    numbers: dict[str, Decimal | None] = {}
    for name in NUMBERS:
        text = row.texts[name]
        numbers[name] = read_number(text) if text else None
        if text and numbers[name] is None:
            values = {"given": shown(text)}
            problems.append(Problem(f"criterion {row.place}", f"tailoring.not_a_number.{name}", values))
    texts = {name: row.texts[name] for name in FIELDS if name not in NUMBERS}
    return OwnIndicator(
        points=numbers["points"] or ZERO, target=numbers["target"], upper=numbers["upper"], **texts
    )
