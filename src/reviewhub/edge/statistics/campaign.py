"""A campaign's tables: grades that hang by a thread, and every statistic of every panel."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from reviewhub.domain.money import in_wan, round_half_up
from reviewhub.edge.shown import wan, words
from reviewhub.edge.statistics.tables import audit_tables
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.outcome.campaign_consistency import CampaignConsistency, EdgeLine
from reviewhub.services.outcome.statistics import CampaignStatistics


def campaign_tables(page: CampaignConsistency, found: CampaignStatistics) -> Iterator[ReportTable]:
    """Lay out how sure a campaign's grades are, then the statistics of each panel."""
    yield _edge(page)
    for id_, panel in found.panels.items():
        yield from audit_tables(panel, scores_file(id_))


def scores_file(panel: int) -> str:
    """Name the file of a panel's scores, without its suffix."""
    return f"panel-{panel}"


def _edge(page: CampaignConsistency) -> ReportTable:
    return ReportTable(
        title=_("等级有多大把握"),
        facts=[
            (_("评审批次"), page.campaign.name),
            (_("处在等级边缘的项目"), str(len(page.edge))),
            (_("涉及申报金额（万元）"), wan(page.asked_on_edge)),
            (_("一位专家就能改变等级的项目"), _("、").join(one.project for one in page.hanging) or "—"),
        ],
        header=(
            _("项目名称"),
            _("得分"),
            _("分界"),
            _("相差（分）"),
            _("分界以上"),
            _("分界以下"),
            _("两边安排相差（万元）"),
        ),
        rows=[_edge_row(one) for one in page.edge],
        notes=(_("离等级分界不到 0.5 分的项目。金额空白的，由经办人确定核减。"),),
    )


def _edge_row(one: EdgeLine) -> Sequence[object]:
    total, nearest = one.task.total, one.boundary
    return (
        one.task.project,
        "" if total is None else round_half_up(total),
        round_half_up(nearest.at),
        round_half_up(nearest.distance),
        words(nearest.above.label),
        words(nearest.below.label),
        "" if one.stake is None else in_wan(one.stake),
    )
