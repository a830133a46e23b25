"""Sentences of applications to the pool, and of what the bureau has published about it."""

from typing import Final

from reviewhub.edge.language.translatable import N_

REGISTRATION_SENTENCES: Final[dict[str, str]] = {
    "registration.closed": N_("这个链接不能用来申请：可能已停止接受申请，或链接不完整。请向财政部门核实。"),
    "registration.too_many": N_("申请太多，暂时不能接收，请过一小时再提交；已填写的内容请自行保存。"),
    "registration.no_contact": N_("电话和电子邮箱至少填一项。"),
    "registration.no_consent": N_("请勾选同意，否则不能保存您的信息。"),
    "registration.too_many_recusals": N_("回避单位最多 %(most)s 个，每个不超过 200 个字。"),
    "registration.until_past": N_("最后一天已经过去，请填今天或以后的日期。"),
    "registration.months": N_("请填 %(least)s 到 %(most)s 之间的月数。"),
    "registration.code_taken": N_("编号“%(value)s”已有人使用。"),
    "label.application.received": N_("等待审核"),
    "label.application.returned": N_("已退回补正"),
    "label.application.accepted": N_("已入库"),
    "label.application.refused": N_("未予入库"),
    "label.application.after.send_back": N_("申请人凭查询地址看到理由，补正后重新提交。"),
    "label.application.after.refuse": N_("申请到此结束，申请人能看到理由；以后可以另行申请。"),
    "label.about.registrations": N_("入库申请"),
    "label.about.pool_rules": N_("专家库办法"),
    "label.act.apply": N_("申请入库"),
    "label.act.correct_application": N_("补正入库申请"),
    "label.act.accept_application": N_("入库申请通过"),
    "label.act.send_back_application": N_("退回入库申请"),
    "label.act.refuse_application": N_("入库申请不予通过"),
    "label.act.open_registration": N_("开放自荐申请"),
    "label.act.close_registration": N_("停止自荐申请"),
    "label.act.publish_confirmation": N_("公布资料确认办法"),
}
