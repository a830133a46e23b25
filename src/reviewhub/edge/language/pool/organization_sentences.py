"""Sentences of organisations: what they are, what forbids a correction or a merge."""

from typing import Final

from reviewhub.edge.language.translatable import N_

ORGANIZATION_SENTENCES: Final[dict[str, str]] = {
    "label.part.is_unit": N_("项目单位"),
    "label.part.is_department": N_("主管部门"),
    "label.part.is_agency": N_("第三方机构"),
    "label.part.is_employer": N_("专家工作单位"),
    "label.about.employments": N_("专家任职"),
    "label.about.ties": N_("申报的利益关系"),
    "label.about.account_ties": N_("经办人的利益关系"),
    "label.about.conflict_findings": N_("利益冲突"),
    "organization.taken": N_("“%(name)s”已在使用；如果是同一单位，请用“查找重复”合并。"),
    "organization.no_such_name": N_("没有登记过“%(name)s”。"),
    "organization.parent_below": N_("“%(name)s”就是这个单位或它的下级，不能做上级。"),
    "organization.same": N_("同一条登记不能与自己合并。"),
    "organization.other_credit_code": N_(
        "两条登记的统一社会信用代码不同（%(one)s、%(other)s），是两个单位；如有误请先更正代码。"
    ),
    "organization.other_budget_code": N_(
        "两条登记的单位编码不同（%(one)s、%(other)s）；如果确是同一单位，请先更正编码。"
    ),
    "label.act.save_organization": N_("更正单位"),
    "label.act.merge_organizations": N_("合并单位"),
}
