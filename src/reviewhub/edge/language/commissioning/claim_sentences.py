"""Sentences of figures that reports claim, and of how they differ from the platform's."""

from typing import Final

from reviewhub.edge.language.translatable import N_

CLAIM_SENTENCES: Final[dict[str, str]] = {
    # what a report gets wrong by itself
    "claims.above_full": N_("“%(line)s”得 %(claimed)s 分，超过报告所列满分 %(full)s 分。"),
    "claims.subtotal_wrong": N_("“%(line)s”写的是 %(claimed)s 分，各项相加是 %(added)s 分。"),
    "claims.sum_wrong": N_("报告总分是 %(claimed)s 分，各指标得分相加是 %(added)s 分。"),
    "claims.grade_unknown": N_("报告的等级“%(claimed)s”不在本批次的等级标准中。"),
    "claims.grade_not_following": N_("报告等级是“%(claimed)s”，而按报告总分 %(total)s 分应为“%(grade)s”。"),
    "claims.money_wrong": N_(
        "报告申报 %(asked)s 万元、核减 %(cut)s 万元，与建议金额 %(recommended)s 万元对不上。"
    ),
    # where it differs from the platform
    "claims.criterion_missing": N_("报告中没有指标 %(id)s“%(title)s”，打分表是 %(computed)s 分。"),
    "claims.criterion_unknown": N_("报告中的“%(line)s”（%(claimed)s 分）不在评分模板中。"),
    "claims.points_differ": N_("指标 %(id)s“%(title)s”报告是 %(claimed)s 分，打分表是 %(computed)s 分。"),
    "claims.full_differs": N_("指标 %(id)s“%(title)s”报告的分值是 %(claimed)s 分，评分模板是 %(full)s 分。"),
    "claims.total_differs": N_("报告总分是 %(claimed)s 分，打分表总分是 %(computed)s 分。"),
    "claims.grade_differs": N_("报告等级是“%(claimed)s”，按打分表应为“%(grade)s”。"),
    "claims.asked_differs": N_("报告的申报金额是 %(claimed)s 万元，系统登记的是 %(computed)s 万元。"),
    "claims.recommended_differs": N_("报告的建议金额是 %(claimed)s 万元，按规则应为 %(computed)s 万元。"),
    "claims.cut_differs": N_("报告的核减金额是 %(claimed)s 万元，按规则应为 %(computed)s 万元。"),
    # refusals
    "claims.no_table": N_(
        "没有找到评分表。请提供 .xlsx 或 .docx，表中须有指标列（如“三级指标”）和“得分”列；也可以直接填写。"
    ),
    "claims.no_report": N_("请先上传成果报告；退回之后须先上传新的一版。"),
    "claims.closed": N_("当前状态不能再填报或说明报告数据。"),
    "claims.open": N_(
        "报告数据还有 %(count)s 处不一致没有说明，不能通过验收。请在“核对报告数据”页说明，或退回由机构修改。"
    ),
    "claims.not_renewed": N_("以前的版本核对过报告数据，这一版还没有。请在“核对报告数据”页读取或填写。"),
    "claims.not_a_number": N_("“%(given)s”不是数字，请填不小于 0 的数，例如 4 或 4.5；没有就留空。"),
    "claims.nothing_typed": N_("请至少填写一项。"),
    "claims.nothing_explained": N_("请至少写明一处不一致的原因；原来的说明不必重写。"),
    # acts in the ledger
    "label.act.claim_figures": N_("登记报告数据"),
    "label.act.explain_claims": N_("说明报告数据差异"),
}
