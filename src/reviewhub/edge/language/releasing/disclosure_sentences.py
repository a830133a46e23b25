"""Sentences of letters, uses of results, and what is made public."""

from typing import Final

from reviewhub.edge.language.translatable import N_

DISCLOSURE_SENTENCES: Final[dict[str, str]] = {
    "label.use.reported_above": N_("专报上级政府"),
    "label.use.leaders_remark": N_("上级领导批示"),
    "label.use.reported_to_congress": N_("报人大"),
    "label.use.congress_remark": N_("人大领导批示"),
    "label.use.fed_back": N_("反馈部门"),
    "label.use.policy_changed": N_("政策调整"),
    "label.use.budget_changed": N_("预算应用"),
    "label.use.other": N_("其他"),
    "letter.not_released": N_("这份清单还没有下达，下达之后才有反馈函。"),
    "use.not_released": N_("这项任务的结果还没有下达，下达之后才能登记应用情况。"),
    "use.day_missing": N_("请填写日期。"),
    "use.in_the_future": N_("日期不能晚于今天。"),
    "use.note_missing": N_("选择“其他”时，请说明是什么。"),
    "disclosure.basis_missing": N_("请填写依据。"),
    "disclosure.unreadable": N_("文件读不出来，无法检查。"),
    "disclosure.no_text": N_("文件里没有可以检查的文字，可能是扫描件。"),
    "disclosure.names": N_("含有评审专家的姓名（%(count)s 人）。"),
    "disclosure.mobiles": N_("含有手机号（%(count)s 个）。"),
    "disclosure.id_numbers": N_("含有身份证号（%(count)s 个）。"),
    "label.act.note_use": N_("登记结果应用情况"),
    "label.act.mark_secrecy": N_("登记项目是否涉密"),
    "label.about.result_uses": N_("结果应用情况"),
    "label.about.project_secrecies": N_("项目涉密情况"),
}
