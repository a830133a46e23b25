"""What the page of a new draw carries: a preset, its rules as they were changed, tasks, whom to leave out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from reviewhub.domain.appointing.composition import Bound, Composition, Feature
from reviewhub.domain.appointing.presets import PRESETS, Preset
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import whole
from reviewhub.services.drawing.preparing import NewDraw

SPARE_ROWS = 3
FIRST_PRESET = "kunming_7"
SHARES = {
    "0": Fraction(0),
    "1/3": Fraction(1, 3),
    "1/2": Fraction(1, 2),
    "2/3": Fraction(2, 3),
    "1": Fraction(1),
}
BOUNDED = (Feature.CLASS, Feature.FIELD, Feature.SENIORITY, Feature.GENDER, Feature.REGION)


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One line of the table of bounds as it was typed."""

    feature: str = ""
    value: str = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class DrawForm:
    """The form as it was typed; numbers are read by :meth:`wanted`."""

    preset: Preset
    name: str
    size: str
    outside: str
    one_per_employer: bool
    rest: str
    bounds: tuple[BoundRow, ...]
    tasks: tuple[int, ...]
    left_out: str = ""
    typed: bool = field(default=False)

    def wanted(self) -> NewDraw:
        """Give the draw to prepare; raises :class:`Invalid` with every number that is none."""
        problems: list[Problem] = []
        size = _number(self.size, "size", problems)
        rest = _number(self.rest or "0", "rest", problems)
        bounds = tuple(_bounds(self.bounds, problems))
        left_out = dict(_left_out(self.left_out, problems))
        if problems:
            raise Invalid(problems)
        outside = SHARES.get(self.outside, Fraction(0))
        rules = Composition(size, bounds, outside, self.one_per_employer, rest)
        return NewDraw(self.name, self.preset.key, rules, self.tasks, left_out)


def read_draw(given: MultiDict[str, str]) -> DrawForm:
    """Read what was typed."""
    columns = [given.getlist(f"bound-{name}") for name in ("feature", "value", "least", "most")]
    rows = tuple(BoundRow(*(one.strip() for one in row)) for row in zip(*columns, strict=False))
    return DrawForm(
        preset=PRESETS.get(given.get("preset", ""), PRESETS[FIRST_PRESET]),
        name=given.get("name", "").strip(),
        size=given.get("size", "").strip(),
        outside=given.get("outside", "0"),
        one_per_employer=given.get("one_per_employer") == "1",
        rest=given.get("rest", "").strip(),
        bounds=_with_spare(tuple(one for one in rows if one.value or one.least or one.most)),
        tasks=tuple(dict.fromkeys(given.getlist("task", whole))),
        left_out=given.get("left_out", "").strip(),
        typed=True,
    )


def first_draw(key: str, tasks: tuple[int, ...]) -> DrawForm:
    """Fill the form from a preset, for all tasks."""
    preset = PRESETS.get(key, PRESETS[FIRST_PRESET])
    rules = preset.rules
    rows = tuple(
        BoundRow(one.feature, one.value, str(one.least), "" if one.most is None else str(one.most))
        for one in rules.bounds
    )
    outside = next(name for name, share in SHARES.items() if share == rules.outside)
    return DrawForm(
        preset=preset,
        name="",
        size=str(rules.size),
        outside=outside,
        one_per_employer=rules.one_per_employer,
        rest=str(rules.rest),
        bounds=_with_spare(rows),
        tasks=tasks,
    )


def _with_spare(rows: tuple[BoundRow, ...]) -> tuple[BoundRow, ...]:
    return (*rows, *(BoundRow() for _ in range(SPARE_ROWS)))


def _number(text: str, path: str, problems: list[Problem]) -> int:
    try:
        return whole(text)
    except ValueError:
        problems.append(Problem(path, "draw.not_a_number"))
        return 0


def _bounds(rows: tuple[BoundRow, ...], problems: list[Problem]) -> Iterator[Bound]:
    for place, row in enumerate(one for one in rows if one.value or one.least or one.most):
        path = f"bounds {place}"
        if row.feature not in set(BOUNDED):
            problems.append(Problem(path, "draw.unknown_feature"))
            continue
        least = _number(row.least or "0", path, problems)
        most = _number(row.most, path, problems) if row.most else None
        yield Bound(Feature(row.feature), row.value, least, most)


def _left_out(text: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Read lines of a code and a reason."""
    for line in filter(None, map(str.strip, text.splitlines())):
        code, _, why = line.partition(" ")
        if not why.strip():
            problems.append(Problem("left_out", "draw.left_out_without_reason"))
        yield code, why.strip()
