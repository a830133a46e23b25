"""Sentences about measured values: where a number comes from, and what is wrong with one."""

from typing import Final

from reviewhub.edge.language.translatable import N_

MEASURED_SENTENCES: Final[dict[str, str]] = {
    # beside an input of a score sheet
    "measured.from": N_("已填入 %(measured)s · 来源：%(source)s"),
    "measured.out_of_range": N_(
        "指标数据 %(measured)s（来源：%(source)s）超出这一项可填的范围，没有填入。请按材料填写并告知经办人。"
    ),
    "measured.other_unit": N_(
        "指标数据 %(measured)s（来源：%(source)s）的单位与这一项不同，没有填入。请按材料填写并告知经办人。"
    ),
    "measured.contradicted": N_("与指标数据 %(measured)s 不一致，理由见下 · 来源：%(source)s"),
    "answer.contradiction_needs_reason": N_(
        "与指标数据 %(measured)s 不一致，请说明理由；清空即采用指标数据 · 来源：%(source)s"
    ),
    "answer.measured_since": N_(
        "指标数据在您打开这一页之后改为 %(measured)s（来源：%(source)s），已重新填入，请核对后再提交。"
    ),
    # recording them
    "place.fact": N_("指标数据 %(rest)s"),
    "measured.concluded": N_("这项任务已有评审结论，指标数据不能再改动。"),
    "measured.not_asked": N_("这个任务的评分模板没有用到这项指标数据。"),
    "measured.not_a_number": N_(
        "“%(given)s”不是数值，请填不小于 0 的数字，整数最多 12 位、小数最多 6 位，例如 4500 或 4500.5。"
    ),
    "measured.source_missing": N_("请写明数据来源，例如“国库集中支付系统”。"),
    "measured.value_missing": N_("请填写数值；没有数据的，来源和佐证也留空。"),
    "measured.withdrawal_needs_reason": N_("清空数值即撤销这项指标数据，请写明理由。"),
    "measured.other_document": N_("所选的佐证材料不属于这项任务，请重新选择。"),
    "measured.unknown_project": N_("这个批次里没有项目“%(value)s”，请核对项目编码或名称。"),
    "measured.ambiguous_project": N_("这个批次里有多个项目名为“%(value)s”，请填写项目编码。"),
    "measured.unknown_fact": N_("这个任务的评分模板没有用到“%(value)s”，可填的有：%(choices)s。"),
    "measured.ambiguous_fact": N_("有多项指标数据名为“%(value)s”，请改填代码：%(choices)s。"),
    "measured.unit_missing": N_(
        "没有写明单位，请在“单位”一列填“%(unit)s”，或写进列名，例如“数值（%(unit)s）”。"
    ),
    "measured.unit_differs": N_("单位是“%(value)s”，评分模板要求“%(unit)s”，请换算后填写。"),
    "measured.twice": N_("这个项目的“%(value)s”与第 %(first)s 行重复。"),
    "template.fact_in_two_units": N_(
        "数据“%(fact)s”的单位是“%(unit)s”，而指标 %(first)s 用的是“%(first_unit)s”；同一数据只能有一个单位，"
        "请改单位或另取数据名。"
    ),
    "label.act.record_measured_values": N_("登记指标数据"),
    "label.about.measured_values": N_("指标数据"),
    "label.skip.unfilled": N_("没有填数值的行"),
    "label.field.value": N_("数值"),
    "label.field.unit_of_value": N_("单位"),
    "label.field.source": N_("来源"),
    "label.field.evidence": N_("佐证材料"),
}
