"""Experts as tables to hand out: the register as it is shown, and the form to fill in."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext as _

from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.listing import Listing
from reviewhub.services.pool.experts import ExpertLine

# Titles that the importer knows, in the language of the offices that fill them in.
BLANK_HEADER: Final = (
    *("序号", "专家编号", "姓名", "专家类别", "工作单位", "单位类型", "职称", "专业领域"),
    *("近三年曾任职单位", "离任时间", "年度任务上限", "状态"),
    *("性别", "地区", "手机", "电子邮箱", "职务", "职称证书编号", "专业代码"),
)
EXAMPLE: Final = (
    *("示例", "ZJ0001", "张三", "业务", "云岭水利科学研究院", "科研院所", "正高级", "市政工程、水利"),
    *("规划建设局", "2020-11", "4", "在库"),
    *("女", "昆明市", "13800138000", "zhang@example.cn", "副院长", "GJ2019001", "D0102、B0101"),
)


def blank_form() -> ReportTable:
    """The table to fill in, with one example that the importer leaves out."""
    return ReportTable("专家导入表", (), BLANK_HEADER, (EXAMPLE,), ("说明：以“示例”开头的行不会导入。",))


def listed(listing: Listing[ExpertLine]) -> ReportTable:
    """The register as it is shown."""
    header = (
        *(_("专家编号"), _("姓名"), _("专家类别"), _("工作单位"), _("职称"), _("专业领域")),
        *(_("曾任职单位"), _("离任时间"), _("年度任务上限"), _("状态"), _("地区"), _("专业代码")),
    )
    return ReportTable(_("专家库"), (), header, [_row(one) for one in listing.items])


def _row(one: ExpertLine) -> Sequence[object]:
    names = "、".join(name for name, _until in one.former_employers)
    months = "、".join(f"{until:%Y-%m}" if until else "" for _name, until in one.former_employers).strip("、")
    texts = (one.code, one.name, one.expert_class, one.employer, one.title, "、".join(one.fields))
    more = (one.region, "、".join(one.specialities))
    return (*texts, names, months, one.yearly_limit, one.standing, *more)
