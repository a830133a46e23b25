"""Sentences of the record of work: punctuality, duties, severity, thresholds."""

from typing import Final

from reviewhub.edge.language.translatable import N_

RECORD_SENTENCES: Final[dict[str, str]] = {
    "label.punctual.not_due": N_("未到期"),
    "label.punctual.on_time": N_("按时"),
    "label.punctual.late": N_("逾期"),
    "label.punctual.missed": N_("未提交"),
    "label.duty.yes": N_("是"),
    "label.duty.no": N_("否"),
    "label.duty.not_applicable": N_("不适用"),
    "label.level.": N_("未定等次"),
    "label.level.excellent": N_("优秀"),
    "label.level.qualified": N_("合格"),
    "label.level.unqualified": N_("不合格"),
    "duty.unanswered": N_("“%(item)s”还没有填写。"),
    "duty.no_needs_remark": N_("“%(item)s”选了“否”，请写明情况。"),
    "duty.level_needs_reason": N_("定了等次，请写明理由。"),
    "duty.correction_needs_reason": N_("这是更正，请写明为什么更正。"),
    "duty.not_concluded": N_("任务形成结论后才能填写履职检查。"),
    "duty.never_served": N_("专家没有参加这项任务，不填写履职检查。"),
    "reply.missing": N_("请填写答复内容。"),
    "record.strict": N_(
        "在 %(tasks)s 项已形成结论的任务上，比同组专家平均偏严 %(points)s 分"
        "（95%% 区间 %(low)s 至 %(high)s 分）。"
    ),
    "record.lenient": N_(
        "在 %(tasks)s 项已形成结论的任务上，比同组专家平均偏宽 %(points)s 分"
        "（95%% 区间 %(low)s 至 %(high)s 分）。"
    ),
    "record.no_habit": N_(
        "在 %(tasks)s 项已形成结论的任务上，与同组专家平均相差 %(points)s 分"
        "（95%% 区间 %(low)s 至 %(high)s 分，含 0），看不出偏严或偏宽。"
    ),
    "record.no_interval": N_(
        "在 %(tasks)s 项已形成结论的任务上，与同组专家平均相差 %(points)s 分；数据不足以给出区间。"
    ),
    "record.undefined": N_("宽严度无法计算：%(because)s"),
    "threshold.out_of_range": N_("请填写 0 到 %(most)s 之间的次数，或留空表示不设。"),
    "threshold.not_a_number": N_("“%(given)s”不是次数，请填写整数，或留空表示不设。"),
    "threshold.declined_silently": N_("%(months)s 个月内无理由谢绝 %(count)s 次，超过公布的 %(limit)s 次。"),
    "threshold.late": N_("%(months)s 个月内逾期提交 %(count)s 次，超过公布的 %(limit)s 次。"),
    "threshold.missed": N_("%(months)s 个月内到期未提交 %(count)s 次，超过公布的 %(limit)s 次。"),
    "label.act.check_duties": N_("填写履职检查"),
    "label.act.reply_to_record": N_("答复履职记录"),
    "label.act.publish_thresholds": N_("公布抽取门槛"),
    "label.about.duty_checks": N_("履职检查"),
    "label.about.duty_replies": N_("履职记录答复"),
    "label.about.work_thresholds": N_("抽取门槛"),
}
