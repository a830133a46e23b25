"""Which raters are strict, lenient or out of step."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from reviewhub.stats.anova import mean_squares
from reviewhub.stats.crossed.effects import fixed_effects
from reviewhub.stats.crossed.layout import layout_of
from reviewhub.stats.crossed.steadiness import FEWEST_TARGETS, steadiness
from reviewhub.stats.crossed.sums import sums_of
from reviewhub.stats.matrix import CompleteRows, FloatArray, Scores, complete_rows, score_matrix
from reviewhub.stats.reml import MixedModel, mixed_model
from reviewhub.stats.tails import t_quantile, t_two_sided
from reviewhub.stats.values import Statistic, Undefined

# Through two points every correlation is +-1.
FEWEST_TARGETS_FOR_CORRELATION: Final = 3
UNLIKELY: Final = 0.05
METHOD: Final = "deviation from the panel, two-way layout"


def severity(scores: Scores) -> tuple[Statistic, ...]:
    """Tell how many points above (+, lenient) or below (-, strict) the panel each rater scores.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing, as long as shared scores link all raters. Targets that
        only one rater scored say nothing about raters; they are dropped and counted.

    Returns
    -------
    One statistic a rater: least-squares effect in the two-way layout, so that no rater looks strict for
    having met weaker targets; 95 % interval; t test with the p value multiplied by the number of raters
    (Bonferroni).

    Notes
    -----
    Effects of all raters sum to zero. Complete scores: d_j = x_.j - x_.. with SE = sqrt(MSE (k-1)/(k n)) and
    (n-1)(k-1) degrees of freedom. With gaps: standard errors from the normal equations, targets absorbed, and
    the pooled residual on N-n-k+1 degrees of freedom. Without any residual the effects have no interval.

    References
    ----------
    Searle (1971), Linear Models, chapter 7, ISBN 978-0-471-18499-6

    Examples
    --------
    >>> strict = severity([[90, 84, 88], [80, 75, 79], [70, 66, 68], [85, 80, 86]])[1]
    >>> round(strict.value, 2), round(strict.low, 2), round(strict.high, 2)
    (-3.0, -3.94, -2.06)
    >>> [round(rater.value, 2) for rater in severity([[90, 84, None], [80, None, 79], [70, 66, 68]])]
    [2.2, -2.6, 0.4]

    """
    sample = complete_rows(scores)
    return _from_gaps(scores) if sample.dropped and sample.k > 1 else _from_complete(sample)


def _from_complete(sample: CompleteRows) -> tuple[Statistic, ...]:
    squares = mean_squares(sample)
    k = sample.k
    if isinstance(squares, Undefined):
        return (sample.undefined(squares, METHOD),) * k
    deviations = sample.scores.mean(axis=0) - sample.scores.mean()
    error = float(np.sqrt(squares.residual * (k - 1) / (k * sample.n)))
    frame = sample.undefined(Undefined.ALL_EQUAL, METHOD)
    return tuple(_severity(float(one), error, squares.df_residual, frame) for one in deviations)


def _from_gaps(scores: Scores) -> tuple[Statistic, ...]:
    matrix = score_matrix(scores)
    shared = _shared(matrix)
    dropped, k = len(matrix) - len(shared), int(matrix.shape[1])
    layout = layout_of(shared) if shared.size else _why_nothing_shared(matrix)
    if isinstance(layout, Undefined):
        return (Statistic(None, layout, k=k, method=METHOD, dropped=dropped),) * k
    layout = layout.turned() if layout.swapped else layout
    fixed = fixed_effects(layout, sums_of(layout))
    errors = np.sqrt(fixed.square / layout.df_residual * np.diag(fixed.column_spread))
    frame = Statistic(
        None, Undefined.TOO_FEW_SHARED_TARGETS, n=layout.n, k=layout.k, method=METHOD, dropped=dropped
    )
    found = {
        int(place): _severity(float(effect), float(error), layout.df_residual, frame)
        for place, effect, error in zip(layout.rater_places, fixed.columns, errors, strict=True)
    }
    return tuple(found.get(rater, frame) for rater in range(k))


def _shared(matrix: FloatArray) -> FloatArray:
    """Keep the targets that at least two raters scored."""
    kept: FloatArray = matrix[(~np.isnan(matrix)).sum(axis=1) > 1]
    return kept


def _why_nothing_shared(matrix: FloatArray) -> Undefined:
    if matrix.shape[0] == 1:
        return Undefined.ONE_TARGET
    return Undefined.NO_SCORES if np.isnan(matrix).all() else Undefined.NO_PAIRS


def _severity(deviation: float, error: float, df: int, frame: Statistic) -> Statistic:
    n, k, dropped, method = frame.n, frame.k, frame.dropped, frame.method
    if not error:
        return Statistic(deviation, n=n, k=k, method=method, dropped=dropped)
    reach, t = t_quantile(df) * error, deviation / error
    p = min(1.0, k * t_two_sided(t, df))
    return Statistic(
        deviation,
        n=n,
        k=k,
        low=deviation - reach,
        high=deviation + reach,
        p=p,
        test=t,
        df=(df,),
        method=method,
        dropped=dropped,
    )


@dataclass(frozen=True, slots=True)
class Shrunken:
    """A rater's severity as far as the scores let it be known.

    ``shrinkage`` is the share of the raw severity that is kept: 1 were it known exactly, 0 where raters do
    not differ more than chance.
    """

    severity: Statistic
    shrinkage: float | None


def shrunken_severity(scores: Scores) -> tuple[Shrunken, ...]:
    """Tell how lenient (+) or strict (-) each rater is, drawn towards 0 where there is little to go by.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing, as long as shared scores link all.

    Returns
    -------
    One a rater: best linear unbiased prediction of r_j minus the raters' mean, in points, with an approximate
    95 % interval and the share of the raw severity that is kept.

    Notes
    -----
    Complete scores: r_j = d_j vR/(vR + vE/n). In general the share kept is 1 - PEV_j/(vR (1-1/k)), with the
    prediction error variance PEV_j of the mixed-model equations at the REML components. The interval uses
    Student's t on k-1 degrees of freedom, as many as tell vR; where vR is 0 there is none.

    References
    ----------
    Robinson (1991), Statistical Science 6, 15-32, doi:10.1214/ss/1177011926

    Examples
    --------
    >>> strict = shrunken_severity([[90, 84, 88], [80, 75, 79], [70, 66, 68], [85, 80, 86]])[1]
    >>> round(strict.severity.value, 2), round(strict.shrinkage, 2)
    (-2.9, 0.97)

    """
    method = "best linear unbiased prediction at REML components"
    k = int(score_matrix(scores).shape[1])
    model = mixed_model(scores, intervals=False)
    if isinstance(model, Undefined):
        return (Shrunken(Statistic(None, model, k=k, method=method), None),) * k
    return tuple(
        _shrunken(model, rater, Statistic(None, Undefined.NO_SCORES, n=model.n, k=model.k, method=method))
        for rater in range(k)
    )


def _shrunken(model: MixedModel, rater: int, frame: Statistic) -> Shrunken:
    effect, error = model.rater_effects[rater], model.rater_errors[rater]
    if effect is None:
        return Shrunken(frame, None)
    if error is None:
        return Shrunken(replace(frame, value=effect, undefined=None), 0.0)
    reach = t_quantile(model.k - 1) * error
    known = replace(
        frame, value=effect, undefined=None, low=effect - reach, high=effect + reach, df=(model.k - 1,)
    )
    return Shrunken(known, 1 - error**2 / (model.components.rater * (1 - 1 / model.k)))


@dataclass(frozen=True, slots=True)
class Erratic:
    """Whether a rater is out of step with the others, severity set aside.

    Attributes
    ----------
    spread
        Residual standard deviation in points with its test against the others, or why it cannot be told.
    others
        Residual standard deviation of the other raters in points.
    correlation
        Correlation with the mean of the others; None below five shared targets.

    """

    spread: Statistic
    others: float | None
    correlation: float | None

    @property
    def flagged(self) -> bool | None:
        """Tell whether the rater scatters more than chance, p < .05; None when it cannot be told."""
        return None if self.spread.p is None else self.spread.p < UNLIKELY


def erratic_raters(scores: Scores) -> tuple[Erratic, ...]:
    """Tell which raters go up and down where the others do not.

    Shape ``(targets, raters)``; NaN is missing. The test is that of
    :func:`reviewhub.stats.crossed.steadiness.steadiness`: it needs three raters and five shared targets, and
    one panel in twenty of steady raters raises an alarm.

    >>> scores = [[90, 88, 60], [80, 79, 95], [70, 68, 88], [60, 59, 40], [85, 82, 99], [75, 74, 52]]
    >>> [rater.flagged for rater in erratic_raters(scores)]
    [False, False, True]
    """
    pairs = zip(steadiness(scores), rest_correlations(scores), strict=True)
    return tuple(
        Erratic(one.spread, one.others, correlation if one.spread.n >= FEWEST_TARGETS else None)
        for one, correlation in pairs
    )


def deviations_from_targets(scores: Scores) -> tuple[float | None, ...]:
    """Average, over the targets a rater scored, the distance from the target mean (this rater included).

    Missing scores are left out; None for a rater without scores, and for one who has nobody to differ from.

    >>> deviations_from_targets([[90, 80], [70, 66], [None, 50]])
    (3.5, -2.3333333333333335)
    """
    matrix = score_matrix(scores)
    if matrix.shape[1] == 1:
        return (None,)
    means = _row_means(np.nansum(matrix, axis=1), (~np.isnan(matrix)).sum(axis=1))
    return _column_means(matrix - means[:, None])


def deviations_from_others(scores: Scores) -> tuple[float | None, ...]:
    """Average, over the targets a rater shared, the distance from the mean of the other raters.

    Targets that nobody else scored are left out; None when nothing is left.

    >>> deviations_from_others([[90, 80], [70, 66], [None, 50]])
    (7.0, -7.0)
    """
    matrix = score_matrix(scores)
    return _column_means(matrix - _mean_of_others(matrix))


def rest_correlations(scores: Scores) -> tuple[float | None, ...]:
    """Tell whether a rater ranks the targets as the others do; negative hints at a scale used upside down.

    Pearson correlation of a rater with the mean of the others on the targets both have; None below three
    such targets or when one side is constant. Noisy below five targets.

    >>> rest_correlations([[90, 80], [80, 78], [70, 76]])
    (1.0, 1.0)
    """
    matrix = score_matrix(scores)
    others = _mean_of_others(matrix)
    return tuple(_correlation(mine, theirs) for mine, theirs in zip(matrix.T, others.T, strict=True))


def _mean_of_others(matrix: FloatArray) -> FloatArray:
    given = ~np.isnan(matrix)
    total = np.nansum(matrix, axis=1)[:, None] - np.where(given, matrix, 0.0)
    return _row_means(total, given.sum(axis=1)[:, None] - given)


def _row_means(totals: FloatArray, counts: FloatArray) -> FloatArray:
    means: FloatArray = np.divide(totals, counts, out=np.full(totals.shape, np.nan), where=counts > 0)
    return means


def _column_means(matrix: FloatArray) -> tuple[float | None, ...]:
    columns = (column[~np.isnan(column)] for column in matrix.T)
    return tuple(float(column.mean()) if column.size else None for column in columns)


def _correlation(mine: FloatArray, theirs: FloatArray) -> float | None:
    both = ~(np.isnan(mine) | np.isnan(theirs))
    x, y = mine[both], theirs[both]
    if x.size < FEWEST_TARGETS_FOR_CORRELATION or np.ptp(x) == 0 or np.isclose(np.ptp(y), 0, atol=1e-12):
        return None
    x, y = x - x.mean(), y - y.mean()
    correlation = float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))
    return max(-1.0, min(1.0, correlation))
