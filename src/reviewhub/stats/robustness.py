"""Would other raters of the same kind give the same grade? Chances and intervals by Student's t.

These are descriptions in floating point; what must be exact is in :mod:`reviewhub.stats.exact`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from reviewhub.stats.exact.grid import check_falling
from reviewhub.stats.matrix import ROUNDING, FloatArray, Scores, score_matrix
from reviewhub.stats.spread import FEWEST_FOR_SD, target_deviations, target_means
from reviewhub.stats.tails import t_lower_tail, t_quantile
from reviewhub.stats.values import Entry, Statistic, Undefined

# Eigenvalues below this share of the largest are zero: one for each network of raters.
SINGULAR: Final = 1e-9
OWN_SPREAD: Final = "spread of the target's own scores"
POOLED_SPREAD: Final = "spread of raters and residual, pooled over targets"


@dataclass(frozen=True, slots=True)
class GradeChances:
    """How probable each band between the cut-offs is for one target.

    Attributes
    ----------
    chances
        One probability a band, the highest band first; they sum to 1. None where undefined.
    undefined
        Why there are none.
    deviation
        Standard deviation of one score that was used.
    df
        Its degrees of freedom.
    method
        ``POOLED_SPREAD`` or ``OWN_SPREAD``.

    """

    chances: tuple[float, ...] | None
    undefined: Undefined | None = None
    deviation: float | None = None
    df: float | None = None
    method: str = OWN_SPREAD


def chance_of_reaching(scores: Scores, cutoffs: Sequence[float]) -> tuple[tuple[float, ...] | None, ...]:
    """Tell how probable it is that the mean of many such raters would reach each cut-off.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing and left out.
    cutoffs
        Inclusive lower bounds.

    Returns
    -------
    For each target one probability a cut-off, or None with fewer than two scores or without spread:
    seven equal scores are no proof of certainty.

    Notes
    -----
    P(mu >= c) = T_{k-1}((mean - c) / (s / sqrt(k))), the posterior of a normal mean under a flat prior.
    Only the target's own scores count; :func:`grade_chances` borrows the spread of all targets.

    Examples
    --------
    >>> [chances] = chance_of_reaching([[91, 92, 88, 90]], [90, 80])
    >>> [round(chance, 3) for chance in chances]
    [0.606, 0.999]

    """
    return tuple(
        None if one.why_not else one.reaching(cutoffs) for one in _means_and_spreads(scores, pooled=False)
    )


def grade_chances(
    scores: Scores, cutoffs: Sequence[float], *, pooled: bool = True
) -> tuple[GradeChances, ...]:
    """Tell how probable each band is for the mean of many other raters of the same kind.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing and left out.
    cutoffs
        Inclusive lower bounds, the highest first.
    pooled
        Whether to use one spread for all targets (:func:`pooled_deviation`), which few raters estimate far
        better together. Where there is none, with a single target for example, its own is used and said.

    Returns
    -------
    One answer a target. Without any spread there is no chance but a reason: equal scores are no proof.

    Raises
    ------
    ValueError
        The cut-offs do not fall.

    Notes
    -----
    P(mu >= c) = T_df((mean - c) / (s / sqrt(k))); a band's chance is the difference at its two bounds. mu is
    the mean of very many raters; another panel of only k raters would scatter sqrt(2) times as much. With
    one spread for all, targets on which raters differ more than usual look surer than they are.

    Examples
    --------
    >>> panel = [[91, 88, 92], [81, 79, 84], [70, 66, 71]]
    >>> [[round(chance, 2) for chance in one.chances] for one in grade_chances(panel, [90, 80, 60])]
    [[0.58, 0.41, 0.01, 0.0], [0.01, 0.77, 0.22, 0.0], [0.0, 0.0, 0.99, 0.01]]

    """
    check_falling(cutoffs)
    return tuple(_grade_chances(one, cutoffs) for one in _means_and_spreads(scores, pooled=pooled))


def pooled_mean_intervals(scores: Scores) -> tuple[Statistic, ...]:
    """Tell how sure each target's mean is, by the spread that all targets show together.

    mean -+ t(df) s / sqrt(k) at 95 %, with s and df of :func:`pooled_deviation`; where there is none, the
    target's own as in :func:`reviewhub.stats.spread.mean_intervals`, and ``method`` says which. It covers the
    mean of all raters of this kind: how strict these few happen to be is part of the uncertainty. The
    residual alone would answer "with the same raters once more", and covers that mean in 61 to 95 % of cases.

    Examples
    --------
    >>> first = pooled_mean_intervals([[91, 88, 92], [81, 79, 84], [70, 66, 71]])[0]
    >>> round(first.low, 2), round(first.high, 2), round(first.df[0], 2)
    (84.83, 95.84, 2.21)

    """
    return tuple(_interval(one) for one in _means_and_spreads(scores, pooled=True))


def pooled_deviation(scores: Scores) -> Statistic:
    """Tell how far one score of one rater lies from the value of its target, in standard deviations.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets with fewer than two scores tell nothing and count
        as dropped.

    Returns
    -------
    The standard deviation over raters and residual, sqrt(vR + vE), with its degrees of freedom. Undefined
    below two such targets and when no target has any spread.

    Notes
    -----
    W = sum of squares within targets / D, D = sum (k_i - 1), estimates vR + vE. Its degrees of freedom, by
    matching two moments, are W^2 / ((vE^2 + 2 vE vR)/D + vR^2 tr(L^2)/D^2), where L is the matrix of the
    raters' normal equations after targets are removed; vE is the residual mean square of the two-way fit
    and vR = W - vE, not below 0. In a complete layout W = MSC/n + (n-1) MSE/n, and this is Satterthwaite's
    formula: n(k-1) degrees of freedom when raters do not differ, and down to k-1 when nothing else does.

    References
    ----------
    Satterthwaite (1946), Biometrics Bulletin 2, 110-114, doi:10.2307/3002019

    Examples
    --------
    >>> spread = pooled_deviation([[91, 88, 92], [81, 79, 84], [70, 66, 71]])
    >>> round(spread.value, 3), round(spread.df[0], 2)
    (2.427, 2.21)

    """
    matrix = score_matrix(scores)
    compared = (~np.isnan(matrix)).sum(axis=1) >= FEWEST_FOR_SD
    kept, dropped = matrix[compared], int((~compared).sum())
    n, k = kept.shape
    reason = _why_not_pooled(matrix, n)
    if reason:
        return Statistic(None, reason, n=n, k=k, method=POOLED_SPREAD, dropped=dropped)
    within, df = _within_targets(kept)
    if not within:
        return Statistic(
            None, Undefined.NO_RESIDUAL_VARIANCE, n=n, k=k, method=POOLED_SPREAD, dropped=dropped
        )
    return Statistic(math.sqrt(within), n=n, k=k, df=(df,), method=POOLED_SPREAD, dropped=dropped)


def grade_chances_entry(scores: Scores, cutoffs: Sequence[float]) -> Entry | Undefined:
    """Give each target's chance of each band, with the spread used, as an entry of a report.

    >>> grade_chances_entry([[90, 90]], [80]).value
    'all_equal'
    """
    falling = sorted(set(cutoffs), reverse=True)
    found = grade_chances(scores, falling)
    reasons = [one.undefined for one in found if one.undefined]
    if len(reasons) == len(found):
        return reasons[0]
    return {
        "value": tuple(one.chances for one in found),
        "cutoffs": falling,
        "sd": tuple(one.deviation for one in found),
        "df": tuple(one.df for one in found),
        "method": found[0].method,
    }


def pooled_means_entry(scores: Scores) -> Entry | Undefined:
    """Give each target's interval by the shared spread as an entry; undefined where none is shared.

    >>> pooled_means_entry([[90, 85]]).value
    'one_target'
    """
    spread = pooled_deviation(scores)
    if spread.undefined:
        return spread.undefined
    means = pooled_mean_intervals(scores)
    return {
        "ci_low": tuple(mean.low for mean in means),
        "ci_high": tuple(mean.high for mean in means),
        "sd": spread.value,
        "df": spread.df[0],
        "dropped": spread.dropped,
    }


@dataclass(frozen=True, slots=True)
class _Mean:
    """The mean of one target and the spread that tells how sure it is."""

    mean: float | None
    k: int
    deviation: float | None
    df: float
    n: int
    method: str

    @property
    def why_not(self) -> Undefined | None:
        """Tell why nothing is known about other raters."""
        if self.mean is None:
            return Undefined.NO_SCORES
        if self.deviation is None:
            return Undefined.TOO_FEW_SCORES
        return None if self.deviation else Undefined.ALL_EQUAL

    @property
    def error(self) -> float:
        """Give the standard error of the mean."""
        return (self.deviation or 0.0) / math.sqrt(self.k)

    def reaching(self, cutoffs: Sequence[float]) -> tuple[float, ...]:
        """Give the chance of reaching each cut-off."""
        mean = self.mean or 0.0
        return tuple(t_lower_tail((mean - cutoff) / self.error, self.df) for cutoff in cutoffs)


def _means_and_spreads(scores: Scores, *, pooled: bool) -> tuple[_Mean, ...]:
    matrix = score_matrix(scores)
    counts = (~np.isnan(matrix)).sum(axis=1).tolist()
    means = zip(target_means(matrix), counts, strict=True)
    shared = pooled_deviation(matrix) if pooled else None
    if shared and shared.value:
        df = shared.df[0]
        return tuple(_Mean(mean, k, shared.value, df, shared.n, POOLED_SPREAD) for mean, k in means)
    own = target_deviations(matrix)
    return tuple(
        _Mean(mean, k, deviation, k - 1, 1, OWN_SPREAD)
        for (mean, k), deviation in zip(means, own, strict=True)
    )


def _grade_chances(one: _Mean, cutoffs: Sequence[float]) -> GradeChances:
    reason = one.why_not or (None if cutoffs else Undefined.NO_CUTOFFS)
    if reason:
        return GradeChances(None, reason, method=one.method)
    reached = (0.0, *one.reaching(cutoffs), 1.0)
    chances = tuple(below - above for above, below in pairwise(reached))
    return GradeChances(chances, None, one.deviation, one.df, one.method)


def _interval(one: _Mean) -> Statistic:
    method = f"mean, Student interval, {one.method}"
    if one.mean is None:
        return Statistic(None, Undefined.NO_SCORES, method=method)
    if one.why_not:
        return Statistic(one.mean, n=one.n, k=one.k, method=method)
    reach = t_quantile(one.df) * one.error
    low, high = one.mean - reach, one.mean + reach
    return Statistic(one.mean, n=one.n, k=one.k, low=low, high=high, df=(one.df,), method=method)


def _why_not_pooled(matrix: FloatArray, compared: int) -> Undefined | None:
    if matrix.shape[1] == 1:
        return Undefined.ONE_RATER
    if matrix.shape[0] == 1:
        return Undefined.ONE_TARGET
    if np.isnan(matrix).all():
        return Undefined.NO_SCORES
    return Undefined.TOO_FEW_SCORES if compared < FEWEST_FOR_SD else None


def _within_targets(matrix: FloatArray) -> tuple[float, float]:
    """Give the variance within targets and its degrees of freedom; 0 when it is rounding noise."""
    given = ~np.isnan(matrix)
    counts = given.sum(axis=1)
    centred = np.where(given, matrix - (np.nansum(matrix, axis=1) / counts)[:, None], 0.0)
    df_within, squares = int((counts - 1).sum()), float((centred**2).sum())
    if squares <= (ROUNDING * float(np.nanmax(np.abs(matrix)))) ** 2 * matrix.size:
        return 0.0, 0.0
    normal = np.diag(given.sum(axis=0)) - (given / counts[:, None]).T @ given
    roots, axes = np.linalg.eigh(normal)
    real = roots > SINGULAR * roots.max()
    explained = float(((axes.T @ centred.sum(axis=0))[real] ** 2 / roots[real]).sum())
    within, df_residual = squares / df_within, df_within - int(real.sum())
    # With nothing left over, as with other raters on every target, all of it may be the raters'.
    residual = max(squares - explained, 0.0) / df_residual if df_residual else 0.0
    raters = max(within - residual, 0.0)
    residual = within - raters
    wobble = (residual**2 + 2 * residual * raters) / df_within
    wobble += raters**2 * float((roots**2).sum()) / df_within**2
    return within, within**2 / wobble
