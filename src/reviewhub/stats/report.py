"""Every statistic of one matrix under stable keys, ready for JSON; what is undefined says why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np

from reviewhub.stats import agreement, consensus, design, robustness, severity, spread
from reviewhub.stats.anova import MeanSquares, mean_squares, rater_bias
from reviewhub.stats.krippendorff import krippendorff_alpha
from reviewhub.stats.matrix import CompleteRows, FloatArray, Scores, complete_rows, connected, score_matrix
from reviewhub.stats.values import Entry, Level, Report, Scale, Statistic, Undefined

PANEL_SIZES: Final = (1, 2, 3, 5, 7, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The matrix and what several statistics read from it."""

    scores: FloatArray
    complete: CompleteRows
    squares: MeanSquares | Undefined
    forms: Mapping[agreement.Form, Statistic]
    scale: Scale | None
    cutoffs: tuple[float, ...]


def report(
    scores: Scores,
    *,
    level: Level = Level.INTERVAL,
    scale: Scale | None = None,
    cutoffs: Sequence[float] = (),
) -> Report:
    """Compute every statistic that the scores allow.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing.
    level
        What the scores are; statistics that need more are undefined as ``level_too_low``.
    scale
        The scale the raters used; without it rwg and a_wg are undefined.
    cutoffs
        Bounds for the probability that a mean reaches them.

    Raises
    ------
    ValueError
        The scores are not a matrix of finite numbers.

    Examples
    --------
    >>> result = report([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(result.results["icc(A,k)"]["value"], 2), result.undefined["awg"].value
    (0.62, 'no_scale')

    """
    matrix = score_matrix(scores)
    complete = complete_rows(matrix)
    facts = _Matrix(
        matrix, complete, mean_squares(complete), agreement.intraclass(matrix), scale, tuple(cutoffs)
    )
    entries = {measure.key: measure.on(facts, level) for measure in CATALOGUE}
    return Report(
        n_targets=matrix.shape[0],
        n_raters=matrix.shape[1],
        missing=int(np.isnan(matrix).sum()),
        connected=connected(matrix),
        results=MappingProxyType(
            {key: entry for key, entry in entries.items() if not isinstance(entry, Undefined)}
        ),
        undefined=MappingProxyType(
            {key: entry for key, entry in entries.items() if isinstance(entry, Undefined)}
        ),
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the catalogue: its key, the lowest level it makes sense on, how to make its entry."""

    key: str
    level: Level
    build: Callable[[_Matrix], Entry | Undefined]

    def on(self, facts: _Matrix, level: Level) -> Entry | Undefined:
        """Make the entry, or refuse because the scores mean too little."""
        order = tuple(Level)
        if order.index(level) < order.index(self.level):
            return Undefined.LEVEL_TOO_LOW
        return self.build(facts)


def _anova(facts: _Matrix) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    return {
        "rows_used": _rows_used(facts.complete.dropped),
        "n_rows": facts.squares.n,
        "ms_targets": facts.squares.targets,
        "ms_raters": facts.squares.raters,
        "ms_residual": facts.squares.residual,
    }


def _rows_used(dropped: int) -> str:
    return "complete rows only" if dropped else "all"


def _variance_components(facts: _Matrix) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    parts = design.components(facts.squares)
    return {"target": parts.target, "rater": parts.rater, "residual": parts.residual}


def _sem(facts: _Matrix) -> Entry | Undefined:
    if isinstance(facts.squares, Undefined):
        return facts.squares
    parts = design.components(facts.squares)
    return {"consistency": parts.sem_consistency, "agreement": parts.sem_agreement}


def _d_study(facts: _Matrix) -> Entry | Undefined:
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


def _rater_bias(facts: _Matrix) -> Entry | Undefined:
    bias = rater_bias(facts.scores)
    return bias.undefined or {"F": bias.test, "df1": bias.df[0], "df2": bias.df[1], "p": bias.p}


def _icc(form: agreement.Form, facts: _Matrix) -> Entry | Undefined:
    icc = facts.forms[form]
    if icc.undefined:
        return icc.undefined
    return {
        "value": icc.value,
        "F": icc.test,
        "df1": icc.df[0],
        "df2": icc.df[1],
        "p": icc.p,
        **_interval(icc),
        "dropped": icc.dropped,
    }


def _interval(statistic: Statistic) -> Entry:
    return {"ci_low": statistic.low, "ci_high": statistic.high}


def _cronbach(facts: _Matrix) -> Entry | Undefined:
    alpha = facts.forms[agreement.Form.CONSISTENT_AVERAGE]
    return alpha.undefined or {"value": alpha.value, **_interval(alpha), "dropped": alpha.dropped}


def _one_way(facts: _Matrix) -> Entry | Undefined:
    icc, k0 = design.one_way_unbalanced(facts.scores)
    return icc.undefined or {"value": icc.value, **_interval(icc), "k0": k0}


def _kendall(facts: _Matrix) -> Entry | Undefined:
    w = agreement.kendall_w(facts.scores)
    if w.undefined:
        return w.undefined
    return {
        "value": w.value,
        "chi2": w.test,
        "df": w.df[0],
        "p": agreement.chi_square_p(w),
        **({"p_permutation": w.p} if w.method == agreement.EXACT_W else {}),
        "rows_used": _rows_used(w.dropped),
        "mean_spearman_from_w": agreement.mean_spearman(w),
        "dropped": w.dropped,
    }


def _alpha(level: Level, facts: _Matrix) -> Entry | Undefined:
    alpha = krippendorff_alpha(facts.scores, level)
    return alpha.undefined or {"value": alpha.value, **_interval(alpha), "dropped": alpha.dropped}


def _per_place(measure: Callable[[Scores], tuple[float | None, ...]], facts: _Matrix) -> Entry | Undefined:
    """Make the entry of a measure that has one number a target or a rater."""
    numbers = measure(facts.scores)
    return {"value": numbers} if _any(numbers) else _why_no_spread(facts)


def _any(numbers: Sequence[object]) -> bool:
    return any(number is not None for number in numbers)


def _why_no_spread(facts: _Matrix, fewest: int = 2) -> Undefined:
    """Tell why no target has ``fewest`` different scores."""
    most = int((~np.isnan(facts.scores)).sum(axis=1).max())
    if not most:
        return Undefined.NO_SCORES
    if facts.scores.shape[1] == 1:
        return Undefined.ONE_RATER
    return Undefined.TOO_FEW_SCORES if most < fewest else Undefined.ALL_EQUAL


def _correlations(facts: _Matrix) -> Entry | Undefined:
    numbers = severity.rest_correlations(facts.scores)
    if _any(numbers):
        return {"value": numbers}
    n, k = facts.scores.shape
    if k == 1 or n == 1:
        return Undefined.ONE_RATER if k == 1 else Undefined.ONE_TARGET
    shared = int(((~np.isnan(facts.scores)).sum(axis=1) > 1).sum())
    few = shared < severity.FEWEST_TARGETS_FOR_CORRELATION
    return Undefined.TOO_FEW_SHARED_TARGETS if few else Undefined.RATERS_CONSTANT


def _severity(facts: _Matrix) -> Entry | Undefined:
    raters = severity.severity(facts.scores)
    if raters[0].undefined:
        return raters[0].undefined
    return {
        "value": [rater.value for rater in raters],
        "ci_low": [rater.low for rater in raters],
        "ci_high": [rater.high for rater in raters],
        "p_bonferroni": [rater.p for rater in raters],
        "dropped": raters[0].dropped,
    }


def _mean_intervals(facts: _Matrix) -> Entry | Undefined:
    means = spread.mean_intervals(facts.scores)
    if all(mean.low is None for mean in means):
        return _why_no_spread(facts)
    return {"ci_low": [mean.low for mean in means], "ci_high": [mean.high for mean in means]}


def _grubbs(facts: _Matrix) -> Entry | Undefined:
    tests = enumerate(spread.odd_ones(facts.scores))
    value = {
        str(target): {"G": odd.g, "p_two_sided": odd.p, "rater": odd.rater} for target, odd in tests if odd
    }
    return {"value": value} if value else _why_no_spread(facts, spread.FEWEST_FOR_ODD_ONE)


def _mad(facts: _Matrix) -> Entry | Undefined:
    value = spread.median_distance(facts.scores)
    if not _any(value):
        return Undefined.NO_SCORES
    return {"value": value, "robust_z": spread.robust_distances(facts.scores)}


def _rwg(variance: str, facts: _Matrix) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    null_variance: float = getattr(facts.scale, variance)
    value = consensus.within_target(facts.scores, null_variance)
    return {"value": value, "null_variance": null_variance} if _any(value) else _why_no_spread(facts)


def _rwg_j(measure: Callable[[Scores, float], Statistic], facts: _Matrix) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    over = measure(facts.scores, facts.scale.discrete_variance)
    return over.undefined or {"value": over.value}


def _awg(facts: _Matrix) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    value = consensus.against_greatest_spread(facts.scores, facts.scale)
    if _any(value):
        return {"value": value}
    compared = _any(spread.target_ranges(facts.scores))
    return Undefined.MEANS_NEAR_SCALE_END if compared else _why_no_spread(facts)


def _why_no_scale(facts: _Matrix) -> Undefined | None:
    if facts.scale is None:
        return Undefined.NO_SCALE
    return None if consensus.on_scale(facts.scores, facts.scale) else Undefined.SCORES_OFF_SCALE


def _chances(facts: _Matrix) -> Entry | Undefined:
    if not facts.cutoffs:
        return Undefined.NO_CUTOFFS
    value = robustness.chance_of_reaching(facts.scores, facts.cutoffs)
    return {"value": value, "cutoffs": facts.cutoffs} if _any(value) else _why_no_spread(facts)


CATALOGUE: Final = (
    Measure("anova_two_way", Level.INTERVAL, _anova),
    Measure("rater_bias_F_test", Level.INTERVAL, _rater_bias),
    Measure("variance_components_anova", Level.INTERVAL, _variance_components),
    Measure("sem", Level.INTERVAL, _sem),
    Measure("d_study", Level.INTERVAL, _d_study),
    *(Measure(str(form), Level.INTERVAL, partial(_icc, form)) for form in agreement.Form),
    Measure("icc(1,1)_unbalanced_oneway", Level.INTERVAL, _one_way),
    Measure("cronbach_alpha", Level.INTERVAL, _cronbach),
    Measure("kendall_w_tie_corrected", Level.ORDINAL, _kendall),
    Measure("krippendorff_alpha_nominal", Level.NOMINAL, partial(_alpha, Level.NOMINAL)),
    Measure("krippendorff_alpha_ordinal", Level.ORDINAL, partial(_alpha, Level.ORDINAL)),
    Measure("krippendorff_alpha_interval", Level.INTERVAL, partial(_alpha, Level.INTERVAL)),
    # Offered on interval scores too: points from 0 are read as a ratio by some, and the reader chooses.
    Measure("krippendorff_alpha_ratio", Level.INTERVAL, partial(_alpha, Level.RATIO)),
    Measure("rwg_discrete_uniform", Level.INTERVAL, partial(_rwg, "discrete_variance")),
    Measure("rwg_continuous_uniform", Level.INTERVAL, partial(_rwg, "continuous_variance")),
    Measure("awg", Level.INTERVAL, _awg),
    Measure("rwg_j_discrete_uniform", Level.INTERVAL, partial(_rwg_j, consensus.over_targets)),
    Measure("rwg_j_lindell", Level.INTERVAL, partial(_rwg_j, consensus.over_targets_lindell)),
    Measure("ad_mean", Level.INTERVAL, partial(_per_place, spread.distance_from_mean)),
    Measure("ad_median", Level.INTERVAL, partial(_per_place, spread.distance_from_median)),
    Measure("grubbs_per_target", Level.INTERVAL, _grubbs),
    Measure("mad_per_target", Level.INTERVAL, _mad),
    Measure("target_mean", Level.INTERVAL, partial(_per_place, spread.target_means)),
    Measure("target_mean_t_interval", Level.INTERVAL, _mean_intervals),
    Measure("target_sd", Level.INTERVAL, partial(_per_place, spread.target_deviations)),
    Measure("target_range", Level.INTERVAL, partial(_per_place, spread.target_ranges)),
    Measure("mean_above_cutoff_probability_t", Level.INTERVAL, _chances),
    Measure("rater_severity", Level.INTERVAL, _severity),
    Measure("rater_mean_deviation", Level.INTERVAL, partial(_per_place, severity.deviations_from_targets)),
    Measure(
        "rater_minus_mean_of_others", Level.INTERVAL, partial(_per_place, severity.deviations_from_others)
    ),
    Measure("rater_rest_correlation", Level.INTERVAL, _correlations),
)
