"""Sentences about what a sheet answers beside the criteria: vetoes, pre-conditions, what becomes of them."""

from typing import Final

from reviewhub.edge.language.translatable import N_

BESIDE_SENTENCES: Final[dict[str, str]] = {
    "place.veto": N_("一票否决 %(rest)s"),
    "place.precondition": N_("先决条件 %(rest)s"),
    "answer.veto_needs_reason": N_("认定发现了这种情形，请写明事实和理由。"),
    "sheet.found": N_("发现"),
    "sheet.not_found": N_("未发现"),
    "label.veto": N_("一票否决事项"),
    "label.precondition": N_("先决条件"),
    "sheet.met": N_("已具备"),
    "sheet.unmet": N_("尚未具备"),
    # templates
    "template.id_taken": N_("编号 %(id)s 已经用过：指标、一票否决和先决条件的编号不能相同。"),
    "template.veto_most": N_(
        "“%(given)s”不能作否决后的最高分：请填不小于 0、小于 %(full)s、最多两位小数的数。"
    ),
    "lint.veto_most": N_("否决后最高 %(cap)s 分，等级仍可达“%(grade)s”，不是最低一等，请确认。"),
    "change.asked_too": N_("新增，每张打分表都要填。"),
    "change.asked_no_more": N_("删除。"),
    "label.change.most": N_("否决后最高分"),
    "label.change.votes": N_("几张打分表认定才生效"),
    "label.votes.one": N_("一张打分表认定即生效"),
    "label.votes.majority": N_("过半数打分表认定才生效"),
    # results
    "result.veto": N_(
        "一票否决：%(count)s 份打分表中有 %(found)s 份认定“%(title)s”（%(id)s），"
        "汇总得分最高按 %(cap)s 分计；否决前为 %(total)s 分。"
    ),
    "result.veto_not_upheld": N_(
        "%(count)s 份打分表中有 %(found)s 份认定“%(title)s”（%(id)s），没有过半数，一票否决不生效。"
    ),
    "result.conditional": N_("这是有条件的结论：先补齐 %(count)s 项先决条件，再拨付资金。"),
    # conclusions
    "conclusion.preconditions_unmet": N_(
        "有 %(count)s 项先决条件被认为尚未具备，须由经办人逐项确定，请单独形成结论。"
    ),
    "conclusion.required_undecided": N_("请确定这项先决条件是保留还是去掉。"),
    "conclusion.drop_needs_reason": N_("去掉这项先决条件，请说明理由。"),
    "conclusion.not_proposed": N_(
        "没有打分表认为这项先决条件尚未具备；清单在您填写期间有变化，请刷新后重填。"
    ),
    "conclusion.own_required": N_("另加的第 %(n)s 项先决条件太长，一项最多 %(longest)s 个字。"),
    "conclusion.too_many_required": N_("先决条件最多 %(count)s 项，请合并或减少。"),
    # the check-list afterwards
    "precondition.needs_date": N_("请填写具备的日期。"),
    "precondition.date_to_come": N_("具备的日期不能晚于今天。"),
    "precondition.needs_proof": N_("请写明以什么为证，最多 %(longest)s 个字。"),
    "precondition.needs_reason": N_("请说明撤销的理由，最多 %(longest)s 个字。"),
    "precondition.no_such_document": N_("所选文件不是这项任务的材料，请重新选择。"),
    "precondition.already_fulfilled": N_("这项先决条件已经登记为具备。"),
    "precondition.not_fulfilled": N_("这项先决条件没有登记为具备，不需要撤销。"),
    "label.act.fulfil_precondition": N_("登记先决条件已具备"),
    "label.act.reopen_precondition": N_("撤销先决条件登记"),
    "label.about.precondition_checks": N_("先决条件登记"),
}
