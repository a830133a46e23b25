"""The lines of an agency's scoring table: criteria with their points, subtotals, the total."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, ClaimedSum
from reviewhub.domain.commissioning.claiming.naming import bare
from reviewhub.domain.commissioning.claiming.stated import MONEY, label_of, read_points
from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell, Row, Rows, fault_of, is_blank, text_of
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.parsed import place
from reviewhub.domain.words import shown

COLUMNS: Final = (
    Column(
        "points",
        ("得分", "评价得分", "实际得分", "实得分", "最终得分", "评分", "专家评分", "score", "points"),
        required=True,
    ),
    Column(
        "full",
        ("分值", "满分", "标准分", "标准分值", "权重", "权重分", "权重分值", "fullmarks", "full", "weight"),
    ),
    Column("level1", ("一级指标", "一级指标名称", "维度", "level1", "level1indicator", "dimension")),
    Column("level2", ("二级指标", "二级指标名称", "level2", "level2indicator")),
    Column(
        "level3",
        (
            "三级指标",
            "三级指标名称",
            "指标名称",
            "评价指标",
            "评估指标",
            "指标",
            "level3",
            "level3indicator",
            "criterion",
            "indicator",
        ),
    ),
)
LONGEST: Final = 200
LEVELS: Final = ("level1", "level2", "level3")
TOTALS: Final = frozenset(
    {
        *("合计", "总计", "总分", "总得分", "得分合计", "合计得分", "综合得分", "评价总得分"),
        *("total", "totalscore"),
    }
)
BESIDE: Final = frozenset({"grade", *MONEY})
SUBTOTALS: Final = frozenset({"小计", "subtotal"})


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """What one table says; ``rows`` are the numbers of the lines that were read, from the titles on."""

    lines: tuple[ClaimedPoints, ...]
    subtotals: tuple[ClaimedSum, ...]
    total: Decimal | None
    rows: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row below the titles: what its levels are called, its points and full marks."""

    levels: tuple[str, ...]
    points: Decimal | None
    full: Decimal | None

    @property
    def kind(self) -> str:
        words = {bare(one) for one in self.levels}
        if words & SUBTOTALS or any(one.endswith("小计") for one in words):
            return "subtotal"
        return "total" if words & TOTALS else "line"


def read_scoring_table(rows: Rows) -> tuple[ScoringTable | None, list[Problem]]:
    """Read the first table of criteria and points in ``rows``; None where there is none.

    Problems name the row: a cell that is no number, an error of a formula. A level above that has points of
    its own counts as a subtotal of what stands below it.
    """
    header, _ = find_header(rows, COLUMNS)
    if header is None or not any(level in header.positions for level in LEVELS):
        return None, []
    problems: list[Problem] = []
    found = _down_to_total(rows, header, problems)
    totals = [one.points for one in found.values() if one.kind == "total"]
    criteria, subtotals = _sorted_out([one for one in found.values() if one.kind != "total"])
    read = frozenset({*range(1, header.row + 1), *found})
    return ScoringTable(criteria, subtotals, totals[-1] if totals else None, read), problems


def _down_to_total(rows: Rows, header: Header, problems: list[Problem]) -> dict[int, _Line]:
    """Give the lines by row down to the total that closes the table; what follows it is no criterion."""
    found: dict[int, _Line] = {}
    above: tuple[str, ...] = ()
    for number, row in enumerate(rows[header.row :], header.row + 1):
        above = _filled(tuple(text_of(_cell(row, header, one)) for one in LEVELS), above)
        line = _line(row, number, header, above, problems)
        if line is not None:
            found[number] = line
            if line.kind == "total" and len(found) > 1:
                break
    return found


def _filled(own: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """Complete levels that stand once over several rows: a blank left of a name means the name above."""
    named = [number for number, one in enumerate(own) if one]
    last = named[-1] if named else -1
    return tuple(
        above[number] if above and not one and number < last else one for number, one in enumerate(own)
    )


def _line(
    row: Row, number: int, header: Header, levels: tuple[str, ...], problems: list[Problem]
) -> _Line | None:
    named = tuple(one[:LONGEST] for one in levels if one)
    if not named:
        # A total over merged cells stands in whatever column its first cell is.
        first = next((text_of(cell) for cell in row if text_of(cell)), "")
        named = (first,) if bare(first) in TOTALS | SUBTOTALS else ()
    if not named or any(label_of(one) in BESIDE for one in named):
        return None
    points = _number(_cell(row, header, "points"), place(number, header.title("points")), problems)
    full = _number(_cell(row, header, "full"), "", [])
    return None if points is None and full is None else _Line(named, points, full)


def _cell(row: Row, header: Header, key: str) -> Cell:
    position = header.positions.get(key)
    return row[position] if position is not None and position < len(row) else None


def _number(cell: Cell, where: str, problems: list[Problem]) -> Decimal | None:
    if fault_of(cell):
        problems.append(Problem(where, fault_of(cell), {"value": text_of(cell)}))
        return None
    if is_blank(cell):
        return None
    try:
        return read_points(cell)
    except ValueError as error:
        problems.append(Problem(where, str(error), {"given": shown(text_of(cell))}))
        return None


def _sorted_out(lines: Sequence[_Line]) -> tuple[tuple[ClaimedPoints, ...], tuple[ClaimedSum, ...]]:
    """Tell criteria from the levels above them and from subtotals."""
    above = {level for one in lines if one.kind == "line" for level in one.levels[:-1]}
    leaves = [one for one in lines if one.kind == "line" and one.levels[-1] not in above]
    criteria = tuple(
        ClaimedPoints(one.levels[-1], one.points, one.full, one.levels[-2] if len(one.levels) > 1 else "")
        for one in leaves
    )
    return criteria, (*_levels(lines, leaves, above), *_subtotals(lines, leaves))


def _levels(lines: Iterable[_Line], leaves: Sequence[_Line], above: set[str]) -> Iterator[ClaimedSum]:
    for one in lines:
        label = one.levels[-1]
        if one.kind == "line" and label in above and one.points is not None:
            yield ClaimedSum(label, one.points, _sum(leaf for leaf in leaves if label in leaf.levels[:-1]))


def _subtotals(lines: Iterable[_Line], leaves: Sequence[_Line]) -> Iterator[ClaimedSum]:
    pending: list[_Line] = []
    for one in lines:
        if one.kind == "subtotal":
            if one.points is not None:
                yield ClaimedSum("".join(one.levels), one.points, _sum(pending))
            pending = []
        elif one in leaves:
            pending.append(one)


def _sum(lines: Iterable[_Line]) -> Decimal:
    return sum((one.points for one in lines if one.points is not None), Decimal(0))
