"""Projects as tables to hand out: the list as it is shown, and the form to fill in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from reviewhub.domain.money import in_wan
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.pool.projects import ProjectLine, ProjectListing

# Titles that the importer knows, in the language of the offices that fill them in.
BLANK_HEADER: Final = (
    *("序号", "项目编码", "项目名称", "预算单位编码", "预算单位", "主管部门", "项目属性", "资金性质"),
    *("申报金额（万元）", "其中：一般公共预算（万元）", "备注"),
)
EXAMPLE: Final = (
    *("示例", "53012221202001001", "主干道市容环境整治", "202001", "城市管理局", "城市管理局", "新增"),
    *("一般公共预算", Decimal("2304.60"), Decimal("2304.60"), "本行是示例，不会导入"),
)


def blank_form() -> ReportTable:
    """The table to fill in, with one example that the importer leaves out."""
    return ReportTable("项目导入表", (), BLANK_HEADER, (EXAMPLE,))


def listed(listing: ProjectListing) -> ReportTable:
    """The list with its sums, amounts in 万元."""
    header = (
        *(
            _("年度"),
            _("项目编码"),
            _("项目名称"),
            _("项目单位"),
            _("主管部门"),
            _("项目属性"),
            _("资金性质"),
        ),
        *(_("申报金额（万元）"), _("一般公共预算（万元）")),
    )
    total = ("", "", _("合计"), "", "", "", "", in_wan(listing.sum_asked), in_wan(listing.sum_general))
    return ReportTable(_("项目"), (), header, [*map(_row, listing.items), total])


def _row(one: ProjectLine) -> Sequence[object]:
    general = None if one.general_budget is None else in_wan(one.general_budget)
    texts = (str(one.year), one.code, one.name, one.unit, one.department, one.nature, one.fund)
    return (*texts, in_wan(one.asked), general)
