"""Indicators that projects set for themselves as a table: one a row, as statements of targets list them.

指标值 may be said in one cell, as offices write it: ≥95%, 80–90 分, 3000 株; or in columns of its own.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.scoring.tailoring import BETWEEN, OwnIndicator
from reviewhub.domain.tables.amount import read_amount
from reviewhub.domain.tables.cell import Rows, is_blank, text_of
from reviewhub.domain.tables.header import Column, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("code", ("项目编码", "项目代码", "编码", "code")),
    Column("name", ("项目名称", "项目", "部门", "name", "project")),
    Column("place", ("上级指标", "所属指标", "二级指标", "place"), required=True),
    Column("title", ("指标名称", "三级指标", "自设指标", "指标", "indicator"), required=True),
    Column("operator", ("比较", "符号", "运算符号", "operator")),
    Column("target", ("指标值", "目标值", "年度指标值", "target")),
    Column("upper", ("上限", "上限区间", "upper")),
    Column("unit", ("单位", "计量单位", "unit")),
    Column("points", ("分值", "权重", "points"), required=True),
    Column("basis", ("来源", "指标来源", "数据来源", "依据", "source")),
    Column("ordinal", ("序号", "no.", "no")),
)
OPERATORS: Final = {
    **dict.fromkeys((">=", "≥", "不低于", "大于等于", "不少于", "至少"), ">="),
    **dict.fromkeys(("<=", "≤", "不高于", "小于等于", "不超过", "至多"), "<="),
    **dict.fromkeys(("=", "等于"), "="),
    **dict.fromkeys(("between", "区间", "介于"), BETWEEN),
    **dict.fromkeys(("", "定性", "无"), ""),
}
_MARKS: Final = Marks("name", "code", "title", ("title", "points"))
_NUMBER: Final = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_AIM: Final = re.compile(
    rf"(?P<operator>[≥≤=<>]*)\s*(?P<target>{_NUMBER})(?:\s*[-–~至]\s*(?P<upper>{_NUMBER}))?\s*(?P<unit>\D*)"
)


@dataclass(frozen=True, slots=True)
class OwnIndicatorRow:
    """One indicator of one project, which ``code`` or ``name`` names; ``place`` is what it stands for."""

    row: int
    code: str
    name: str
    place: str
    indicator: OwnIndicator


@dataclass(frozen=True, slots=True)
class _Aim:
    operator: str = ""
    target: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""


def parse_own_indicators(rows: Rows) -> Parsed[OwnIndicatorRow]:
    """Read own indicators: every row, every problem, every line left out.

    A line without the name of an indicator is left out, as the form lists every project and place.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    skipped: list[Skipped] = []
    found: list[OwnIndicatorRow] = []
    for line in data_lines(rows, header, _MARKS, skipped):
        if is_blank(line.cell("title")):
            skipped.append(Skipped(line.row, SkipReason.UNFILLED, line.glance("name")))
            continue
        row = _row(line)
        found += [row] if row is not None else []
        problems += line.problems
    return Parsed(tuple(found), tuple(problems), tuple(header.ignored()), tuple(skipped), header.row)


def _row(line: Line) -> OwnIndicatorRow | None:
    code, name = line.code("code"), line.text("name")
    if is_blank(line.cell("code")) and is_blank(line.cell("name")):
        line.refuse("code" if "code" in line.header.positions else "name", "table.value_missing")
    place, title = line.text("place", required=True), line.text("title", required=True)
    points, aim = _number(line, "points"), _aim(line)
    if points is None and not line.problems:
        line.refuse("points", "table.value_missing")
    if line.problems or points is None:
        return None
    own = OwnIndicator(
        title, points, aim.operator, aim.target, aim.upper, line.text("unit") or aim.unit, line.text("basis")
    )
    return OwnIndicatorRow(line.row, code, name, place, own)


def _aim(line: Line) -> _Aim:
    """Read what is to be reached, from columns of its own or from one cell that says it all."""
    written = unicodedata.normalize("NFKC", text_of(line.cell("operator"))).strip()
    operator = OPERATORS.get(written)
    if operator is None:
        line.refuse("operator", "tailoring.operator", given=written[:20])
        return _Aim()
    said = unicodedata.normalize("NFKC", text_of(line.cell("target"))).strip()
    if not said:
        return _Aim(operator)
    found = _AIM.fullmatch(said)
    sign = OPERATORS.get(found["operator"].replace(">=", "≥").replace("<=", "≤")) if found else None
    if found is None or sign is None:
        line.refuse("target", "tailoring.aim", given=said[:40])
        return _Aim()
    between = BETWEEN if found["upper"] else ""
    upper = _exact(found["upper"]) if found["upper"] else _number(line, "upper")
    return _Aim(operator or sign or between, _exact(found["target"]), upper, found["unit"].strip())


def _exact(text: str) -> Decimal | None:
    return read_number(text.replace(",", ""))


def _number(line: Line, key: str) -> Decimal | None:
    """Read a number by the rule of a score sheet; None where the cell is blank."""
    cell = line.cell(key)
    if is_blank(cell):
        return None
    try:
        number = read_number(f"{read_amount(cell):f}")
    except ValueError:
        number = None
    if number is None:
        line.refuse(key, "answer.not_a_number", given=text_of(cell)[:40])
    return number
