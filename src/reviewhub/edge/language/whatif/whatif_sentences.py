"""Sentences of what-ifs."""

from typing import Final

from reviewhub.edge.language.translatable import N_

WHATIF_SENTENCES: Final[dict[str, str]] = {
    "whatif.not_points": N_("“%(value)s”不是分数，请填 0 到 1000 的数字，例如 88 或 88.5。"),
    "whatif.not_percent": N_("“%(value)s”不是百分比，请填 0 到 100 的数字，例如 5 或 7.5。"),
    "whatif.not_amount": N_("“%(value)s”不是金额，请填万元数，例如 450000 或 1200.50。"),
    "whatif.bounds_cross": N_("等级的下限必须高于下一等级的下限 %(above)s 分。"),
    "whatif.bound_too_high": N_("等级的下限不能超过满分 %(most)s 分。"),
    "whatif.no_weight": N_("各项分值不能全部为 0。"),
    "whatif.unknown_seat": N_("没有这位专家，请重新选择。"),
    "replay.unknown_revision": N_("没有发布过这一版评分模板，已发布的有第 %(known)s 版。"),
    "replay.no_amount": N_("“%(policy)s”没有规定“%(grade)s”怎样安排，没有算出金额。"),
    "replay.fitted": N_("这个项目的指标另有设定，不能换用别的模板版本重算。"),
    "whatif.policy_lacks_grade": N_("“%(policy)s”没有规定“%(grade)s”怎样安排，这些项目没有金额。"),
}
