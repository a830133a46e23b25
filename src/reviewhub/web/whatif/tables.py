"""A what-if as tables to hand out."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.domain.grade import Band
from reviewhub.domain.money import in_wan
from reviewhub.edge.language.words import speaker
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.whatif.assumed import MovedLine, WhatIf


def moved_table(page: WhatIf) -> ReportTable:
    """Every task that would move, amounts in 万元."""
    header = (
        *(_("序号"), _("项目名称"), _("项目单位"), _("主管部门"), _("申报金额（万元）")),
        *(_("现在得分"), _("测算得分"), _("现在等级"), _("测算等级")),
        *(_("现在安排（万元）"), _("测算安排（万元）"), _("变化（万元）")),
    )
    return ReportTable(_("变化的项目"), (), header, [_row(one) for one in page.lines.items])


def summary_table(page: WhatIf, given: Mapping[str, str]) -> ReportTable:
    """What was assumed, as the address says it, and what it comes to."""
    moved = page.movement
    rows = [
        *([_("条件"), name, value] for name, value in given.items()),
        [_("结果"), _("等级会变的项目"), moved.regraded],
        [_("结果"), _("申报金额（万元）"), in_wan(page.asked)],
        [_("结果"), _("现在安排（万元）"), in_wan(moved.before)],
        [_("结果"), _("测算安排（万元）"), in_wan(moved.after)],
        [_("结果"), _("变化（万元）"), in_wan(moved.net)],
    ]
    return ReportTable(page.campaign.name, (), ("", _("名称"), _("数值")), rows)


def _row(one: MovedLine) -> list[object]:
    line, (before, after) = one.line, one.move
    return [
        *(line.number, line.project, line.unit, one.department, in_wan(line.asked)),
        *(before.total, after.total, _label(before.grade), _label(after.grade)),
        *(_wan(before.amount), _wan(after.amount), _wan(one.move.yuan)),
    ]


def _label(band: Band | None) -> str:
    return speaker().words(band.label) if band else ""


def _wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else in_wan(yuan)
