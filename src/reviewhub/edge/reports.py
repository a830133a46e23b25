"""Reports in the reader's language: frozen values become the tables that renderers write."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.domain.errors import WrongState
from reviewhub.domain.money import in_wan, round_half_up
from reviewhub.domain.result import Result, SubmittedSheet
from reviewhub.domain.scoring.precondition import Precondition, Required
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.scoring.veto import Veto, is_found
from reviewhub.domain.words import Reason
from reviewhub.edge.language.words import speaker
from reviewhub.edge.shown import (
    code,
    label,
    moment,
    open_conditions,
    organization,
    points,
    said,
    wan,
    words,
)
from reviewhub.edge.shown import (
    conditional as once_met,
)
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.drawing.origins import Origin
from reviewhub.services.exports import OpinionMark, OpinionSheet
from reviewhub.services.outcome.concluded import Line
from reviewhub.services.outcome.overview import Overview
from reviewhub.services.outcome.results import TaskPage
from reviewhub.services.outcome.standings import TaskLine


def code_name(number: int) -> str:
    """Name an expert as tables do: 专家1."""
    return str(_("专家%(number)s", number=number))


def criterion_name(criterion: Criterion) -> str:
    """Name a criterion with the level above it."""
    levels = [words(level) for level in criterion.path[-1:]] + [words(criterion.title)]
    return " / ".join(dict.fromkeys(levels))


def score_summary(page: TaskPage) -> ReportTable:
    """Lay out criteria by experts with means; the last row adds up.

    Raises :class:`WrongState` while there is no result that this reader may see.
    """
    result = page.result
    if result is None:
        why = page.why or Reason("result.sealed")
        raise WrongState(why.code, **why.values)
    return scores_by_expert(result, _task_facts(page))


def scores_by_expert(result: Result, facts: Sequence[tuple[str, str]]) -> ReportTable:
    """Lay out criteria by experts with means, below facts; the last row adds up."""
    criteria = result.rules.template.criteria
    rows: list[Sequence[object]] = [
        (
            one.id,
            criterion_name(one),
            one.points,
            *(_given(sheet.points[place]) for sheet in result.sheets),
            _given(result.criterion_means[place]),
        )
        for place, one in enumerate(criteria)
    ]
    full, sum_ = result.rules.template.full_marks, round_half_up(result.aggregate.value)
    sums = _("合计，汇总得分经宽严度调整") if result.rules.adjust else _("合计")
    rows.append((sums, "", full, *map(round_half_up, result.scores.totals), sum_))
    if any(one.is_upheld for one in result.vetoes):
        rows.append((_("一票否决后"), "", "", *("" for _sheet in result.sheets), result.printed_total))
    return ReportTable(
        title=_("专家打分汇总表"),
        facts=facts,
        header=(
            _("指标编号"),
            _("指标名称"),
            _("分值"),
            *(code_name(sheet.number) for sheet in result.sheets),
            _("平均分"),
        ),
        rows=rows,
        notes=tuple(said(reason) for reason in result.explain()),
    )


def checklists(page: TaskPage) -> Iterator[ReportTable]:
    """Lay out what stands beside the criteria: vetoes by experts, and the check-list of the conclusion."""
    result = page.result
    if result is not None and result.rules.template.beside:
        yield _marks_table(page, result)
    if page.checklist:
        yield _checklist_table(page)


def _marks_table(page: TaskPage, result: Result) -> ReportTable:
    said_of = {"": "", "veto": code("sheet.found"), "unmet": code("sheet.unmet")}
    rows = [
        (
            speaker().place(one.place),
            words(one.title),
            *(said_of[_mark(one, sheet)] for sheet in result.sheets),
            sum(bool(_mark(one, sheet)) for sheet in result.sheets),
        )
        for one in result.rules.template.beside
    ]
    return ReportTable(
        title=_("一票否决事项和先决条件"),
        facts=[(_("项目名称"), page.project), (_("评审批次"), page.campaign.name)],
        header=(_("编号"), _("事项"), *(code_name(one.number) for one in result.sheets), _("份数")),
        rows=rows,
    )


def _mark(one: Veto | Precondition, sheet: SubmittedSheet) -> str:
    """Tell what a sheet marked of a veto or pre-condition: found, not met, or nothing."""
    if isinstance(one, Veto):
        return "veto" if one.id in sheet.vetoes else ""
    return "unmet" if one.id in sheet.unmet else ""


def _checklist_table(page: TaskPage) -> ReportTable:
    last = page.conclusions[-1]
    verdict = once_met(label(last.conclusion or last.action or last.grade))
    return ReportTable(
        title=_("先决条件清单"),
        facts=[(_("项目名称"), page.project), (_("评审结论"), verdict), (_("结论摘要"), last.digest)],
        header=(_("序号"), _("先决条件"), _("由谁提出"), _("是否具备"), _("具备日期"), _("证明"), _("登记")),
        rows=[_checklist_row(place, one) for place, one in enumerate(page.checklist, 1)],
    )


def _checklist_row(place: int, line: Line) -> Sequence[object]:
    newest = line.checks[-1] if line.is_fulfilled else None
    proof = "；".join(filter(None, (newest.proof, newest.document_name))) if newest else ""
    return (
        place,
        words(line.required.title),
        proposer(line.required),
        _("√ 已具备") if newest else _("□ 尚未具备"),
        newest.fulfilled_on.isoformat() if newest and newest.fulfilled_on else "",
        proof,
        f"{newest.by} {moment(newest.at)}" if newest else "",
    )


def proposer(one: Required) -> str:
    """Say who wants a pre-condition: some of the sheets, or the officer."""
    if one.is_own:
        return str(_("经办人另加"))
    return str(_("%(sheets)s 份打分表中 %(unmet)s 份", sheets=one.sheets, unmet=one.unmet))


def _given(value: Decimal | None) -> object:
    return _("不适用") if value is None else round_half_up(value)


def _task_facts(page: TaskPage) -> list[tuple[str, str]]:
    return [
        (_("项目名称"), page.project),
        (_("项目单位"), page.unit),
        (_("主管部门"), page.department or "—"),
        (_("申报金额（万元）"), wan(page.asked)),
        (_("评审批次"), page.campaign.name),
        (_("所用模板"), f"{words(page.template.title)} v{page.template.version}"),
        *((_("专家产生方式"), _origin(one)) for one in page.origins),
        (_("汇总方法"), _pin(page.campaign.aggregator)),
        *_adjusting(adjusts=page.result is not None and page.result.rules.adjust),
        *([(_("须重做"), page.redo.reason)] if page.redo else []),
    ]


def _origin(one: Origin) -> str:
    """Say how a panel came about."""
    if one.is_drawn:
        return str(_("%(name)s：随机抽取，承诺值 %(c)s", name=one.name, c=one.commitment))
    if one.method == "matched":
        return str(_("%(name)s：按匹配分派", name=one.name))
    document = one.document or "—"
    return str(_("%(name)s：非随机指定，批准文件 %(document)s", name=one.name, document=document))


def _adjusting(*, adjusts: bool) -> list[tuple[str, str]]:
    """Say that totals are adjusted, where they are."""
    return [(_("宽严度"), _("总分、等级和金额都按专家宽严度调整过"))] if adjusts else []


def campaign_summary(overview: Overview) -> ReportTable:
    """Lay out the tasks as they are listed, with sums, grades and what the campaign pinned."""
    rows: list[Sequence[object]] = [
        _task_row(place, one, is_redone=one.id in overview.redos)
        for place, one in enumerate(overview.lines.items, 1)
    ]
    conditional = any(one.conditions for one in overview.lines.items)
    count, sums = len(overview.lines.items), overview.chosen
    asked, amount, cut = in_wan(sums.asked), in_wan(sums.amount), in_wan(sums.cut)
    rows.append((_("合计"), _("%(n)s 个项目", n=count), "", asked, "", "", amount, cut, ""))
    if conditional:
        said_of = [open_conditions(one.conditions) if one.conditions else "" for one in overview.lines.items]
        rows = [(*row, more) for row, more in zip(rows, [*said_of, ""], strict=True)]
    return ReportTable(
        title=_("评审结果汇总表"),
        facts=_campaign_facts(overview),
        header=(
            _("序号"),
            _("项目名称"),
            _("项目单位"),
            _("申报金额（万元）"),
            _("总分（宽严度调整后）") if overview.adjusts else _("总分"),
            _("等级"),
            _("建议安排（万元）"),
            _("核减（万元）"),
            _("阶段"),
            *([_("先决条件")] if conditional else []),
        ),
        rows=rows,
    )


def _task_row(place: int, line: TaskLine, *, is_redone: bool) -> Sequence[object]:
    return (
        place,
        line.project,
        line.unit,
        in_wan(line.asked),
        "" if line.total is None else round_half_up(line.total),
        words(line.grade.label) if line.grade else "",
        "" if line.amount is None else in_wan(line.amount),
        "" if line.cut is None else in_wan(line.cut),
        _("%(phase)s，须重做", phase=label(line.phase)) if is_redone else label(line.phase),
    )


def _campaign_facts(overview: Overview) -> list[tuple[str, str]]:
    head, summary = overview.campaign, overview.summary
    grades = "，".join(f"{words(band.label)} {summary.grades[band.id]}" for band in overview.bands)
    share = "—" if summary.excellent_share is None else f"{summary.excellent_share}%"
    return [
        (_("评审批次"), head.name),
        (_("预算年度"), str(head.fiscal_year)),
        (_("平均分"), points(summary.mean)),
        (_("等级分布"), grades),
        (_("优秀占比"), share),
        (_("申报合计（万元）"), wan(summary.asked)),
        (_("建议安排合计（万元）"), wan(summary.recommended)),
        (_("核减合计（万元）"), wan(summary.cut)),
        (_("所用模板"), _template(overview)),
        (_("模板摘要"), head.template.digest),
        *((_("专家产生方式"), _origin(one.origin)) for one in overview.panels),
        (_("汇总方法"), _pin(head.aggregator)),
        *_adjusting(adjusts=overview.adjusts),
        (_("等级标准"), _pin(head.grade_scale)),
        (_("结果应用规则"), _pin(head.policy)),
    ]


def _template(overview: Overview) -> str:
    """Name the template, and the older versions that concluded tasks stay with."""
    template = overview.campaign.template
    named = f"{words(template.title)} v{template.version}"
    older = [
        _("其中 %(n)s 项任务按第 %(version)s 版形成结论", n=tasks, version=version)
        for version, tasks in sorted(overview.earlier.items())
    ]
    return str(_("；")).join([named, *map(str, older)])


def _pin(pin: str) -> str:
    key = pin.partition("@")[0]
    return f"{speaker().label(key)}（{pin}）" if pin else "—"


def opinion(sheet: OpinionSheet) -> ReportTable:
    """Lay out the opinion sheet of one expert or agency, ready for signature."""
    rows: list[Sequence[object]] = [
        (
            f"{one.criterion.id} {words(one.criterion.title)}",
            one.criterion.points,
            _given(one.points),
            one.reason,
        )
        for one in sheet.lines
    ]
    rows.append((_("合计"), sheet.full, sheet.total, ""))
    rows += [(_mark_name(one), "", "", _mark_said(one)) for one in sheet.marks]
    verdict = _(
        "得分 %(total)s 分，%(conclusion)s。",
        total=points(sheet.total),
        conclusion=words(sheet.conclusion.label),
    )
    signature = (
        _("专家签字：") + "　" * 12 + _("日期：") + "　" * 4 + _("年") + "　　" + _("月") + "　　" + _("日")
    )
    return ReportTable(
        title=_("%(kind)s专家评估意见书", kind=label(sheet.kind)),
        facts=[
            (_("项目名称"), sheet.project),
            (_("申请单位"), organization(sheet.unit)),
            (_("预算金额（万元）"), wan(sheet.asked)),
            (_("评估专家"), _writer(sheet)),
            (_("提交时间"), moment(sheet.submitted_at)),
            (_("打分表摘要"), sheet.digest),
            *([(_("状态"), _("作废，不计入"))] if sheet.voided else []),
        ],
        heading=_("一、评分情况"),
        header=(_("评估指标"), _("分值"), _("得分"), _("扣分理由")),
        rows=rows,
        notes=(
            f"{_('二、评估结论')}\n{verdict}{_vetoes_found(sheet)}",
            f"{_('三、专家意见与建议')}\n{sheet.opinion or _('无')}",
            signature,
        ),
    )


def _vetoes_found(sheet: OpinionSheet) -> str:
    """Say below a sheet's own grade that a veto speaks against it; the panel's result decides."""
    found = [one.asked for one in sheet.marks if isinstance(one.asked, Veto) and is_found(one.answer.values)]
    titles = "；".join(words(one.title) for one in found)
    said_of = _("认定一票否决：%(titles)s。是否生效，由专家组的打分表合并认定。", titles=titles)
    return f"\n{said_of}" if found else ""


def _mark_name(one: OpinionMark) -> str:
    return f"{speaker().place(one.asked.place)} {words(one.asked.title)}"


def _mark_said(one: OpinionMark) -> str:
    """Say what was answered, why, and on what it rests."""
    answered = [said(reason) for reason in one.asked.said(one.answer)]
    return "\n".join(filter(None, (*answered, one.answer.reason, one.answer.evidence)))


def _writer(sheet: OpinionSheet) -> str:
    if not sheet.name:
        return code_name(sheet.number)
    about = "，".join(filter(None, (sheet.employer, sheet.title)))
    return f"{sheet.name}（{about}）" if about else sheet.name
