"""The holds as a table that a treasury's system takes."""

from collections.abc import Sequence

from flask_babel import gettext as _

from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.edge.language.words import speaker
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.rectifying.holds import HoldLine


def treasury_table(holds: Sequence[HoldLine]) -> ReportTable:
    """Lay out every hold, those in force and those that ended."""
    header = (
        *(_("项目编码"), _("项目名称"), _("项目单位"), _("主管部门"), _("申报金额（万元）"), _("方式")),
        *(_("开始日期"), _("原因"), _("恢复日期"), _("恢复理由"), _("状态")),
    )
    return ReportTable(_("缓拨停拨清单"), (), header, [_row(one) for one in holds])


def _row(one: HoldLine) -> Sequence[object]:
    state = _("执行中") if one.ended_on is None else _("已恢复")
    return (
        *(one.code, one.project, one.unit, one.department, one.asked / YUAN_PER_WAN),
        *(speaker().label(f"hold.{one.kind}"), one.held_from.isoformat(), one.reason),
        *(one.ended_on.isoformat() if one.ended_on else "", one.end_reason, state),
    )
