"""What the documents of a task consist of, from cover to signatures, as tables for every file format."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from reviewhub.domain.packing.raw import RawPack, RawTable, digest_of
from reviewhub.edge.packing.opinions import group_opinion, own_opinions
from reviewhub.edge.packing.statistics import statistics_table
from reviewhub.edge.reports import code_name, scores_by_expert
from reviewhub.edge.shown import code, conditional, label, moment, points, said, wan, words
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.packing.recounting import Counted


def sections(pack: RawPack, counted: Counted) -> Iterator[ReportTable]:
    """Give the sections in their order; what a task has nothing of is left out."""
    yield _cover(pack, counted)
    yield scores_by_expert(counted.result, _facts(pack, counted))
    yield group_opinion(counted)
    yield from own_opinions(counted)
    yield _people(pack, counted)
    statistics = statistics_table(counted)
    if statistics:
        yield statistics
    yield from (_beside(counted, one) for one in counted.task.tables)
    if counted.result.recommendation:
        yield _recommendation(counted)
    yield _signatures(pack, counted)


def _facts(pack: RawPack, counted: Counted) -> list[tuple[str, str]]:
    task, template = counted.task, counted.result.rules.template
    return [
        (_("项目名称"), task.project),
        (_("项目编码"), task.code),
        (_("项目单位"), task.unit),
        (_("主管部门"), task.department or "—"),
        (_("申报金额（万元）"), wan(counted.money.asked)),
        (_("评审批次"), f"{pack.campaign.name}（{pack.campaign.fiscal_year}）"),
        (_("所用模板"), f"{words(template.title)} v{template.version}"),
        (_("汇总方法"), label(counted.result.rules.aggregator.key)),
    ]


def verdict(counted: Counted) -> str:
    """Say the conclusion, or the grade where there is none, and whether it holds on conditions."""
    result = counted.result
    told = words((result.conclusion or result.grade).label)
    return conditional(told) if result.is_conditional else told


def _cover(pack: RawPack, counted: Counted) -> ReportTable:
    task, given = counted.task, counted.result.recommendation
    money = [(_("建议安排（万元）"), wan(given.amount)), (_("核减（万元）"), wan(given.cut))] if given else []
    return ReportTable(
        title=_("%(kind)s成果", kind=label(pack.campaign.kind)),
        facts=[
            *_facts(pack, counted),
            (_("总分"), points(counted.result.printed_total)),
            (_("等级"), words(counted.result.grade.label)),
            (_("评审结论"), verdict(counted)),
            *money,
            (_("形成结论时间"), moment(datetime.fromisoformat(task.conclusion.concluded_at))),
            (_("组织单位"), pack.campaign.bureau),
            (_("结论摘要"), task.conclusion.digest),
            (_("原始数据摘要"), digest_of(pack)),
        ],
        header=(),
        rows=(),
        notes=(_("专家以编号出现，不含姓名。"),) if pack.anonymised else (),
    )


def _people(pack: RawPack, counted: Counted) -> ReportTable:
    names = () if pack.anonymised else (_("姓名或机构"), _("工作单位"), _("职称"))
    return ReportTable(
        title=_("专家名单"),
        facts=[(_("项目名称"), counted.task.project)],
        header=(_("编号"), _("类别"), *names),
        rows=[
            (
                code_name(one.number),
                label(one.kind),
                *(() if pack.anonymised else (one.name, one.employer, one.title)),
            )
            for one in counted.task.people
        ],
    )


def _beside(counted: Counted, table: RawTable) -> ReportTable:
    return ReportTable(
        title=code(f"pack.table.{table.kind}"),
        facts=[(_("项目名称"), counted.task.project)],
        header=[code(f"pack.column.{one}") for one in table.header],
        rows=[
            [_told(name, cell) for name, cell in zip(table.header, row, strict=True)] for row in table.rows
        ],
    )


def _told(column: str, cell: str) -> str:
    return label(cell) if column == "state" and cell else cell


def _recommendation(counted: Counted) -> ReportTable:
    result, task = counted.result, counted.task
    given, policy = result.recommendation, result.rules.policy
    rows: list[Sequence[object]] = [
        (_("申报金额（万元）"), wan(counted.money.asked)),
        (_("预算调整建议"), label(given.action) if given else "—"),
        (_("建议安排（万元）"), wan(given.amount if given else None)),
        (_("核减（万元）"), wan(given.cut if given else None)),
    ]
    return ReportTable(
        title=_("预算调整建议"),
        facts=[
            (_("项目名称"), task.project),
            (_("项目单位"), task.unit),
            (_("结果应用规则"), f"{words(policy.title)}（{policy.key}@{policy.version}）" if policy else "—"),
            (_("依据"), policy.basis if policy else "—"),
        ],
        header=(_("事项"), _("内容")),
        rows=rows,
        notes=("\n".join([_("推导过程"), *(said(one) for one in result.explain())]),),
    )


def _signatures(pack: RawPack, counted: Counted) -> ReportTable:
    people = {one.number: one.name for one in counted.task.people}
    signers = [(code_name(number), name) for number, name in people.items()]
    officers = [(role, "") for role in (_("经办人"), _("复核人"), _("负责人"))]
    return ReportTable(
        title=_("签字页"),
        facts=[(_("项目名称"), counted.task.project), (_("组织单位"), pack.campaign.bureau)],
        header=(_("身份"), _("姓名"), _("签字"), _("日期")),
        rows=[(role, name, "　" * 8, "") for role, name in [*signers, *officers]],
    )
