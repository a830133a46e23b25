"""Sentences of conclusions and their verification."""

from typing import Final

from reviewhub.edge.language.translatable import N_

CONCLUSION_SENTENCES: Final[dict[str, str]] = {
    "result.sealed": N_("打分尚未全部完成。在最后一份打分表提交之前，任何人都看不到分数，以免影响其他专家。"),
    "conclusion.sheets_missing": N_("打分表尚未收齐，还不能形成结论。"),
    "conclusion.cut_missing": N_("请填写核减金额。"),
    "conclusion.cut_not_asked": N_("这个等级不需要核减金额。"),
    "conclusion.cut_out_of_range": N_("核减金额应大于 0、不超过申报的 %(most)s 万元，精确到分。"),
    "conclusion.cut_not_a_number": N_("“%(given)s”不是金额，请填数字，例如 120.5。"),
    "conclusion.cut_needs_reason": N_("请说明核减理由。"),
    "conclusion.correction_needs_reason": N_("已有结论，更正时请说明理由。"),
    "conclusion.nothing_chosen": N_("请至少选择一个任务。"),
    "conclusion.changed_since": N_("“%(project)s”的结果在预览之后有变化，什么都没有写入。请重新预览。"),
    "conclusion.sheet_gone": N_("结论依据的打分表已不完整。"),
    "conclusion.rules_gone": N_(
        "形成结论时所用的评分模板或指标设定在库中已经找不到，不能按原样重算；缺的是哪一行，核对台账可知。"
    ),
    "conclusion.digest": N_("结论内容与其摘要不符。"),
    "conclusion.changed": N_("按打分表重算的结果与结论不同。"),
    "conclusion.column": N_("这一列与结论内容不符。"),
    "conclusion.cannot_recompute": N_("依据的数据已损坏，无法重算。"),
    "task.asked_changed": N_("任务的申报金额与结论中的不同。"),
    "template.digest": N_("评分模板与其摘要不符。"),
    "sheet.answers_changed": N_("打分表的填写内容已不能评出分数。"),
    "sheet.cannot_recount": N_("评分方法出错，无法按填写内容重新评分，没有核对这张打分表。"),
    "sheet.points_changed": N_("按填写内容重新评出的分数与登记的不同。"),
    "sheet.digest": N_("打分表内容与其摘要不符。"),
    "row.changed": N_("这一行与台账最后登记的不同。"),
    "row.deleted": N_("台账登记过的这一行不见了。"),
    "row.unrecorded": N_("这一行从未在台账中登记。"),
    "row.unreadable": N_("这一行已损坏，无法读出。"),
    "ledger.missing": N_("台账缺少这一条。"),
    "ledger.changed": N_("这一条台账被改动过。"),
    "ledger.broken_link": N_("这一条台账与上一条衔接不上。"),
    "ledger.unknown_head": N_("台账中没有您留存的末端摘要：末尾被截去，或者整条台账被重写过。"),
}
