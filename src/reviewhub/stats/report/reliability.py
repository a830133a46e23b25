"""Entries that tell whether another panel would agree: variance components, ICC, alpha, W."""

from functools import partial
from typing import Final

from reviewhub.stats import agreement, design
from reviewhub.stats.anova import rater_bias
from reviewhub.stats.report.facts import Facts, Measure, interval, rows_used
from reviewhub.stats.values import Entry, Level, Undefined

PANEL_SIZES: Final = (1, 2, 3, 5, 7, 10, 15, 20)


def _anova(facts: Facts) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    return {
        "rows_used": rows_used(facts.complete.dropped),
        "n_rows": facts.squares.n,
        "ms_targets": facts.squares.targets,
        "ms_raters": facts.squares.raters,
        "ms_residual": facts.squares.residual,
    }


def _variance_components(facts: Facts) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    parts = design.components(facts.squares)
    return {"target": parts.target, "rater": parts.rater, "residual": parts.residual}


def _sem(facts: Facts) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    parts = design.components(facts.squares)
    return {"consistency": parts.sem_consistency, "agreement": parts.sem_agreement}


def _d_study(facts: Facts) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    parts = design.components(facts.squares)
    relative = design.raters_needed(parts, parts.sem_consistency**2)
    absolute = design.raters_needed(parts, parts.sem_agreement**2)
    if relative is None or absolute is None:
        return Undefined.NO_TARGET_VARIANCE
    panels = (design.panel_of(parts, raters) for raters in PANEL_SIZES)
    return {
        "by_number_of_raters": {str(panel.raters): _panel(panel) for panel in panels if panel},
        "raters_needed_080_relative_real": relative,
        "raters_needed_080_absolute_real": absolute,
        "raters_needed_080_relative": design.whole_raters(relative),
        "raters_needed_080_absolute": design.whole_raters(absolute),
    }


def _panel(panel: design.Panel) -> Entry:
    return {
        "generalizability_relative": panel.relative,
        "dependability_absolute": panel.absolute,
        "sem_relative": panel.sem_relative,
        "sem_absolute": panel.sem_absolute,
    }


def _rater_bias(facts: Facts) -> Entry | Undefined:
    bias = rater_bias(facts.scores)
    return bias.undefined or {"F": bias.test, "df1": bias.df[0], "df2": bias.df[1], "p": bias.p}


def _icc(form: agreement.Form, facts: Facts) -> Entry | Undefined:
    icc = facts.forms[form]
    if icc.undefined:
        return icc.undefined
    return {
        "value": icc.value,
        "F": icc.test,
        "df1": icc.df[0],
        "df2": icc.df[1],
        "p": icc.p,
        **interval(icc),
        "dropped": icc.dropped,
    }


def _cronbach(facts: Facts) -> Entry | Undefined:
    alpha = facts.forms[agreement.Form.CONSISTENT_AVERAGE]
    return alpha.undefined or {"value": alpha.value, **interval(alpha), "dropped": alpha.dropped}


def _one_way(facts: Facts) -> Entry | Undefined:
    icc, k0 = design.one_way_unbalanced(facts.scores)
    return icc.undefined or {"value": icc.value, **interval(icc), "k0": k0}


def _kendall(facts: Facts) -> Entry | Undefined:
    w = agreement.kendall_w(facts.scores)
    if w.undefined:
        return w.undefined
    return {
        "value": w.value,
        "chi2": w.test,
        "df": w.df[0],
        "p": agreement.chi_square_p(w),
        **({"p_permutation": w.p} if w.method == agreement.EXACT_W else {}),
        "rows_used": rows_used(w.dropped),
        "mean_spearman_from_w": agreement.mean_spearman(w),
        "dropped": w.dropped,
    }


RELIABILITY: Final = (
    Measure("anova_two_way", Level.INTERVAL, _anova),
    Measure("rater_bias_F_test", Level.INTERVAL, _rater_bias),
    Measure("variance_components_anova", Level.INTERVAL, _variance_components),
    Measure("sem", Level.INTERVAL, _sem),
    Measure("d_study", Level.INTERVAL, _d_study),
    *(Measure(str(form), Level.INTERVAL, partial(_icc, form)) for form in agreement.Form),
    Measure("icc(1,1)_unbalanced_oneway", Level.INTERVAL, _one_way),
    Measure("cronbach_alpha", Level.INTERVAL, _cronbach),
    Measure("kendall_w_tie_corrected", Level.ORDINAL, _kendall),
)
