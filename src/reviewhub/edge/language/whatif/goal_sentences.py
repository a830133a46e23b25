"""Sentences of goal reviews."""

from typing import Final

from reviewhub.edge.language.translatable import N_

GOAL_SENTENCES: Final[dict[str, str]] = {
    "goals.other_kind": N_("只有“绩效目标审核”批次可以导入目标审核结果。"),
    "goals.more_than_asked": N_("建议金额 %(amount)s 万元超过了申报的 %(asked)s 万元。"),
    "goals.cut_differs": N_("审减金额写的是 %(cut)s 万元，申报减建议是 %(difference)s 万元。"),
    "goals.twice": N_("“%(value)s”与第 %(first)s 行重复。"),
    "goals.concluded": N_("这个项目已形成结论，审核结果不能再改。"),
    "goals.asked_differs": N_(
        "表中申报金额 %(value)s 万元，系统中是 %(asked)s 万元，请核对是不是同一个项目。"
    ),
    "label.field.amount": N_("审核建议金额"),
    "label.act.import_reviewed_amounts": N_("导入目标审核结果"),
}
