"""Sentences of budget policies: how a term makes an amount, what is missing, what is wrong with a file."""

from typing import Final

from reviewhub.edge.language.translatable import N_

BUDGET_POLICY_SENTENCES: Final[dict[str, str]] = {
    # amounts, as a term derives them
    "policy.term.support": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，以%(base)s %(base_amount)s 万元为准予以支持，"
        "建议安排 %(amount)s 万元。"
    ),
    "policy.term.support_after_rectification": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，完成整改后以%(base)s %(base_amount)s 万元为准"
        "予以支持，建议安排 %(amount)s 万元。"
    ),
    "policy.term.support_as_asked": N_(
        "等级“%(grade)s”（%(total)s 分）：按申报金额 %(asked)s 万元予以支持，建议安排 %(amount)s 万元。"
    ),
    "policy.term.support_after_rectification_as_asked": N_(
        "等级“%(grade)s”（%(total)s 分）：完成整改后按申报金额 %(asked)s 万元予以支持，"
        "建议安排 %(amount)s 万元。"
    ),
    "policy.term.hold": N_(
        "等级“%(grade)s”（%(total)s 分）：不予增加，申报 %(asked)s 万元，%(base)s %(base_amount)s 万元，"
        "建议安排 %(amount)s 万元，核减 %(cut)s 万元。"
    ),
    "policy.term.cut": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，以%(base)s %(base_amount)s 万元为基数"
        "核减 %(percent)s%%（%(share)s 万元），建议安排 %(amount)s 万元，比申报少 %(cut)s 万元。"
    ),
    "policy.term.cut_range": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，核减幅度 %(from_percent)s%%—%(to_percent)s%%"
        "（%(from_cut)s—%(to_cut)s 万元），经办人核减 %(cut)s 万元，建议安排 %(amount)s 万元。理由：%(why)s"
    ),
    "policy.term.range_needs_figure": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，核减幅度 %(from_percent)s%%—%(to_percent)s%%"
        "（%(from_cut)s—%(to_cut)s 万元），须由经办人确定核减金额并说明理由。"
    ),
    "policy.term.range_left": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，应核减 %(from_percent)s%%—%(to_percent)s%%，"
        "即 %(from_cut)s—%(to_cut)s 万元；所填 %(cut)s 万元不在这个幅度内。"
    ),
    "policy.term.cut_amount": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，以%(base)s %(base_amount)s 万元为基数"
        "核减 %(share)s 万元，建议安排 %(amount)s 万元，比申报少 %(cut)s 万元。"
    ),
    "policy.term.suspend": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，整改到位前暂缓安排，本次安排 %(amount)s 万元。"
    ),
    "policy.term.recover": N_(
        "等级“%(grade)s”（%(total)s 分）：%(base)s %(base_amount)s 万元，执行率 %(rate)s%%，"
        "未支出 %(share)s 万元予以收回；申报 %(asked)s 万元，建议安排 %(amount)s 万元，"
        "比申报少 %(cut)s 万元。"
    ),
    "policy.term.cancel": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，建议取消，安排 %(amount)s 万元。"
    ),
    "policy.because": N_("依据条款“%(id)s”：%(text)s。"),
    "policy.base_missing": N_(
        "等级“%(grade)s”（%(total)s 分）：申报 %(asked)s 万元，还没有登记“%(what)s”，算不出金额。"
    ),
    "policy.unknown_fact": N_("没有登记“%(what)s”，与它有关的条款按不适用处理。"),
    # files of budget policies
    "budget_policy.invalid": N_("结果应用规则有 %(count)s 处需要改正，没有写入。"),
    "budget_policy.doubled_term": N_("条款编号“%(id)s”用了两次。"),
    "budget_policy.unknown_grade": N_("等级“%(given)s”不在 grades 列出的等级中。"),
    "budget_policy.cut_without_percent": N_("按比例核减（cut）须写明 percent，大于 0。"),
    "budget_policy.cut_without_amount": N_("按金额核减（cut_amount）须写明 amount_wan（万元），大于 0。"),
    "budget_policy.range_upside_down": N_("核减幅度的下限大于上限。"),
    "budget_policy.band_upside_down": N_("分数或执行率的下限不小于上限，这一条永远不适用。"),
    "budget_policy.nothing_to_compute": N_("暂缓和取消不安排资金，不需要基数和比例。"),
    "budget_policy.rounding_of_part_fen": N_("取整单位必须是整分：0.000001 万元的倍数。"),
    "budget_policy.gap": N_(
        "等级“%(grade)s”从 %(points)s 分起没有不带条件的条款可用；最后应有一条不带条件的条款。"
    ),
    "budget_policy.not_next": N_("版本号写的是 %(given)s，下一个版本应为 %(next)s。"),
    "budget_policy.not_own": N_("编号“%(id)s”应以“%(prefix)s”开头，以免与安装的规则混淆。"),
    "campaign.policy_lacks_grades": N_("这项结果应用规则没有回答所用模板的全部等级（%(scale)s），请另选。"),
    "place.term": N_("条款 %(rest)s"),
    # words
    "label.hold": N_("不予增加"),
    "label.suspend": N_("暂缓安排"),
    "label.recover": N_("收回"),
    "label.effect.support": N_("予以支持"),
    "label.effect.support_after_rectification": N_("整改后支持"),
    "label.effect.hold": N_("不超过基数"),
    "label.effect.cut": N_("按比例核减"),
    "label.effect.cut_range": N_("在幅度内核减"),
    "label.effect.cut_amount": N_("按金额核减"),
    "label.effect.suspend": N_("整改前暂缓"),
    "label.effect.recover": N_("收回未支出部分"),
    "label.effect.cancel": N_("取消"),
    "label.fact.asked": N_("申报金额"),
    "label.fact.last_year": N_("上年安排"),
    "label.fact.approved": N_("批复金额"),
    "label.fact.execution_rate": N_("预算执行率"),
    "label.fact.rectified": N_("是否整改到位"),
    "label.fact.repeat": N_("是否再次发现问题"),
    "label.fact.object_kind": N_("支出类别"),
    "label.object_kind.project": N_("项目支出"),
    "label.object_kind.policy": N_("政策"),
    "label.object_kind.department": N_("部门整体支出"),
    "label.object_kind.bond": N_("专项债券项目"),
    "label.object_kind.service": N_("政府购买服务"),
    "label.object_kind.capital": N_("基本建设"),
    "label.object_kind.personnel": N_("人员经费"),
    "label.object_kind.operation": N_("运转经费"),
    "label.object_kind.livelihood": N_("基本民生"),
    "label.step.asked": N_("申报"),
    "label.step.base": N_("基数"),
    "label.step.share": N_("比例或金额"),
    "label.step.least_cut": N_("至少核减"),
    "label.step.most_cut": N_("至多核减"),
    "label.step.rounded": N_("取整，并限于申报以内"),
    "label.step.cut": N_("核减"),
    "label.step.limit": N_("额度所限"),
    "label.step.amount": N_("建议安排"),
}
