"""Agencies as tables to hand out: the list as it is shown, and the form to fill in."""

from typing import Final

from flask_babel import gettext as _

from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.listing import Listing
from reviewhub.services.pool.organizations import AgencyLine

# Titles that the importer knows, in the language of the offices that fill them in.
BLANK_HEADER: Final = ("序号", "机构名称", "统一社会信用代码", "资质", "联系人", "联系电话")
EXAMPLE: Final = (
    "示例",
    "滇衡会计师事务所",
    "91530100MA6K1234X5",
    "会计师事务所执业证书",
    "李四",
    "0871-65000000",
)


def blank_form() -> ReportTable:
    """The table to fill in, with one example that the importer leaves out."""
    notes = ("说明：以“示例”开头的行不会导入。",)
    return ReportTable("第三方机构导入表", (), BLANK_HEADER, (EXAMPLE,), notes)


def listed(listing: Listing[AgencyLine]) -> ReportTable:
    """The list as it is shown."""
    header = (_("机构名称"), _("统一社会信用代码"), _("资质"), _("联系人"), _("联系电话"), _("历年委托"))
    rows = [
        (one.name, one.credit_code, one.qualification, one.contact, one.phone, one.commissions)
        for one in listing.items
    ]
    return ReportTable(_("第三方机构"), (), header, rows)
