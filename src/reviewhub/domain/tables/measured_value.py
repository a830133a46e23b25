"""Measured values as a table: one of one project a row, with its unit, its source and what shows it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.tables.amount import BRACKETS, read_amount
from reviewhub.domain.tables.cell import Rows, fold, is_blank, text_of
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("fact", ("指标数据", "数据名称", "数据", "measuredvalue", "fact"), required=True),
    Column("value", ("数值", "指标值", "数据值", "value"), required=True),
    Column("code", ("项目编码", "项目代码", "编码", "code")),
    Column("name", ("项目名称", "项目", "name", "project")),
    Column("unit", ("单位", "计量单位", "unit")),
    Column("source", ("来源", "数据来源", "source"), required=True),
    Column("evidence", ("佐证材料", "佐证", "依据材料", "依据", "evidence")),
    Column("ordinal", ("序号", "no.", "no")),
)
_MARKS: Final = Marks("name", "code", "", ("fact", "value"))


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measured value of one project, which ``code`` or ``name`` names; texts are "" where not given."""

    row: int
    code: str
    name: str
    fact: str
    value: Decimal
    unit: str
    source: str
    evidence: str


def parse_measured_values(rows: Rows) -> Parsed[MeasuredRow]:
    """Read measured values; a line whose value is not filled in is left out, as a form lists all there are.

    The unit is said in a column of its own, else in the title of the value's: 数值（万元）.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    in_title = _unit_in_title(header)
    skipped: list[Skipped] = []
    values: list[MeasuredRow] = []
    for line in data_lines(rows, header, _MARKS, skipped):
        if is_blank(line.cell("value")):
            skipped.append(Skipped(line.row, SkipReason.UNFILLED, line.glance("fact")))
            continue
        value = _row(line, in_title)
        values += [value] if value is not None else []
        problems += line.problems
    return Parsed(tuple(values), tuple(problems), tuple(header.ignored()), tuple(skipped), header.row)


def _row(line: Line, in_title: str) -> MeasuredRow | None:
    number = _number(line)
    code, name = line.code("code"), line.text("name")
    if is_blank(line.cell("code")) and is_blank(line.cell("name")):
        line.refuse("code" if "code" in line.header.positions else "name", "table.value_missing")
    fact, unit = line.text("fact", required=True), line.text("unit") or in_title
    source, evidence = line.text("source"), line.text("evidence")
    if is_blank(line.cell("source")):
        line.refuse("source", "measured.source_missing")
    if line.problems or number is None:
        return None
    return MeasuredRow(line.row, code, name, fact, number, unit, source, evidence)


def _number(line: Line) -> Decimal | None:
    """Read the value by the rule of a score sheet; commas and a spreadsheet's noise are forgiven."""
    try:
        number = read_number(f"{read_amount(line.cell('value')):f}")
    except ValueError:
        number = None
    if number is None:
        line.refuse("value", "measured.not_a_number", given=text_of(line.cell("value"))[:40])
    return number


def _unit_in_title(header: Header) -> str:
    inside = BRACKETS.findall(fold(header.title("value")))
    return inside[0].removeprefix("单位").lstrip(":") if inside else ""
