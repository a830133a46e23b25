"""Which raters are strict, lenient or out of step."""

from typing import Final

import numpy as np

from reviewhub.stats.anova import mean_squares
from reviewhub.stats.matrix import FloatArray, Scores, complete_rows, score_matrix
from reviewhub.stats.tails import t_quantile, t_two_sided
from reviewhub.stats.values import Statistic, Undefined

# Through two points every correlation is +-1.
FEWEST_TARGETS_FOR_CORRELATION: Final = 3


def severity(scores: Scores) -> tuple[Statistic, ...]:
    """Tell how many points above (+, lenient) or below (-, strict) the panel each rater scores.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets that not every rater scored are dropped
        and counted, so that no rater looks strict for having met weaker targets.

    Returns
    -------
    One statistic a rater: deviation of the rater's mean from the grand mean, 95 % interval, t test with
    the p value multiplied by the number of raters (Bonferroni).

    Notes
    -----
    d_j = x_.j - x_.. with SE = sqrt(MSE (k-1)/(k n)) and (n-1)(k-1) degrees of freedom. Without any
    residual the deviations stand without interval.

    Examples
    --------
    >>> strict = severity([[90, 84, 88], [80, 75, 79], [70, 66, 68], [85, 80, 86]])[1]
    >>> round(strict.value, 2), round(strict.low, 2), round(strict.high, 2)
    (-3.0, -3.94, -2.06)

    """
    method = "deviation from the grand mean, two-way layout"
    sample = complete_rows(scores)
    squares = mean_squares(sample)
    k = sample.k
    if isinstance(squares, Undefined):
        return (sample.undefined(squares, method),) * k
    deviations = sample.scores.mean(axis=0) - sample.scores.mean()
    error = float(np.sqrt(squares.residual * (k - 1) / (k * sample.n)))
    return tuple(
        _severity(float(deviation), error, squares.df_residual, sample.undefined(Undefined.ALL_EQUAL, method))
        for deviation in deviations
    )


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
