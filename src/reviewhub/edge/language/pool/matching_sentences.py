"""Sentences of matchings: why a proposal cannot be had, what stands against a pair, how good it is."""

from typing import Final

from reviewhub.edge.language.translatable import N_

MATCHING_SENTENCES: Final[dict[str, str]] = {
    "label.matching.proposed": N_("待核对"),
    "label.matching.applied": N_("已采用"),
    "label.matching.undone": N_("已撤销"),
    "label.matching.dropped": N_("已放弃"),
    "label.objective.total": N_("总适配分最高"),
    "label.objective.fair": N_("先让适配分最低的任务尽量高，再求总分最高"),
    "label.method.matched": N_("批量匹配"),
    "label.field.matched": N_("在方案中"),
    "label.field.kept": N_("固定保留"),
    "matching.not_a_number": N_("“%(given)s”不是整数，请重新填写。"),
    "matching.size_out_of_range": N_("每项任务请填 1 到 %(most)s 位专家。"),
    "matching.classes_above_size": N_("各类别至少人数之和不能超过每项任务的 %(size)s 位。"),
    "matching.unknown_objective": N_("请选择一种目标。"),
    "matching.balance_out_of_range": N_("均衡程度请填 0 到 100 之间的整数。"),
    "matching.nothing_to_do": N_(
        "每项任务的专家都已经够了，不需要匹配。请加大每项任务的人数，或先撤下专家。"
    ),
    "matching.nobody": N_("专家库里现在没有可以邀请的专家。请核对在库状态、年度上限和可以参加的日期。"),
    "matching.too_large": N_(
        "%(tasks)s 项任务、%(experts)s 位专家超过页面能核对的 %(most)s 对，"
        "请用命令行 reviewhub panels match。"
    ),
    "matching.out_of_time": N_(
        "%(seconds)s 秒内没有找到方案，什么都没有写入。请减少要求，或用命令行给更多时间。"
    ),
    "matching.infeasible_places": N_(
        "%(tasks)s等 %(count)s 项任务共要 %(needed)s 位，能参加的 %(experts)s 位专家只能承担 %(offered)s 项，"
        "缺 %(lacking)s 项。请减少人数、放宽年度上限，或补充没有利益冲突的专家。"
    ),
    "matching.infeasible_least": N_("任务不够分给所有专家，缺 %(lacking)s 项。"),
    "matching.infeasible_kept": N_("固定保留的分派本身不合要求（%(tasks)s），请先用表格改正。"),
    "matching.infeasible_quota": N_(
        "“%(name)s”类专家不够：%(tasks)s等 %(count)s 项任务没有足够的可参加专家。"
        "请减少该类别的人数要求，或补充专家。"
    ),
    "matching.infeasible_members": N_(
        "“%(name)s”类专家共要 %(needed)s 人次，只能承担 %(offered)s 人次。"
        "请减少该类别的人数要求，或补充专家。"
    ),
    "matching.infeasible_rules": N_(
        "各项要求分开都能满足，合在一起不能。请减少类别要求，或允许同一单位的专家。"
    ),
    "matching.document_missing": N_("请填写批准文号。"),
    "matching.empty": N_("方案里没有分派，不能采用。"),
    "matching.answered": N_("已有专家答复，不能整体撤销；请在任务页逐个调整。"),
    "matching.not_proposed": N_("这个方案已采用、撤销或放弃，不能再改。"),
    "matching.over_limit": N_("%(expert)s 在方案中有 %(more)s 项任务，本年度只剩 %(room)s 项。"),
    "matching.stands_already": N_("%(expert)s 已在“%(project)s”的专家组里。"),
    "matching.task_full": N_("“%(project)s”已有 %(size)s 位专家，容不下%(expert)s。"),
    "matching.same_employer": N_("%(expert)s 与“%(project)s”的%(other_name)s来自同一单位。"),
    "matching.unknown_task": N_("本批次没有第 %(given)s 号任务。"),
    "matching.unknown_expert": N_("专家库里没有编号为 %(given)s 的专家。"),
    "matching.named_twice": N_("%(given)s 在同一任务下写了两次。"),
    "matching.not_there": N_("%(given)s 不在这项任务的方案里，不能保留或删除。"),
    "matching.there_already": N_("%(given)s 已在这项任务的方案里，不用增加。"),
    "label.left_out.expert.not_in_pool": N_("不在库"),
    "label.left_out.expert.suspended": N_("停用"),
    "label.left_out.expert.not_available": N_("暂不参加"),
    "label.left_out.expert.absent": N_("日期不合"),
    "label.left_out.expert.not_confirmed": N_("资料未按期确认"),
    "label.left_out.expert.yearly_limit": N_("已到年度上限"),
    "label.left_out.threshold.declined_silently": N_("超过抽取门槛"),
    "label.left_out.threshold.late": N_("超过抽取门槛"),
    "label.left_out.threshold.missed": N_("超过抽取门槛"),
    "label.act.propose_matching": N_("提出匹配方案"),
    "label.act.propose_matching_again": N_("重新匹配"),
    "label.act.correct_matching": N_("修改匹配方案"),
    "label.act.apply_matching": N_("采用匹配方案"),
    "label.act.undo_matching": N_("撤销匹配"),
    "label.act.drop_matching": N_("放弃匹配方案"),
    "label.about.matchings": N_("匹配方案"),
}
