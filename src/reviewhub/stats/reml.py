"""How much of a score is the target, the rater, chance: also where raters did not score every target."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.crossed.coefficients import METHOD, coefficient, overlap
from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.draws import Draws, draw
from reviewhub.stats.crossed.effects import FixedEffects, fixed_effects
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.minimum import minimum
from reviewhub.stats.crossed.prediction import Fit
from reviewhub.stats.crossed.sums import sums_of
from reviewhub.stats.design import Components
from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.values import Entry, Statistic, Undefined

SMALLEST_START: Final = 0.05
# Below this share of the variance of effects a residual is beyond what double precision can weigh.
NO_RESIDUAL: Final = 1e-9
# One number a target or a rater of the matrix.
Effects: TypeAlias = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class MixedModel:
    """The two-way random model y_ij = mu + t_i + r_j + e_ij, fitted to scores with gaps.

    Attributes
    ----------
    components
        Variances of targets, raters and residual; none is negative.
    grand_mean
        Generalised least-squares estimate of mu.
    singular
        Whether targets or raters do not differ more than chance: their variance is 0.
    n
        Targets that have scores.
    k
        Raters that have scores.
    total
        Scores.
    scores_a_target
        Harmonic mean of the numbers of scores a target has.
    non_overlap
        ten Hove's Q: 0 where every rater scored every target, 1/k where no two targets share a rater.
    target_effects
        Best linear unbiased predictions in points, one a target of the matrix, None without a score.
    target_errors
        Standard error of the distance to the mean effect of these targets, given the components; None without
        a score and where the variance is 0.
    rater_effects
        The same, one a rater; positive is lenient.
    rater_errors
        The same.
    icc_a_1
        vT/(vT+vR+vE): agreement of single scores.
    icc_c_1
        vT/(vT+vE): consistency of single scores.
    icc_a_k
        Agreement of the targets' means of ``scores_a_target`` scores.
    icc_c_k
        Their consistency, had all raters scored all targets.
    icc_q_k
        vT/(vT + Q vR + vE/k): how well the means compare targets that did not have the same raters.

    """

    components: Components
    grand_mean: float
    singular: bool
    n: int
    k: int
    total: int
    scores_a_target: float
    non_overlap: float
    target_effects: Effects
    target_errors: Effects
    rater_effects: Effects
    rater_errors: Effects
    icc_a_1: Statistic
    icc_c_1: Statistic
    icc_a_k: Statistic
    icc_c_k: Statistic
    icc_q_k: Statistic


def mixed_model(scores: Scores, *, intervals: bool = True) -> MixedModel | Undefined:
    """Fit the two-way random model by restricted maximum likelihood.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing, whatever the pattern, as long as shared scores link all.
    intervals
        Whether the coefficients carry their 95 % intervals, which cost more than the fit.

    Returns
    -------
    The fitted model, or why there is none: ``no_scores``, ``one_rater``, ``one_target``, ``all_equal``,
    ``not_connected``, or ``too_few_scores`` where targets and raters leave no residual degree of freedom.

    Notes
    -----
    On complete scores the components are those of the analysis of variance wherever these are positive.
    Without any residual the effects are known exactly; then the coefficients have no interval.
    Q = 1/k^ - mean over pairs of targets of (shared raters)/(k_i k_i'), k^ the harmonic mean of the k_i.
    The intervals come from 10,007 draws of generalised pivots on a lattice: same scores, same digits.

    References
    ----------
    Patterson & Thompson (1971), Biometrika 58, 545-554, doi:10.1093/biomet/58.3.545;
    ten Hove, Jorgensen & van der Ark (2024), Psychological Methods, doi:10.1037/met0000516;
    Weerahandi (1993), Journal of the American Statistical Association 88, 899-905

    Examples
    --------
    >>> model = mixed_model([[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]])
    >>> round(model.icc_a_1.value, 2), model.rater_effects[1] < 0
    (0.96, True)

    """
    layout = layout_of(scores)
    if isinstance(layout, Undefined):
        return layout
    targets, raters = score_matrix(scores).shape
    places = _Places(targets, raters, layout)
    sums = sums_of(layout)
    fixed = fixed_effects(layout, sums)
    if fixed.square / layout.df_residual <= _spread_of(fixed) * NO_RESIDUAL:
        return _without_residual(places, fixed)
    ratios = minimum(sums, _start(layout, fixed))
    fit = Fit(layout, sums, ratios, point_at(sums, *ratios))
    return _model(places, fit, draw(layout, sums, fixed, ratios) if intervals else None)


def _spread_of(fixed: FixedEffects) -> float:
    return max(float(fixed.rows.var(ddof=1)), float(fixed.columns.var(ddof=1)))


def _start(layout: Layout, fixed: FixedEffects) -> tuple[float, float]:
    """Start from the spread of the fixed effects beyond their noise."""
    variance = fixed.square / layout.df_residual
    rows = float(fixed.rows.var(ddof=1)) / variance - layout.n / layout.total
    columns = float(fixed.columns.var(ddof=1)) / variance - layout.k / layout.total
    return max(rows, SMALLEST_START), max(columns, SMALLEST_START)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the rows and columns of a layout stand in the matrix that it was read from."""

    targets: int
    raters: int
    layout: Layout

    def sides(self, rows: FloatArray | None, columns: FloatArray | None) -> tuple[Effects, Effects]:
        """Give numbers of rows and columns as those of targets and raters, None where there is no score."""
        targets, raters = (columns, rows) if self.layout.swapped else (rows, columns)
        return (
            _spread_out(targets, self.layout.target_places, self.targets),
            _spread_out(raters, self.layout.rater_places, self.raters),
        )


def _spread_out(values: FloatArray | None, places: NDArray[np.intp], size: int) -> Effects:
    if values is None:
        return (None,) * size
    known = dict(zip(places.tolist(), values.tolist(), strict=True))
    return tuple(known.get(place) for place in range(size))


def _model(places: _Places, fit: Fit, draws: Draws | None) -> MixedModel:
    rows, columns = (ratio * fit.residual for ratio in fit.ratios)
    target, rater = (columns, rows) if fit.layout.swapped else (rows, columns)
    target_effects, rater_effects = places.sides(fit.row_effects(), fit.point.columns)
    target_errors, rater_errors = places.sides(fit.row_errors(), fit.column_errors())
    return _assembled(
        fit.layout,
        Components(target, rater, fit.residual),
        fit.layout.mean + fit.point.mean,
        (target_effects, target_errors, rater_effects, rater_errors),
        draws,
    )


def _without_residual(places: _Places, fixed: FixedEffects) -> MixedModel:
    """Read the components off effects that are known exactly."""
    layout = places.layout
    rows, columns = float(fixed.rows.var(ddof=1)), float(fixed.columns.var(ddof=1))
    target, rater = (columns, rows) if layout.swapped else (rows, columns)
    mean = float(fixed.rows.mean())
    target_effects, rater_effects = places.sides(fixed.rows - mean, fixed.columns)
    target_errors, rater_errors = places.sides(
        0 * fixed.rows if rows else None, 0 * fixed.columns if columns else None
    )
    effects = (target_effects, target_errors, rater_effects, rater_errors)
    return _assembled(layout, Components(target, rater, 0.0), layout.mean + mean, effects, None)


def _assembled(
    layout: Layout,
    parts: Components,
    mean: float,
    effects: tuple[Effects, Effects, Effects, Effects],
    draws: Draws | None,
) -> MixedModel:
    size, missed = overlap(layout)
    forms = {
        "icc_a_1": (1.0, 1.0),
        "icc_c_1": (0.0, 1.0),
        "icc_a_k": (1 / size, 1 / size),
        "icc_c_k": (0.0, 1 / size),
        "icc_q_k": (missed, 1 / size),
    }
    target_effects, target_errors, rater_effects, rater_errors = effects
    return MixedModel(
        parts,
        mean,
        singular=not (parts.target and parts.rater),
        n=layout.n,
        k=layout.k,
        total=layout.total,
        scores_a_target=size,
        non_overlap=missed,
        target_effects=target_effects,
        target_errors=target_errors,
        rater_effects=rater_effects,
        rater_errors=rater_errors,
        **{name: coefficient(layout, parts, weights, draws) for name, weights in forms.items()},
    )


def single_agreement(scores: Scores) -> Statistic:
    """Tell how dependable one score of one rater is, ICC(A,1), whether or not scores are missing.

    Complete scores: mean squares and the interval of McGraw & Wong; with gaps: :func:`mixed_model`.

    >>> single_agreement([[90, 84, None], [70, None, 68], [80, 76, 79], [60, 57, 61]]).undefined is None
    True
    """
    complete = intraclass(scores)[Form.ABSOLUTE_SINGLE]
    if not complete.dropped:
        return complete
    model = mixed_model(scores)
    if not isinstance(model, Undefined):
        return model.icc_a_1
    return Statistic(None, model, n=complete.n + complete.dropped, k=complete.k, method=METHOD)


def reml_entry(scores: Scores) -> Entry | Undefined:
    """Make the entry of the fitted model for a report, under the keys of the published cases.

    >>> reml_entry([[90, None], [None, 80]]).value
    'not_connected'
    """
    # Where no score is missing the F intervals of the analysis of variance stand beside this entry.
    model = mixed_model(scores, intervals=bool(np.isnan(score_matrix(scores)).any()))
    if isinstance(model, Undefined):
        return model
    coefficients = {
        "icc(A,1)": model.icc_a_1,
        "icc(C,1)": model.icc_c_1,
        "icc(A,k)": model.icc_a_k,
        "icc(C,k)": model.icc_c_k,
        "icc(Q,k)": model.icc_q_k,
    }
    return {
        "target": model.components.target,
        "rater": model.components.rater,
        "residual": model.components.residual,
        "grand_mean": model.grand_mean,
        "singular": model.singular,
        **{key: one.value for key, one in coefficients.items()},
        "ci_low": {key: one.low for key, one in coefficients.items()},
        "ci_high": {key: one.high for key, one in coefficients.items()},
        "scores_a_target": model.scores_a_target,
        "non_overlap": model.non_overlap,
        "rater_effect_blup": _by_place(model.rater_effects),
        "target_effect_blup": _by_place(model.target_effects),
    }


def _by_place(effects: Effects) -> Mapping[str, float]:
    return {str(place): effect for place, effect in enumerate(effects) if effect is not None}
