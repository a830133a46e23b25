"""Sentences about the money of campaigns: what is known of tasks, envelopes, what a ranking left."""

from typing import Final

from reviewhub.edge.language.translatable import N_

MONEY_SENTENCES: Final[dict[str, str]] = {
    "policy.allotted": N_("按第 %(number)s 次遴选排序的结果，安排不超过 %(amount)s 万元。"),
    "policy.not_allotted": N_("第 %(number)s 次遴选排序未入选，资金总额已用完，本次暂缓安排。"),
    "budget_facts.not_an_amount": N_("不是有效的金额：请填不小于 0、精确到分的数。"),
    "budget_facts.not_a_number": N_("“%(given)s”不是数字，请填数字，例如 120.5。"),
    "budget_facts.not_a_rate": N_("不是有效的执行率：请填 0 到 1000 之间、最多两位小数的百分数。"),
    "budget_facts.source_missing": N_("请写明来源，例如批复文号或国库执行表。"),
    "conclusion.facts_missing": N_("还缺计算金额要用的资金情况，请先在任务的“资金情况”页登记。"),
    "envelope.exceeded": N_(
        "批次资金总额 %(limit)s 万元，这样会安排 %(used)s 万元，超出 %(over)s 万元；"
        "请先用遴选排序确定各任务额度，或调整资金总额。"
    ),
    "envelope.ceiling_exceeded": N_(
        "“%(department)s”的限额 %(limit)s 万元，这样会安排 %(used)s 万元，超出 %(over)s 万元；"
        "请先用遴选排序确定各任务额度，或调整限额。"
    ),
    "envelope.not_an_amount": N_("不是有效的金额：请填不小于 0、精确到分的数，没有限额的留空。"),
    "envelope.unknown_department": N_("这个部门在本批次没有项目。"),
    "ranking.musts_exceed": N_(
        "必选的项目（含已下结论的）超出资金总额 %(over)s 万元，请减少必选或调整总额。"
    ),
    "ranking.musts_exceed_ceiling": N_(
        "“%(department)s”必选的项目（含已下结论的）超出部门限额 %(over)s 万元，请减少必选或调整限额。"
    ),
    "ranking.changed_since": N_("排序结果在您查看之后有变化，什么都没有写入。请重新查看再采用。"),
    "label.wish.free": N_("不限"),
    "label.wish.must": N_("必选"),
    "label.wish.out": N_("排除"),
    "label.worth.points": N_("得分之和"),
    "label.worth.money": N_("得分乘以金额之和"),
    "label.act.adopt_ranking": N_("采用遴选排序结果"),
    "label.act.publish_budget_policy": N_("发布结果应用规则"),
    "label.act.record_budget_facts": N_("登记资金情况"),
    "label.act.set_envelope": N_("设定资金总额和部门限额"),
    "label.about.budget_facts": N_("资金情况"),
    "label.about.budget_policy_revisions": N_("结果应用规则"),
}
