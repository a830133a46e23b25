"""Letters, uses and disclosed results as tables to hand out."""

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.domain.releasing.result_use import UseItem
from reviewhub.edge.shown import label, points, said, wan
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.releasing.disclosures import Disclosed, Package
from reviewhub.services.releasing.letters import Letter
from reviewhub.services.releasing.result_uses import CampaignUses, UseLine


def letter_sentences(letter: Letter) -> list[str]:
    """Write what stands between the greeting and the tables."""
    asked, amount, cut = letter.sums
    told = _(
        "我局组织了“%(campaign)s”，现将涉及你单位的 %(count)s 个项目的结果反馈如下。"
        "申报金额合计 %(asked)s 万元，"
        "建议安排 %(amount)s 万元，核减 %(cut)s 万元。",
        campaign=letter.campaign_name,
        count=len(letter.lines),
        asked=wan(asked),
        amount=wan(amount),
        cut=wan(cut),
    )
    if letter.due_on is None:
        return [told, _("请据此编制和调整预算，改进管理。")]
    asks = _(
        "请按所列问题逐项整改，最迟于 %(day)s 前书面反馈整改情况；逾期未整改的，按规定缓拨或者停拨资金。",
        day=letter.due_on.isoformat(),
    )
    return [told, asks]


def letter_tables(letter: Letter) -> list[ReportTable]:
    """Write a letter for paper: the results, then what is to be mended."""
    title = _("关于反馈%(campaign)s结果的函", campaign=letter.campaign_name)
    to = [(_("主送"), letter.to.name)]
    results = ReportTable(
        title=title,
        facts=to,
        heading=_("评审结果"),
        header=(_("项目"), _("项目单位"), _("得分"), _("等级"), _("建议"), *_money()),
        rows=[
            (
                one.project,
                one.unit,
                points(one.total),
                label(one.grade),
                _action(one.action),
                *_amounts(one.asked, one.amount, one.cut),
            )
            for one in letter.lines
        ],
        notes=(*letter_sentences(letter), "" if letter.demands else _signature(letter)),
    )
    if not letter.demands:
        return [results]
    demands = ReportTable(
        title=_("整改事项清单"),
        facts=to,
        header=(_("项目"), _("问题"), _("整改要求"), _("期限")),
        rows=[(project, one.problem, one.demand, one.due_on.isoformat()) for project, one in letter.demands],
        notes=(_signature(letter),),
    )
    return [results, demands]


def uses_table(page: CampaignUses) -> ReportTable:
    """Write which results were used for what."""
    rate = "—" if page.rate is None else f"{page.rate}%"
    return ReportTable(
        title=_("结果应用情况"),
        facts=[(_("批次"), page.name), (_("结果应用率"), rate)],
        header=(_("项目"), *(label(f"use.{item}") for item in UseItem)),
        rows=[(one.project, *map(_tick, one.lines)) for one in page.tasks],
    )


def disclosed_table(package: Package) -> ReportTable:
    """Write the results that everybody may read."""
    return ReportTable(
        title=_("绩效评价结果公开表"),
        facts=[(_("批次"), package.page.name)],
        header=(_("项目"), _("项目单位"), _("主管部门"), _("得分"), _("等级"), _("建议"), *_money()),
        rows=[_disclosed(one) for one in package.page.open_lines],
        notes=tuple(left_out(package)),
    )


def left_out(package: Package) -> Iterator[str]:
    """Say what is not in the package and why; of secret projects only how many there are."""
    if package.withheld:
        yield _("另有 %(count)s 个项目依法不予公开。", count=package.withheld)
    for project, why in package.left_out:
        yield _("“%(project)s”的成果报告未公开：%(why)s", project=project, why=said(why))


def _disclosed(one: Disclosed) -> tuple[object, ...]:
    result = one.result
    named = (result.project, result.unit, one.department)
    graded = (points(result.total), label(result.grade), _action(result.action))
    return (*named, *graded, *_amounts(result.asked, result.amount, result.cut))


def _money() -> tuple[str, str, str]:
    return _("申报金额（万元）"), _("建议金额（万元）"), _("核减金额（万元）")


def _amounts(*yuan: Decimal) -> tuple[str, ...]:
    return tuple(map(wan, yuan))


def _action(action: str) -> str:
    return label(action) if action else "—"


def _tick(one: UseLine) -> str:
    day = one.on.isoformat() if one.on else ""
    return f"{day} {one.document}".strip() if one.done else ""


def _signature(letter: Letter) -> str:
    return f"{letter.bureau}　　{letter.released_at.date().isoformat()}"
