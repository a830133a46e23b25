"""Sentences of campaigns and their panels: what stands against a choice, a tie, a move."""

from typing import Final

from reviewhub.edge.language.translatable import N_

CAMPAIGN_SENTENCES: Final[dict[str, str]] = {
    # panels as they are chosen
    "panel.even": N_("专家人数为 %(count)s，是偶数；建议取单数。"),
    "panel.small": N_("专家只有 %(count)s 人，少于 %(least)s 人时结果容易由一人左右。"),
    "panel.overload": N_("%(name)s 本年任务将达到 %(load)s 项，超过上限 %(limit)s 项。"),
    "panel.same_employer": N_("%(names)s 来自同一单位。"),
    "campaign.not_open": N_("评审还没有开始。"),
    "campaign.over": N_("评审已经截止。"),
    # campaigns
    "campaign.name_missing": N_("请填写批次名称"),
    "campaign.tailoring_misfits": N_(
        "本批次或其中任务的指标设定与新版不符（不评的指标在新版中不是可选的，或自设指标的分值不等于新版的分值、不能按新版的规则计分）；请在新版中保留这些指标。"
    ),
    "campaign.template_lacks": N_("这个模板用到的 %(keys)s 没有安装，请联系系统管理员安装相应的插件。"),
    "campaign.template_of_other_kind": N_("请选择与批次类型相符的评分模板。"),
    "campaign.unknown_method": N_("没有“%(key)s”这种方法，请重新选择。"),
    "campaign.ends_before_start": N_("截止时间必须晚于开始时间。"),
    "campaign.no_tasks": N_("批次里还没有评审任务，请先选择项目再开始评审。"),
    "about.builtin.mean_of_criterion_means": N_(
        "先求每个指标的平均分（保留两位小数），再相加；打印的汇总表逐行可加。"
    ),
    "about.builtin.mean_of_totals": N_("各专家总分直接平均，最常用。"),
    "about.builtin.trimmed_mean": N_("各去掉一个最高分和最低分后平均，至少要有五份打分表。"),
    "about.builtin.median": N_("取各专家总分的中间值，个别极端打分影响最小。"),
    "about.builtin.kunming_2021": N_("优：按申报支持；良：整改后支持；中：由经办人确定核减金额；差：取消。"),
    # the second round
    "label.reply.reason": N_("请相差较大的专家说明理由（可以改分，也可以不改）"),
    "label.reply.round": N_("开第二轮：全部专家看过不记名的打分和理由后，只对分歧大的指标再打一次"),
    "round.threshold_out_of_range": N_("请填写 0 到 100 之间的分数。"),
    "round.spread": N_("专家总分最高与最低相差 %(range)s 分，超过 %(most)s 分。"),
    "round.distance": N_("专家%(number)s 的总分与其他专家平均相差 %(gap)s 分，超过 %(most)s 分。"),
    "round.depends_on_one": N_("去掉一位专家（代号 %(numbers)s），等级就会改变。"),
    "round.knife_edge": N_("汇总得分 %(total)s 分，离等级分界只有 %(gap)s 分。"),
    "round.not_sealed": N_("打分表还没有交齐，或已经形成结论，不能开第二轮。"),
    "round.already": N_("本任务已经开过第二轮。"),
    "round.no_trigger": N_("现在没有触发第二轮的情况。"),
    "round.not_open": N_("没有正在进行的第二轮。"),
    "round.still_open": N_("第二轮还在进行，结束后才能看两轮对比。"),
    "round.sheets_stay": N_("开过第二轮的任务，打分表不能再退回。"),
    "round.days_out_of_range": N_("请填写 1 到 %(most)s 之间的天数。"),
    "round.reason_missing": N_("请写明改分或不改分的理由。"),
    "round.answered": N_("您已经答复，内容已封存。"),
    "round.over": N_("第二轮已经截止，您第一次的打分继续有效。"),
    "campaign.round_open": N_("有任务正在请专家再看一次，等结束后才能换用新版模板。"),
    "panel.round_open": N_("有任务正在请专家再看一次，结束后才能再邀请专家。"),
    "conclusion.round_open": N_("第二轮还在进行，结束后才能形成结论。"),
    "round.unchanged": N_(
        "两轮之后，专家总分的最大差距仍是 %(now)s 分；汇总得分由 %(total_was)s 分变为 %(total_now)s 分。"
    ),
    "round.closer": N_(
        "第二轮后意见更接近：专家总分的最大差距由 %(was)s 分缩小到 %(now)s 分；"
        "汇总得分由 %(total_was)s 分变为 %(total_now)s 分。"
    ),
    "round.further": N_(
        "第二轮后分歧更大：专家总分的最大差距由 %(was)s 分扩大到 %(now)s 分；"
        "汇总得分由 %(total_was)s 分变为 %(total_now)s 分。"
    ),
    # panels
    "panel.nobody": N_("请至少选择一位专家和一项任务。"),
    "panel.accept_warnings": N_("请先看过上面的提示，并勾选“已知悉”。"),
    "panel.name_missing": N_("请给专家组起一个名称。"),
    "panel.not_in_pool": N_("%(name)s 不在库，不能邀请。"),
    "panel.already_there": N_("所选专家已在所选任务的专家组里。"),
}
