"""The list of projects that units ask money for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.tables.cell import Rows, fold
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason, place
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("code", ("项目编码", "项目编号", "项目代码", "编码", "projectcode", "code")),
    Column("name", ("项目名称", "项目", "预算项目名称", "政策名称", "projectname", "project"), required=True),
    Column("unit_code", ("预算单位编码", "单位编码", "单位代码", "预算编码", "unitcode")),
    Column(
        "unit",
        (
            "预算单位",
            "项目单位",
            "申报单位",
            "申请单位",
            "实施单位",
            "预算单位名称",
            "单位名称",
            "单位",
            "unit",
        ),
        required=True,
    ),
    Column("department", ("主管部门", "主管部门名称", "一级预算单位", "部门名称", "部门", "department")),
    Column("nature", ("项目属性", "项目性质", "项目类型", "新增/延续", "nature")),
    Column("fund", ("资金性质", "资金来源", "资金类型", "fund")),
    Column(
        "asked",
        (
            *("申报金额", "申请金额", "申报预算", "申请预算", "申报数", "预算金额", "项目金额", "金额"),
            *(
                "申报资金",
                "申请资金",
                "预算申报数",
                "预算数",
                "预算",
                "资金总额",
                "项目资金总额",
                "年度资金申请总额",
                "asked",
                "amount",
            ),
        ),
        required=True,
        money=True,
    ),
    Column(
        "general_budget",
        ("一般公共预算", "一般公共预算资金", "一般公共预算拨款", "一般公共预算金额", "generalbudget"),
        money=True,
    ),
    Column("remark", ("备注", "说明", "remark")),
    Column("ordinal", ("序号", "编号", "no.", "no")),
)
_MONEY: Final = ("asked", "general_budget")
_MARKS: Final = Marks("name", "code", "unit", _MONEY)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project as its unit asks for it; amounts in yuan, texts "" where the file says nothing."""

    row: int
    code: str
    name: str
    unit_code: str
    unit: str
    department: str
    nature: str
    fund: str
    asked: Decimal
    general_budget: Decimal | None
    remark: str


def parse_projects(rows: Rows) -> Parsed[ProjectRow]:
    """Read a list of projects: every row, every problem, every line left out.

    A project is known by its code, or by unit and name where it has none; the same one twice is a problem.
    Lines called 合计 are compared with the sum of the rows: a difference warns, ``table.total_differs``.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    warnings = header.ignored()
    skipped: list[Skipped] = []
    projects: list[ProjectRow] = []
    for line in data_lines(rows, header, _MARKS, skipped):
        project = _project(line)
        projects += [project] if project is not None else []
        problems += line.problems
        warnings += line.warnings
    problems += _twice(header, projects)
    if not problems:
        warnings += _totals(rows, header, projects, skipped)
    return Parsed(tuple(projects), tuple(problems), tuple(warnings), tuple(skipped), header.row)


def _project(line: Line) -> ProjectRow | None:
    name, unit = line.text("name", required=True), line.text("unit", required=True)
    code, unit_code = line.code("code"), line.code("unit_code")
    asked = line.amount("asked", required=True)
    general = line.amount("general_budget")
    if asked is not None and general is not None and general > asked:
        line.refuse("general_budget", "amount.part_exceeds_whole", part=f"{general:f}", whole=f"{asked:f}")
    if line.problems or asked is None:
        return None
    return ProjectRow(
        row=line.row,
        code=code,
        name=name,
        unit_code=unit_code,
        unit=unit,
        department=line.text("department"),
        nature=line.text("nature"),
        fund=line.text("fund"),
        asked=asked,
        general_budget=general,
        remark=line.text("remark"),
    )


def _twice(header: Header, projects: list[ProjectRow]) -> list[Problem]:
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for project in projects:
        key = (fold(project.code),) if project.code else (fold(project.unit), fold(project.name))
        if key in first:
            title = header.title("code" if project.code else "name")
            values: dict[str, str | int] = {"value": project.code or project.name, "first": first[key]}
            code = "project.code_twice" if project.code else "project.name_twice"
            problems.append(Problem(place(project.row, title), code, values))
        first.setdefault(key, project.row)
    return problems


def _totals(rows: Rows, header: Header, projects: list[ProjectRow], skipped: list[Skipped]) -> list[Problem]:
    """Compare each grand total with the sum of the rows, to as many decimals as the total is given with."""
    sums = {
        "asked": sum((project.asked for project in projects), Decimal(0)),
        "general_budget": sum((project.general_budget or Decimal(0) for project in projects), Decimal(0)),
    }
    warnings = []
    for total in (line for line in skipped if line.reason is SkipReason.TOTAL):
        line = Line(header, total.row, rows[total.row - 1])
        for key in (key for key in _MONEY if key in header.positions):
            given = line.amount(key)
            if given is not None and not _agrees(given, sums[key], header.units[key]):
                line.warn(key, "table.total_differs", given=f"{given:f}", sum=f"{sums[key]:f}")
        warnings += line.warnings + line.problems
    return warnings


def _agrees(given: Decimal, total: Decimal, unit: Decimal) -> bool:
    exponent = (given / unit).normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return round_half_up(total / unit, places) == round_half_up(given / unit, places)
