"""Sentences that say why a statistic has no value."""

from typing import Final

from reviewhub.edge.language.translatable import N_

STATISTIC_SENTENCES: Final[dict[str, str]] = {
    "stats.no_scores": N_("还没有分数。"),
    "stats.one_target": N_("只有一个项目，比较不出一致程度。"),
    "stats.one_rater": N_("只有一位专家，没有人可比。"),
    "stats.too_few_complete_targets": N_("全体专家都打过分的项目太少。"),
    "stats.incomplete": N_("有专家没有给全部项目打分，这个指标要求分数齐全。"),
    "stats.no_pairs": N_("没有一个项目得到两位以上专家的分数。"),
    "stats.too_few_scores": N_("分数太少。"),
    "stats.too_few_shared_targets": N_("专家共同打过分的项目太少。"),
    "stats.all_equal": N_("所有分数都相同，无从区分。"),
    "stats.no_target_variance": N_("各项目的平均分没有差别，无从比较。"),
    "stats.no_residual_variance": N_("专家之间没有任何差异。"),
    "stats.no_positive_variance": N_("分数的差异不足以估计。"),
    "stats.raters_constant": N_("每位专家给所有项目的分数都相同，排不出先后。"),
    "stats.negative_scores": N_("有负分，这个指标不适用。"),
    "stats.level_too_low": N_("这种分数只能比较是否相同，不能计算这个指标。"),
    "stats.no_scale": N_("没有说明评分范围。"),
    "stats.means_near_scale_end": N_("平均分太接近评分范围的一端。"),
    "stats.scores_off_scale": N_("有分数超出评分范围。"),
    "stats.no_cutoffs": N_("没有等级分界。"),
    "stats.not_connected": N_("没有共同打过的分数把专家和项目连在一起，分不清是专家偏严还是项目偏弱。"),
    "stats.too_few_raters": N_("专家不足三位，分不出是谁前后不一。"),
    "stats.grid_too_fine": N_("分数的小数位太多，无法逐一精确计算。"),
    "stats.one_category": N_("只用到一个等级，算不出超出偶然的一致程度。"),
    "stats.too_many_categories": N_("不同的分数太多，不能当作等级比较。"),
}
