"""Sentences about scoring templates: what is wrong with one, what deserves a second look, what changed."""

from typing import Final

from reviewhub.edge.language.translatable import N_

TEMPLATE_SENTENCES: Final[dict[str, str]] = {
    "place.group": N_("“%(rest)s”"),
    "template.invalid": N_("评分模板有 %(count)s 处错误。"),
    "template.not_toml": N_("不是合法的 TOML 文件：%(message)s"),
    "template.shape": N_("格式不对：%(message)s"),
    "template.doubled_id": N_("指标编号 %(id)s 重复。"),
    "template.points": N_("“%(id)s”的分值必须是正数（points）。"),
    "template.percent": N_("“%(id)s”须写明占上级的百分比（percent），是正数。"),
    "template.sum": N_("下级之和是 %(sum)s，应为 %(full)s。"),
    "template.too_fine": N_("指标 %(id)s 折合 %(points)s 分，小数超过四位，无法精确保存，请调整权重。"),
    "template.scattered": N_("“%(id)s”下的指标没有排在一起，请把它们连续排列。"),
    "template.empty_group": N_("“%(id)s”下没有指标，请检查 path 是否与指标的上级名称一致。"),
    "template.doubled_group": N_("“%(id)s”写了两次。"),
    "template.unknown_scale": N_("没有等级标准“%(key)s”。"),
    "template.unknown_scorer": N_("没有评分方法“%(key)s”。"),
}
