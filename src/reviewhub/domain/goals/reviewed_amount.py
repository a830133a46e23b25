"""The result of a goal review as a table: asked, recommended and cut of every project, no scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import print_wan, round_half_up
from reviewhub.domain.tables.cell import Rows, fold
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason, place
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("code", ("项目编码", "项目编号", "项目代码", "编码", "projectcode", "code")),
    Column("name", ("项目名称", "项目", "政策名称", "projectname", "project"), required=True),
    Column("unit", ("预算单位", "项目单位", "申报单位", "单位名称", "单位", "unit")),
    Column(
        "asked",
        ("申报金额", "申请金额", "申报预算", "申报数", "项目金额", "送审金额", "金额", "asked"),
        required=True,
        money=True,
    ),
    Column(
        "amount",
        (
            *("审核建议金额", "建议安排金额", "建议金额", "审核金额", "审定金额", "核定金额"),
            *("建议安排", "审核数", "审定数", "recommended", "amount"),
        ),
        required=True,
        money=True,
    ),
    Column("cut", ("审减金额", "核减金额", "审减数", "核减数", "审减", "核减", "cut"), money=True),
    Column("reason", ("审减理由", "核减理由", "审核意见", "理由", "意见", "备注", "reason")),
    Column("ordinal", ("序号", "编号", "no.", "no")),
)
MONEY: Final = ("asked", "amount", "cut")
_MARKS: Final = Marks("name", "code", "unit", MONEY)


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """What was recommended of one project; amounts in yuan, texts "" where the file says nothing."""

    row: int
    code: str
    name: str
    asked: Decimal
    amount: Decimal
    reason: str

    @property
    def cut(self) -> Decimal:
        """Yuan that are not recommended."""
        return self.asked - self.amount


def parse_reviewed_amounts(rows: Rows) -> Parsed[ReviewedRow]:
    """Read the result of a goal review.

    A line whose cut is not what lies between asked and recommended is a problem, and so is one that
    recommends more than is asked, or a project that comes twice. A total that is not the sum of the lines
    warns, ``table.total_differs``.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    skipped: list[Skipped] = []
    warnings = header.ignored()
    found: list[ReviewedRow] = []
    for line in data_lines(rows, header, _MARKS, skipped):
        one = _row(line)
        found += [one] if one is not None else []
        problems += line.problems
        warnings += line.warnings
    problems += _twice(header, found)
    if not problems:
        warnings += _totals(rows, header, found, skipped)
    return Parsed(tuple(found), tuple(problems), tuple(warnings), tuple(skipped), header.row)


def _row(line: Line) -> ReviewedRow | None:
    code, name, reason = line.code("code"), line.text("name", required=True), line.text("reason")
    asked, amount = line.amount("asked", required=True), line.amount("amount", required=True)
    cut = line.amount("cut")
    if line.problems or asked is None or amount is None:
        return None
    if amount > asked:
        line.refuse("amount", "goals.more_than_asked", amount=print_wan(amount), asked=print_wan(asked))
    elif cut is not None and cut != asked - amount:
        line.refuse("cut", "goals.cut_differs", cut=print_wan(cut), difference=print_wan(asked - amount))
    return None if line.problems else ReviewedRow(line.row, code, name, asked, amount, reason)


def _twice(header: Header, rows: Sequence[ReviewedRow]) -> list[Problem]:
    """Find projects that come twice: by code, or by name where a line has no code."""
    first: dict[str, int] = {}
    problems = []
    for one in rows:
        key = fold(one.code) or fold(one.name)
        if first.setdefault(key, one.row) != one.row:
            title = header.title("code" if one.code else "name")
            values: dict[str, str | int] = {"value": one.code or one.name, "first": first[key]}
            problems.append(Problem(place(one.row, title), "goals.twice", values))
    return problems


def _totals(
    rows: Rows, header: Header, found: Sequence[ReviewedRow], skipped: Sequence[Skipped]
) -> list[Problem]:
    warnings: list[Problem] = []
    for total in (one for one in skipped if one.reason is SkipReason.TOTAL):
        line = Line(header, total.row, rows[total.row - 1])
        for key in (key for key in MONEY if key in header.positions):
            given, unit = line.amount(key), header.units[key]
            summed = sum((getattr(one, key) for one in found), Decimal(0))
            if given is not None and round_half_up(given / unit) != round_half_up(summed / unit):
                line.warn(key, "table.total_differs", given=f"{given:f}", sum=f"{summed:f}")
        warnings += line.warnings
    return warnings
