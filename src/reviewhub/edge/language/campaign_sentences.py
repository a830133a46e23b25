"""Sentences of campaigns and their panels: what stands against a choice, a tie, a move."""

from typing import Final

from reviewhub.edge.language.translatable import N_

CAMPAIGN_SENTENCES: Final[dict[str, str]] = {
    # conflicts and panels
    "conflict.employer": N_("%(expert)s 现任职于%(organization)s，与被评项目有利害关系，不能选入。"),
    "conflict.former_employer": N_("%(expert)s 曾任职于%(organization)s（离任 %(until)s），未满三年。"),
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
    # panels
    "panel.nobody": N_("请至少选择一位专家和一项任务。"),
    "panel.accept_warnings": N_("请先看过上面的提示，并勾选“已知悉”。"),
    "panel.name_missing": N_("请给专家组起一个名称。"),
    "panel.not_in_pool": N_("%(name)s 不在库，不能邀请。"),
    "panel.already_there": N_("所选专家已在所选任务的专家组里。"),
    "conflict.former_employer_unknown": N_(
        "%(expert)s 曾任职于%(organization)s，离任时间不详，请核实是否已满三年。"
    ),
}
