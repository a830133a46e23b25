"""The list of records as a table to hand out."""

from collections.abc import Sequence

from flask_babel import gettext as _

from reviewhub.edge.shown import moment
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.listing import Listing
from reviewhub.services.records.listing import RecordLine


def listed(listing: Listing[RecordLine]) -> ReportTable:
    """Lay out what the list shows."""
    header = (
        *(_("专家编号"), _("姓名"), _("专家类别"), _("状态"), _("受邀"), _("接受"), _("谢绝")),
        *(_("其中无理由"), _("邀请过期"), _("回避"), _("被替换"), _("被排除"), _("按时"), _("逾期")),
        *(_("未提交"), _("第二轮已答复"), _("第二轮"), _("最近受邀")),
    )
    return ReportTable(_("履职记录"), (), header, [_row(one) for one in listing.items])


def _row(one: RecordLine) -> Sequence[object]:
    found = one.tally
    counts = (found.invited, found.accepted, found.declined, found.declined_silently, found.expired)
    ended = (found.recused, found.replaced, found.excluded, found.on_time, found.late, found.missed)
    last = moment(one.last_task) if one.last_task else ""
    return (
        *(one.code, one.name, one.expert_class, one.status, *counts, *ended),
        *(found.answered_again, found.asked_again, last),
    )
