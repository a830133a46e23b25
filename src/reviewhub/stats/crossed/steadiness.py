"""How far each rater strays from what targets and severity explain, against the others."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.stats.crossed.effects import fixed_effects
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.sums import sums_of
from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.tails import f_upper_tail
from reviewhub.stats.values import Statistic, Undefined

FEWEST_TARGETS: Final = 5
FEWEST_RATERS: Final = 3
METHOD: Final = "residual variance against that of the others, F test"


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How far a rater strays from what targets and severity explain.

    ``spread`` is the residual standard deviation in points, with F, its degrees of freedom and the Bonferroni
    p value; ``others`` is that of the other raters.
    """

    spread: Statistic
    others: float | None = None


def steadiness(scores: Scores) -> tuple[Steadiness, ...]:
    """Tell how much each rater scatters, level and targets set aside, and whether more than the others.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing, as long as shared scores link the other raters.

    Returns
    -------
    One a rater. Undefined are ``too_few_raters`` (below three), ``too_few_shared_targets`` (below five that
    the rater shares with others), and whatever keeps the two-way layout of the others from being fitted.

    Notes
    -----
    RSS of the two-way layout falls by D_j on d_j degrees of freedom when rater j is left out; with RSS_j and
    f_j left, F = (D_j/d_j)/(RSS_j/f_j) on (d_j, f_j), exact for normal scores whatever is missing; upper tail
    times the number of raters. The standard deviation is sqrt(D_j/d_j).

    References
    ----------
    Grubbs (1948), Journal of the American Statistical Association 43, 243-264,
    doi:10.1080/01621459.1948.10483261

    Examples
    --------
    >>> scores = [[90, 88, 60], [80, 79, 95], [70, 68, 88], [60, 59, 40], [85, 82, 99], [75, 74, 52]]
    >>> [round(one.spread.value) for one in steadiness(scores)]
    [9, 9, 18]

    """
    matrix = score_matrix(scores)
    whole = _residual(matrix)
    return tuple(_steadiness_of(matrix, whole, rater) for rater in range(matrix.shape[1]))


def _residual(matrix: FloatArray) -> tuple[float, int] | Undefined:
    """Give the residual sum of squares of the two-way layout and its degrees of freedom."""
    layout = layout_of(matrix)
    if not isinstance(layout, Layout):
        return layout
    return fixed_effects(layout, sums_of(layout)).square, layout.df_residual


def _steadiness_of(matrix: FloatArray, whole: tuple[float, int] | Undefined, rater: int) -> Steadiness:
    k = matrix.shape[1]
    given = ~np.isnan(matrix)
    n = int((given[:, rater] & (given.sum(axis=1) > 1)).sum())
    reason = _why_not(k, n)
    rest = reason or _residual(np.delete(matrix, rater, axis=1))
    if isinstance(rest, Undefined):
        return Steadiness(Statistic(None, rest, n=n, k=k, method=METHOD))
    if isinstance(whole, Undefined):
        return Steadiness(Statistic(None, whole, n=n, k=k, method=METHOD))
    return _compared(whole, rest, n, k)


def _why_not(k: int, n: int) -> Undefined | None:
    if k < FEWEST_RATERS:
        return Undefined.TOO_FEW_RATERS
    return Undefined.TOO_FEW_SHARED_TARGETS if n < FEWEST_TARGETS else None


def _compared(whole: tuple[float, int], rest: tuple[float, int], n: int, k: int) -> Steadiness:
    df, df_others = whole[1] - rest[1], rest[1]
    own, others = max(whole[0] - rest[0], 0.0) / df, rest[0] / df_others
    if not others:
        return Steadiness(Statistic(None, Undefined.NO_RESIDUAL_VARIANCE, n=n, k=k, method=METHOD))
    f = own / others
    p = min(1.0, k * f_upper_tail(f, df, df_others))
    spread = Statistic(float(np.sqrt(own)), n=n, k=k, p=p, test=f, df=(df, df_others), method=METHOD)
    return Steadiness(spread, float(np.sqrt(others)))
