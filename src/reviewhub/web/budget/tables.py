"""The table of a ranking as it is handed out."""

from flask_babel import gettext as _

from reviewhub.domain.budget.ranking import Chosen
from reviewhub.domain.money import in_wan, print_wan
from reviewhub.edge.language.words import speaker
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.budget.ranking import RankedLine, RankingPage


def ranking_table(page: RankingPage) -> ReportTable:
    """Write every task in order of points, with what either way makes of it; amounts in 万元."""
    total = page.envelope.total
    return ReportTable(
        title=_("遴选排序"),
        facts=[
            (_("评审批次"), page.campaign.name),
            (_("资金总额（万元）"), "—" if total is None else print_wan(total)),
            (_("按得分排序"), _summary(page.order)),
            (_("总额最优"), _summary(page.best)),
        ],
        header=[
            *(_("名次"), _("项目名称"), _("项目单位"), _("主管部门"), _("得分"), _("等级")),
            *(_("额度（万元）"), _("要求"), _("按得分排序"), _("总额最优"), _("同分")),
        ],
        rows=[_row(place, one) for place, one in enumerate(page.lines, 1)],
    )


def _row(place: int, one: RankedLine) -> list[object]:
    say, yes = speaker(), _("入选")
    grade = say.words(one.task.grade.label) if one.task.grade else ""
    return [
        *(place, one.task.project, one.task.unit, one.department, one.task.total, grade),
        *(in_wan(one.amount), say.label(f"wish.{one.wish}")),
        *(yes if one.in_order else "", yes if one.best else "", _("是") if one.tie else ""),
    ]


def _summary(chosen: Chosen | None) -> str:
    if chosen is None:
        return "—"
    return str(_("入选 %(n)s 项，%(amount)s 万元", n=len(chosen.tasks), amount=print_wan(chosen.money)))
