"""Sentences of the scorers: why a criterion got its points, what is wrong with an answer or a template."""

from typing import Final

from reviewhub.edge.language.translatable import N_

SCORER_SENTENCES: Final[dict[str, str]] = {
    # why a criterion got its points
    "scorer.level": N_("指标 %(criterion)s：选择等级 %(level)s。"),
    "scorer.gate": N_("指标 %(criterion)s：前提要素 %(element)s 不具备，得 0 分。"),
    "scorer.elements": N_("指标 %(criterion)s：%(of)s 项要素符合 %(met)s 项。"),
    "scorer.rate": N_("指标 %(criterion)s：比率为 %(rate)s%%。"),
    "scorer.band": N_("指标 %(criterion)s：数值 %(value)s 落在第 %(band)s 档。"),
    "scorer.deduction": N_("指标 %(criterion)s：问题 %(finding)s 共 %(count)s 处，扣 %(cost)s 分。"),
    "scorer.within_limit": N_("指标 %(criterion)s：数值 %(value)s 未越过限度 %(limit)s，得满分。"),
    "scorer.above_limit": N_(
        "指标 %(criterion)s：数值 %(value)s 高于限度 %(limit)s，计 %(steps)s 档，扣 %(cost)s 分。"
    ),
    "scorer.below_limit": N_(
        "指标 %(criterion)s：数值 %(value)s 低于限度 %(limit)s，计 %(steps)s 档，扣 %(cost)s 分。"
    ),
    "scorer.target_reached": N_("指标 %(criterion)s：实际 %(value)s，目标 %(target)s 已完成。"),
    "scorer.target_missed": N_(
        "指标 %(criterion)s：实际 %(value)s，目标 %(target)s 完成 %(share)s%%，按比例得分。"
    ),
    "scorer.target_failed": N_(
        "指标 %(criterion)s：实际 %(value)s，目标 %(target)s 只完成 %(share)s%%，不得分。"
    ),
    "scorer.target_too_low": N_(
        "指标 %(criterion)s：实际 %(value)s 远超目标 %(target)s，目标值可能设得偏低，请说明原因。"
    ),
    "scorer.range": N_("指标 %(criterion)s：选择档次 %(range)s（%(least)s–%(most)s 分）。"),
    "scorer.mixed": N_("指标 %(criterion)s：定量部分比率为 %(rate)s%%，定性部分为等级 %(level)s。"),
    "scorer.satisfaction": N_("指标 %(criterion)s：满意度为 %(percent)s%%。"),
    "scorer.sample": N_(
        "指标 %(criterion)s：有效答卷 %(answers)s 份，满意度的 95%% 置信区间为 %(low)s%%–%(high)s%%。"
    ),
    "scorer.small_sample": N_(
        "指标 %(criterion)s：有效答卷只有 %(answers)s 份，少于要求的 %(least)s 份，请谨慎使用。"
    ),
    "scorer.votes": N_("指标 %(criterion)s：有效票 %(votes)s 张，平均 %(percent)s%%。"),
    "scorer.formula": N_("指标 %(criterion)s：按公式算得 %(found)s 分。"),
    "scorer.formula_clamped": N_(
        "指标 %(criterion)s：按公式算得 %(found)s 分，超出分值范围，按 %(points)s 分计。"
    ),
    # values that cannot stand together
    "scorer.undefined": N_("作除数的数值是 0，无法计分，请核对；确实为 0 的，请与经办人联系。"),
    "expression.undefined": N_("按这些数值，公式没有结果（例如除以 0），无法计分，请核对。"),
    "answer.outside_range": N_("得分 %(given)s 不在所选档次的 %(least)s–%(most)s 分之内，请改分数或改档次。"),
    "answer.part_exceeds_whole": N_("满意的 %(part)s 份多于有效答卷 %(whole)s 份，请核对。"),
    # what is wrong with a template's parameters
    "template.doubled_part": N_("编号“%(id)s”重复。"),
    "template.shares": N_("占比之和是 %(sum)s，应正好是 1。"),
    "template.order": N_("界限的顺序不对，应从高到低排列，上限不低于下限。"),
    "template.only_with": N_("须与“%(name)s”同时使用。"),
    "template.above_full": N_("上限超过了指标的分值 %(full)s 分。"),
    "template.never_reached": N_("这一档永远落不到，前面的档已经包含了它。"),
    "template.gap": N_("数值 %(value)s 不落在任何一档；最后一档不写界限，就能包含其余数值。"),
    "template.unknown_name": N_("公式用到的“%(name)s”没有在 names 中说明。"),
    "template.unused_name": N_("“%(name)s”没有在公式中用到。"),
    "template.reserved_name": N_("“%(name)s”是公式的保留字，请换一个名称。"),
    "expression.too_long": N_("公式太长，最多 %(most)s 个字符。"),
    "expression.too_many": N_("公式太复杂，最多 %(most)s 个数、名称和运算。"),
    "expression.too_deep": N_("公式第 %(position)s 个字符处嵌套太深，最多 %(most)s 层。"),
    "expression.ends": N_("公式在第 %(position)s 个字符处没有写完。"),
    "expression.unexpected": N_("公式第 %(position)s 个字符处不应出现“%(found)s”。"),
    "expression.arguments": N_("公式第 %(position)s 个字符处，函数 %(function)s 的参数不对。"),
}
