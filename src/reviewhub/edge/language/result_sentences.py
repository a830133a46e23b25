"""Sentences of results: how they came about, and how far a panel agrees."""

from typing import Final

from reviewhub.edge.language.translatable import N_

RESULT_SENTENCES: Final[dict[str, str]] = {
    # results, as explain() gives them
    "result.total": N_("%(count)s 份打分表按“%(aggregator)s”汇总，得 %(total)s 分。"),
    "result.grade": N_("%(total)s 分不低于 %(lower)s 分，等级为“%(grade)s”。"),
    "result.conclusion": N_("%(total)s 分对应的评估结论为“%(conclusion)s”。"),
    "result.survives": N_("去掉任何一位专家，等级都仍为“%(grade)s”。"),
    "result.flips": N_("去掉专家 %(numbers)s 中的任一位，等级就不再是“%(grade)s”。"),
    "leaving_out.one": N_(
        "去掉专家%(number)s，等级就会从“%(grade)s”变成“%(other)s”；去掉其他任何一位都不变。"
    ),
    "result.cannot_leave_out": N_("只有 %(count)s 份打分表，无法检验去掉一位专家后的等级。"),
    "result.too_few_sheets": N_("已有 %(count)s 份打分表，这种汇总方法至少需要 %(least)s 份。"),
    "aggregator.class_unknown": N_(
        "汇总方法“%(aggregator)s”按专家类别计算，有 %(count)s 份打分表的专家类别不明。"
    ),
    "aggregator.class_missing": N_("汇总方法“%(aggregator)s”需要每类专家至少一份打分表，还缺：%(classes)s。"),
    "aggregator.class_without_weight": N_("汇总方法“%(aggregator)s”没有规定这些类别的权重：%(classes)s。"),
    "aggregator.class_weights": N_("按专家类别加权：%(weights)s。"),
    "aggregator.trimmed": N_("去掉了最低分 %(lowest)s 和最高分 %(highest)s。"),
    "aggregator.severity_adjusted": N_(
        "按宽严度调整：依据这组 %(experts)s 位专家在 %(tasks)s 个已收齐项目上的总分；依据越少，调整越少。"
    ),
    "aggregator.severity_strict": N_("专家%(number)s 偏严 %(habit)s 分，已加回 %(moved)s 分。"),
    "aggregator.severity_lenient": N_("专家%(number)s 偏宽 %(habit)s 分，已减去 %(moved)s 分。"),
    "aggregator.severity_cancels": N_("各位专家的宽严互相抵消，汇总得分与不调整时相同。"),
    "aggregator.severity_few_experts": N_(
        "没有按宽严度调整：只有 %(count)s 位专家可比，至少需要 %(least)s 位；取总分平均。"
    ),
    "aggregator.severity_few_tasks": N_(
        "没有按宽严度调整：有专家与他人共同评过的项目只有 %(count)s 个，至少需要 %(least)s 个；取总分平均。"
    ),
    "aggregator.severity_no_difference": N_(
        "没有按宽严度调整：%(tasks)s 个项目上看不出专家之间有宽严差别；取总分平均。"
    ),
    "policy.support": N_("等级“%(grade)s”：按申报金额 %(asked)s 万元予以支持，建议安排 %(amount)s 万元。"),
    "policy.support_after_rectification": N_(
        "等级“%(grade)s”：完成整改后予以支持，申报 %(asked)s 万元，建议安排 %(amount)s 万元。"
    ),
    "policy.cut": N_(
        "等级“%(grade)s”：申报 %(asked)s 万元，核减 %(cut)s 万元，建议安排 %(amount)s 万元。理由：%(why)s"
    ),
    "policy.cut_needs_figure": N_("等级“%(grade)s”：申报 %(asked)s 万元，须由经办人确定核减金额并说明理由。"),
    "policy.cancel": N_("等级“%(grade)s”：申报 %(asked)s 万元，建议取消，安排 %(amount)s 万元。"),
    # what the agreement of a panel says
    "agreement.no_panel": N_("这个项目不是由专家组评审的，没有专家之间的一致性可以统计。"),
    "agreement.one_project": N_("只有一个项目收齐了打分表，无法衡量专家之间是否一致；至少需要两个项目。"),
    "agreement.undefined": N_("分数之间没有差别或缺得太多，算不出一致程度。"),
    "agreement.too_few": N_(
        "整体一致性 %(value)s，但依据的项目太少（%(projects)s 个），还说不准："
        "可能在 %(low)s（%(low_band)s）到 %(high)s（%(high_band)s）之间。"
    ),
    "agreement.between": N_(
        "整体一致性 %(value)s：有 95%% 的把握，真实的一致程度在 "
        "%(low)s（%(low_band)s）到 %(high)s（%(high_band)s）之间。"
    ),
    "agreement.alike": N_(
        "这 %(projects)s 个项目的得分彼此太接近，项目之间的差别不比专家之间的差别大，排不出先后"
        "（一致性系数 %(value)s 没有意义）；这不等于专家有分歧。"
    ),
    "agreement.too_alike": N_(
        "各项目平均分彼此只差约 %(spread)s 分（标准差），比平均分本身的误差 %(error)s 分还小，排不出先后；"
        "一致性系数 %(value)s 不说明什么。这不等于专家有分歧。"
    ),
    "agreement.spread": N_("专家总分与平均分相差平均 %(distance)s 分，最高与最低相差 %(range)s 分。"),
    "agreement.panel_spread": N_(
        "同一个项目上，专家总分与平均分平均相差 %(distance)s 分；分歧最大的是“%(project)s”，"
        "最高与最低相差 %(range)s 分。"
    ),
    "agreement.odd": N_(
        "专家%(number)s 的总分离平均分 %(distance)s 分，与其他专家的差距不像偶然。"
        "这只提示再看一遍理由，不说明谁对谁错。"
    ),
    "agreement.no_odd": N_("没有哪位专家的总分明显偏离其他人。"),
    "agreement.missing": N_(
        "这些项目中有 %(count)s 份打分表没有（专家回避或被排除），没有打分的不按零分计。"
    ),
    # how sure a grade is
    "chance.veto": N_("等级由一票否决决定；换一组专家会不会同样否决，从分数中算不出来。"),
    "chance.by_mean": N_("这是按各专家总分的平均 %(mean)s 分推算的，汇总方法得出的是 %(total)s 分。"),
    "chance.almost_sure": N_("若请更多同类专家来评，等级仍为“%(grade)s”的可能超过 99%%。"),
    "chance.sure": N_("若请更多同类专家来评，等级仍为“%(grade)s”的可能约 %(stays)s%%。"),
    "chance.likely": N_("若请更多同类专家来评，等级多半仍为“%(grade)s”（约 %(stays)s%%）。"),
    "chance.open": N_(
        "若请更多同类专家来评，等级仍为“%(grade)s”的可能约 %(stays)s%%，"
        "也可能是“%(other)s”（约 %(share)s%%）。"
    ),
    "chance.undefined": N_("换一组专家等级会不会变，还说不准：%(because)s"),
    "boundary.near": N_(
        "得分离 %(at)s 分的分界只有 %(distance)s 分，一念之差就是“%(other)s”：处在等级边缘。"
    ),
    "boundary.far": N_("得分离最近的分界 %(at)s 分有 %(distance)s 分，分界另一边是“%(other)s”。"),
    "criterion.survives": N_("不评任何一项指标（其余指标按比例折算），等级都仍为“%(grade)s”。"),
    "criterion.flips": N_("不评指标 %(criteria)s 中的任一项（其余按比例折算），等级就不再是“%(grade)s”。"),
    "habit.strict": N_(
        "专家%(number)s 在同一批项目上比专家组平均低 %(points)s 分（%(low)s 至 %(high)s 分），明显偏严。"
    ),
    "habit.lenient": N_(
        "专家%(number)s 在同一批项目上比专家组平均高 %(points)s 分（%(low)s 至 %(high)s 分），明显偏宽。"
    ),
    "habit.erratic": N_(
        "专家%(number)s 的打分忽高忽低：除去宽严之外，仍与大家相差约 %(points)s 分，"
        "其他专家约 %(others)s 分。"
    ),
    "habit.none": N_("没有哪位专家明显偏严、偏宽或忽高忽低。"),
    "habit.undefined": N_("分不清谁偏严谁偏宽：%(because)s"),
    "habit.steadiness_unknown": N_("项目或专家太少，看不出有没有专家忽高忽低（至少五个项目、三位专家）。"),
    "needed.between": N_(
        "按现有分歧，%(needed)s 位专家的平均分可靠程度达到通常要求的 %(target)s"
        "（可能是 %(least)s 至 %(most)s 位）；本组 %(experts)s 位。"
    ),
    "needed.at_least": N_(
        "按现有分歧，%(needed)s 位专家的平均分可靠程度达到通常要求的 %(target)s，但项目太少，"
        "只能说至少要 %(least)s 位；本组 %(experts)s 位。"
    ),
    "needed.too_many": N_(
        "项目之间的差别比不上专家之间的分歧，请 %(limit)s 位专家也达不到通常要求的可靠程度；"
        "本组 %(experts)s 位。"
    ),
    "needed.undefined": N_("需要几位专家，现在算不出：%(because)s"),
    "label.band_poor": N_("较低"),
    "label.band_moderate": N_("中等"),
    "label.band_good": N_("较好"),
    "label.band_excellent": N_("很好"),
}
