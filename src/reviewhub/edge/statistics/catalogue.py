"""What the audit page calls each statistic, which question it answers, its formula and where that is from."""

from dataclasses import dataclass
from typing import Final

from reviewhub.edge.language.translatable import N_

MCGRAW_WONG: Final = "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30"
SHROUT_FLEISS: Final = "Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420"
TEN_HOVE: Final = "ten Hove, Jorgensen & van der Ark 2024, doi:10.1037/met0000516"
KRIPPENDORFF: Final = "Hayes & Krippendorff 2007, doi:10.1080/19312450709336664"
GWET: Final = "Gwet 2008, doi:10.1348/000711006X126600"
BRENNAN: Final = "Brennan 2001, doi:10.1007/978-1-4757-3456-0"


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the audit page: where a report has it, and what is said of it.

    ``key`` is the report's; ``part`` names the number inside an entry that has several.
    """

    key: str
    part: str
    name: str
    about: str
    formula: str
    source: str


WHOLE: Final = (
    Known(
        "icc(A,k)",
        "",
        "ICC(A,k)",
        N_("换一组专家，平均分会不会一样"),
        "(MSR − MSE) / (MSR + (MSC − MSE)/n)",
        MCGRAW_WONG,
    ),
    Known(
        "reml_two_way_random",
        "icc(A,k)",
        N_("ICC(A,k)，允许缺分"),
        N_("换一组专家，平均分会不会一样"),
        "vT / (vT + (vR + vE)/k)",
        TEN_HOVE,
    ),
    Known(
        "icc(A,1)",
        "",
        "ICC(A,1)",
        N_("换一位专家，分数会不会一样"),
        "(MSR − MSE) / (MSR + (k − 1)MSE + k(MSC − MSE)/n)",
        MCGRAW_WONG,
    ),
    Known(
        "icc(C,k)",
        "",
        "ICC(C,k)",
        N_("换一组专家，先后次序会不会一样"),
        "(MSR − MSE) / MSR",
        MCGRAW_WONG,
    ),
    Known(
        "icc(C,1)",
        "",
        "ICC(C,1)",
        N_("换一位专家，先后次序会不会一样"),
        "(MSR − MSE) / (MSR + (k − 1)MSE)",
        MCGRAW_WONG,
    ),
    Known(
        "icc(1,k)",
        "",
        "ICC(1,k)",
        N_("每个项目换一组专家时，平均分可靠多少"),
        "(MSR − MSW) / MSR",
        SHROUT_FLEISS,
    ),
    Known(
        "icc(1,1)",
        "",
        "ICC(1,1)",
        N_("每个项目换专家时，一位专家可靠多少"),
        "(MSR − MSW) / (MSR + (k − 1)MSW)",
        SHROUT_FLEISS,
    ),
    Known(
        "icc(1,1)_unbalanced_oneway",
        "",
        N_("ICC(1,1)，允许缺分"),
        N_("不管谁打的，同一项目的分数像不像"),
        "(MSB − MSW) / (MSB + (k₀ − 1)MSW)",
        "Donner 1986, doi:10.2307/1403259",
    ),
    Known(
        "cronbach_alpha",
        "",
        "Cronbach α",
        N_("只看次序，平均分可靠多少"),
        "(MSR − MSE) / MSR",
        "Cronbach 1951, doi:10.1007/BF02310555",
    ),
    Known(
        "kendall_w_tie_corrected",
        "",
        N_("肯德尔 W"),
        N_("专家排出的次序一不一致"),
        "12S / (k²(n³ − n) − kΣ(t³ − t))",
        "Kendall & Babington Smith 1939, doi:10.1214/aoms/1177732186",
    ),
    Known(
        "krippendorff_alpha_interval",
        "",
        N_("Krippendorff α（等距）"),
        N_("比偶然一致好多少，允许缺分"),
        "1 − Do/De, δ² = (c − c′)²",
        KRIPPENDORFF,
    ),
    Known(
        "krippendorff_alpha_ordinal",
        "",
        N_("Krippendorff α（次序）"),
        N_("只看次序，比偶然一致好多少"),
        "1 − Do/De, δ² = (Σ n_g − (n_c + n_c′)/2)²",
        KRIPPENDORFF,
    ),
    Known(
        "agreement_on_categories",
        "gwet_ac_quadratic",
        N_("AC2（等级，平方权）"),
        N_("给出的等级比偶然一致好多少，差得越远越重"),
        "(pa − pe) / (1 − pe)",
        GWET,
    ),
    Known(
        "agreement_on_categories",
        "gwet_ac_identity/pa",
        N_("等级相同的比例"),
        N_("两位专家给同一项目的等级有多少相同"),
        "pa",
        GWET,
    ),
    Known(
        "rater_bias_F_test",
        "",
        N_("专家宽严的 F 检验"),
        N_("专家的宽严有没有超出偶然的差别"),
        "MSC / MSE",
        MCGRAW_WONG,
    ),
    Known(
        "rwg_j_discrete_uniform",
        "",
        "rwg(j)",
        N_("比随意打分集中多少（百分制上偏高）"),
        "nR / (nR + 1 − R), R = 1 − s²/σ²",
        "James, Demaree & Wolf 1984, doi:10.1037/0021-9010.69.1.85",
    ),
    Known(
        "rwg_j_lindell",
        "",
        "r*wg(j)",
        N_("同上，Lindell 的算法"),
        "1 − s²/σ²",
        "Lindell, Brandt & Whitney 1999, doi:10.1177/01466219922031257",
    ),
    Known(
        "variance_components_anova",
        "target",
        N_("项目之间的方差"),
        N_("一个分数的差别从哪里来"),
        "vT = (MSR − MSE)/k",
        BRENNAN,
    ),
    Known(
        "variance_components_anova",
        "rater",
        N_("专家宽严的方差"),
        N_("一个分数的差别从哪里来"),
        "vR = (MSC − MSE)/n",
        BRENNAN,
    ),
    Known(
        "variance_components_anova",
        "residual",
        N_("其余方差"),
        N_("一个分数的差别从哪里来"),
        "vE = MSE",
        BRENNAN,
    ),
    Known(
        "sem",
        "agreement",
        N_("一个分数的标准误（分）"),
        N_("一位专家的分数有多大误差"),
        "√(vR + vE)",
        BRENNAN,
    ),
    Known(
        "d_study",
        "raters_needed_080_absolute_real",
        N_("达到 0.80 所需的专家人数"),
        N_("要几位专家，平均分才可靠"),
        "4(vR + vE)/vT",
        BRENNAN,
    ),
)
EACH_PROJECT: Final = {
    "target_mean": N_("平均分"),
    "target_sd": N_("标准差"),
    "target_range": N_("最大差距"),
    "ad_mean": N_("平均偏离"),
    "rwg_discrete_uniform": "rwg",
    "awg": "a_wg",
}
EACH_EXPERT: Final = {
    "rater_severity": N_("宽严（分）"),
    "rater_minus_mean_of_others": N_("与其他专家平均之差"),
    "rater_rest_correlation": N_("与其他专家的相关"),
}
FACETS: Final = {
    "target": N_("项目"),
    "rater": N_("专家"),
    "item": N_("指标"),
    "target_rater": N_("项目 × 专家"),
    "target_item": N_("项目 × 指标"),
    "rater_item": N_("专家 × 指标"),
    "residual": N_("其余"),
}
