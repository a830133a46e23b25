"""The register of review experts."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.experts.profile import EXPERT_CLASSES, GENDERS, contact_faults
from reviewhub.domain.experts.specialities import find
from reviewhub.domain.tables.cell import Rows, fold
from reviewhub.domain.tables.header import Column, find_header
from reviewhub.domain.tables.line import Line, read_month
from reviewhub.domain.tables.parsed import Parsed, Skipped
from reviewhub.domain.tables.skipping import Marks, data_lines

STATUSES: Final = ("在库", "停用", "出库", "审核中", "草稿")

COLUMNS: Final = (
    Column("code", ("专家编号", "专家编码", "专家代码", "编号", "expertcode", "code"), required=True),
    Column("name", ("姓名", "专家姓名", "专家名称", "专家", "name", "expert"), required=True),
    Column("expert_class", ("专家类别", "专家类型", "类别", "类型", "class"), required=True),
    Column("employer", ("工作单位", "所在单位", "现工作单位", "单位名称", "单位", "employer"), required=True),
    Column("employer_kind", ("单位类型", "单位性质", "单位类别", "employerkind")),
    Column("title", ("职称", "职称级别", "技术职称", "title")),
    Column("fields", ("专业领域", "专业", "擅长领域", "研究领域", "fields")),
    Column(
        "former_employers", ("近三年曾任职单位", "曾任职单位", "原工作单位", "曾工作单位", "formeremployers")
    ),
    Column("left_on", ("离任时间", "离职时间", "离任年月", "离任日期", "lefton")),
    Column("yearly_limit", ("年度任务上限", "任务上限", "年度上限", "yearlylimit")),
    Column("status", ("状态", "审核状态", "在库状态", "可用状态", "status")),
    Column("gender", ("性别", "gender")),
    Column("region", ("地区", "所在地区", "所属地区", "所在地", "region")),
    Column("phone", ("手机", "手机号码", "联系电话", "电话", "联系方式", "phone")),
    Column("email", ("电子邮箱", "邮箱", "电子邮件", "email", "e-mail")),
    Column("certificate", ("职称证书编号", "职称编号", "证书编号", "certificate")),
    Column("duties", ("职务", "行政职务", "现任职务", "duties")),
    Column("specialities", ("专业代码", "评审专业", "专业分类", "specialities")),
    Column("ordinal", ("序号", "no.", "no")),
)
# Typed as a number, 2020.10 has become 2020.1: October or January, nobody can tell.
_MONTH_AS_NUMBER: Final = re.compile(r"[0-9]{4}\.[0-9]{2}")
_MARKS: Final = Marks("name", "code", "employer", ("expert_class",))


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """One expert; a former employer goes with the first day of the month of leaving, None if not said.

    ``status`` and the other texts are "" where the file says nothing; ``specialities`` are codes.
    """

    row: int
    code: str
    name: str
    expert_class: str
    employer: str
    employer_kind: str
    title: str
    fields: tuple[str, ...]
    former_employers: tuple[tuple[str, dt.date | None], ...]
    yearly_limit: int | None
    status: str
    gender: str = ""
    region: str = ""
    phone: str = ""
    email: str = ""
    certificate: str = ""
    duties: str = ""
    specialities: tuple[str, ...] = ()


def parse_experts(rows: Rows) -> Parsed[ExpertRow]:
    """Read a register of experts: rows, problems, lines left out; one code twice is a problem."""
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    warnings = header.ignored()
    skipped: list[Skipped] = []
    experts: list[ExpertRow] = []
    first: dict[str, int] = {}
    for line in data_lines(rows, header, _MARKS, skipped):
        expert = _expert(line)
        if expert is not None and first.setdefault(fold(expert.code), line.row) != line.row:
            line.refuse("code", "expert.code_twice", value=expert.code, first=first[fold(expert.code)])
        experts += [expert] if expert is not None else []
        problems += line.problems
    return Parsed(tuple(experts), tuple(problems), tuple(warnings), tuple(skipped), header.row)


def _expert(line: Line) -> ExpertRow | None:
    expert = ExpertRow(
        row=line.row,
        code=line.code("code", required=True),
        name=line.text("name", required=True),
        expert_class=line.choice("expert_class", EXPERT_CLASSES, required=True),
        employer=line.text("employer", required=True),
        employer_kind=line.text("employer_kind"),
        title=line.text("title"),
        fields=line.listed("fields"),
        former_employers=_former_employers(line),
        yearly_limit=line.whole("yearly_limit"),
        status=line.choice("status", STATUSES),
        gender=line.choice("gender", GENDERS),
        phone=line.code("phone"),
        specialities=_specialities(line),
        **{name: line.text(name) for name in ("region", "email", "certificate", "duties")},
    )
    for fault in contact_faults(expert.phone, expert.email):
        line.refuse(fault.path, fault.code)
    return None if line.problems else expert


def _specialities(line: Line) -> tuple[str, ...]:
    """Read specialities by code or name; what the catalogue does not know is refused, each by its name."""
    named = line.listed("specialities")
    for one in named:
        if not find(one):
            line.refuse("specialities", "expert.no_speciality", value=one)
    return tuple(dict.fromkeys(code for code in map(find, named) if code))


def _former_employers(line: Line) -> tuple[tuple[str, dt.date | None], ...]:
    """Pair former employers with the months of leaving, in order: no month at all, or one for each."""
    employers, months = line.listed("former_employers"), line.listed("left_on")
    if not months:
        return tuple((employer, None) for employer in employers)
    if isinstance(line.cell("left_on"), Decimal) and not _MONTH_AS_NUMBER.fullmatch(months[0]):
        line.refuse("left_on", "expert.month_typed_as_number", value=months[0])
        return ()
    if len(months) != len(employers):
        line.refuse("left_on", "expert.months_do_not_pair", months=len(months), employers=len(employers))
        return ()
    dates = [read_month(month) for month in months]
    for month, date in zip(months, dates, strict=True):
        if date is None:
            line.refuse("left_on", "table.not_a_month", value=month)
    return tuple(zip(employers, dates, strict=True))
