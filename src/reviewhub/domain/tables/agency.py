"""The list of third-party agencies, or any table that names one in each row."""

from dataclasses import dataclass
from typing import Final

from reviewhub.domain.organizations.credit_code import is_credit_code
from reviewhub.domain.tables.cell import Rows, fold
from reviewhub.domain.tables.header import Column, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column(
        "name",
        (
            "机构名称",
            "第三方机构",
            "第三方机构名称",
            "中介机构",
            "中介机构名称",
            "评价机构",
            "评估机构",
            "agency",
            "name",
        ),
        required=True,
    ),
    Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码", "creditcode")),
    Column("qualification", ("资质", "机构资质", "资质等级", "执业资质", "机构类型", "qualification")),
    Column("contact", ("联系人", "联系人姓名", "负责人", "contact")),
    Column("phone", ("联系电话", "电话", "手机", "手机号码", "联系方式", "phone")),
    Column("ordinal", ("序号", "no.", "no")),
)
_MARKS: Final = Marks("name", "credit_code", "", ("qualification", "contact", "phone"))


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency; everything but the name is "" where the file says nothing."""

    row: int
    name: str
    credit_code: str
    qualification: str
    contact: str
    phone: str


def parse_agencies(rows: Rows) -> Parsed[AgencyRow]:
    """Read agencies, each once: every problem, every line left out.

    A row that only says again what an earlier one said is skipped as repeated, so that a list of
    commissions serves as a list of agencies; one name or credit code with different particulars is a problem.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    warnings = header.ignored()
    skipped: list[Skipped] = []
    agencies: list[AgencyRow] = []
    known: dict[str, AgencyRow] = {}
    for line in data_lines(rows, header, _MARKS, skipped):
        agency = _agency(line)
        if agency is not None and _is_new(line, agency, known):
            agencies.append(agency)
        elif agency is not None and not line.problems:
            skipped.append(Skipped(line.row, SkipReason.REPEATED, agency.name))
        problems += line.problems
    return Parsed(tuple(agencies), tuple(problems), tuple(warnings), tuple(skipped), header.row)


def _agency(line: Line) -> AgencyRow | None:
    name = line.text("name", required=True)
    credit_code = fold(line.code("credit_code")).upper()
    if credit_code and not is_credit_code(credit_code):
        line.refuse("credit_code", "agency.credit_code_wrong", value=credit_code)
    if line.problems:
        return None
    rest = [line.text(key) for key in ("qualification", "contact", "phone")]
    return AgencyRow(line.row, name, credit_code, *rest)


def _is_new(line: Line, agency: AgencyRow, known: dict[str, AgencyRow]) -> bool:
    """Enter an agency under its name and credit code; note a problem when either means another one."""
    keys = {"name": fold(agency.name), "credit_code": agency.credit_code}
    earlier = {key: known[value] for key, value in keys.items() if value and value in known}
    for key, other in earlier.items():
        if _facts(other) != _facts(agency):
            line.refuse(key, "agency.twice_but_different", value=keys[key], first=other.row)
    for value in keys.values():
        known.setdefault(value, agency)
    return not earlier


def _facts(agency: AgencyRow) -> tuple[str, ...]:
    return (fold(agency.name), agency.credit_code, agency.qualification, agency.contact, agency.phone)
