"""How many raters are needed? Variance components, standard errors of measurement, the D-study."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.stats.anova import MeanSquares
from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.tails import f_quantile
from reviewhub.stats.values import Statistic, Undefined, quotient

USUAL_TARGET: Final = 0.8
EQUAL: Final = 1e-12
# Above this a number of raters is only said to be larger.
MOST_RATERS: Final = 50


@dataclass(frozen=True, slots=True)
class Components:
    """How much of one score's variance comes from targets, raters and the rest.

    Untruncated expected-mean-square estimates: a negative one means "nothing to see".

    >>> Components(target=25.0, rater=4.0, residual=16.0).sem_agreement
    4.47213595499958
    """

    target: float
    rater: float
    residual: float

    @property
    def sem_consistency(self) -> float:
        """Standard error of one score when only the order counts: sqrt(vE)."""
        return math.sqrt(self.residual)

    @property
    def sem_agreement(self) -> float:
        """Standard error of one score when the points count: sqrt(vE + max(vR, 0))."""
        return math.sqrt(self.residual + max(self.rater, 0.0))


def components(squares: MeanSquares) -> Components:
    """Solve the expected mean squares: vE = MSE, vR = (MSC-MSE)/n, vT = (MSR-MSE)/k.

    References
    ----------
    Brennan (2001), Generalizability Theory, doi:10.1007/978-1-4757-3456-0

    """
    return Components(
        target=_beyond(squares.targets, squares.residual) / squares.k,
        rater=_beyond(squares.raters, squares.residual) / squares.n,
        residual=squares.residual,
    )


def _beyond(square: float, residual: float) -> float:
    """Subtract two mean squares; what differs by rounding noise alone is equal."""
    return 0.0 if math.isclose(square, residual, rel_tol=EQUAL) else square - residual


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel of ``raters`` would be worth: dependability of its mean, and its standard errors."""

    raters: int
    relative: float
    absolute: float
    sem_relative: float
    sem_absolute: float


def panel_of(parts: Components, raters: int) -> Panel | None:
    """Tell how dependable the mean of ``raters`` raters would be.

    Erho2(m) = vT/(vT + vE/m) for the order, Phi(m) = vT/(vT + (vR+vE)/m) for the points, a negative vR
    counting as 0. None when targets do not differ more than chance.

    >>> panel_of(Components(target=25.0, rater=4.0, residual=16.0), 5).absolute
    0.8620689655172413
    """
    if parts.target <= 0:
        return None
    relative, absolute = parts.sem_consistency**2 / raters, parts.sem_agreement**2 / raters
    return Panel(
        raters,
        parts.target / (parts.target + relative),
        parts.target / (parts.target + absolute),
        math.sqrt(relative),
        math.sqrt(absolute),
    )


def raters_needed(parts: Components, error: float, target: float = USUAL_TARGET) -> float | None:
    """Tell how many raters make the mean as dependable as ``target``.

    m = target/(1-target) error/vT, as a real number; ``error`` is vE for the order, vR + vE for the points.
    None when targets do not differ more than chance.

    >>> round(raters_needed(Components(25.0, 4.0, 16.0), 20.0), 6)
    3.2
    """
    if parts.target <= 0:
        return None
    return target / (1 - target) * error / parts.target


def whole_raters(needed: float) -> int:
    """Round up to people; what exceeds a whole number only by rounding noise does not count.

    >>> whole_raters(4.000000000000016), whole_raters(4.1), whole_raters(0)
    (4, 5, 1)
    """
    return max(1, math.ceil(needed - 1e-9))


@dataclass(frozen=True, slots=True)
class RatersNeeded:
    """How many raters make the mean dependable enough: the likely number and its 95 % range.

    None stands for more than ``MOST_RATERS``: more than anybody will ask, or no number at all.
    """

    likely: int | None
    fewest: int | None
    most: int | None


def range_of_raters(single: Statistic, target: float = USUAL_TARGET) -> RatersNeeded | Undefined:
    """Tell how many raters are needed, given how dependable a single score is.

    Parameters
    ----------
    single
        ICC(A,1) with its interval, from complete scores or by REML; ICC(C,1) when only the order counts.
    target
        How dependable the mean shall be.

    Returns
    -------
    The range that the interval of ``single`` allows, or why there is none.

    Notes
    -----
    Spearman-Brown solved for the number of raters: m = target/(1-target) (1-r)/r, rounded up; the upper limit
    of r gives the fewest, the lower one the most.

    References
    ----------
    Brown (1910), British Journal of Psychology 3, 296-322, doi:10.1111/j.2044-8295.1910.tb00207.x

    Examples
    --------
    >>> range_of_raters(Statistic(0.5, low=-0.1, high=0.8))
    RatersNeeded(likely=4, fewest=1, most=None)

    """
    if single.value is None:
        return single.undefined or Undefined.NO_TARGET_VARIANCE
    if single.low is None or single.high is None:
        return Undefined.NO_RESIDUAL_VARIANCE
    return RatersNeeded(*(_raters(one, target) for one in (single.value, single.high, single.low)))


def _raters(single: float, target: float) -> int | None:
    if single <= 0:
        return None
    needed = whole_raters(target / (1 - target) * max(1 - single, 0.0) / single)
    return needed if needed <= MOST_RATERS else None


def one_way_unbalanced(scores: Scores) -> tuple[Statistic, float | None]:
    """Tell how alike the scores of one target are when nobody knows which rater gave which.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing, targets may have different numbers of scores.

    Returns
    -------
    ICC(1,1) with its 95 % interval, and k0, the number of scores a target that stands for all.

    Notes
    -----
    k0 = (N - sum k_i^2/N)/(n-1), ICC = (MSB-MSW)/(MSB+(k0-1)MSW), interval as in the balanced form with
    k0 and n-1, N-n degrees of freedom. Targets with one score enter MSB only.

    References
    ----------
    Donner (1986), International Statistical Review 54, 67-82, doi:10.2307/1403259

    Examples
    --------
    >>> icc, k0 = one_way_unbalanced([[90, 92, None], [70, 72, 71], [80, None, 79]])
    >>> round(icc.value, 3), round(k0, 3)
    (0.989, 2.286)

    """
    method = "icc(1,1), unbalanced one-way"
    matrix = score_matrix(scores)
    matrix = matrix[~np.isnan(matrix).all(axis=1)]
    sizes = (~np.isnan(matrix)).sum(axis=1).astype(np.float64)
    (n, k), total = matrix.shape, float(sizes.sum())
    reason = _why_not_one_way(matrix, int(total))
    if reason:
        return Statistic(None, reason, n=n, k=k, method=method), None
    centred = matrix - np.nansum(matrix) / total
    means = np.nansum(centred, axis=1) / sizes
    between = float((sizes * means**2).sum()) / (n - 1)
    within = float(np.nansum((centred - means[:, None]) ** 2)) / (total - n)
    k0 = (total - float((sizes**2).sum()) / total) / (n - 1)
    value = (between - within) / (between + (k0 - 1) * within)
    low, high = _one_way_limits(quotient(between, within), n - 1, total - n, k0)
    return Statistic(value, n=n, k=k, low=low, high=high, method=method), k0


def _why_not_one_way(matrix: FloatArray, total: int) -> Undefined | None:
    n = matrix.shape[0]
    if not n:
        return Undefined.NO_SCORES
    if n == 1:
        return Undefined.ONE_TARGET
    if total == n:
        return Undefined.NO_PAIRS
    return None if np.nanmax(matrix) > np.nanmin(matrix) else Undefined.ALL_EQUAL


def _one_way_limits(
    f: float | None, df_between: float, df_within: float, k0: float
) -> tuple[float | None, float | None]:
    if f is None:
        return None, None
    lower = f / f_quantile(df_between, df_within)
    upper = f * f_quantile(df_within, df_between)
    return (lower - 1) / (lower + k0 - 1), (upper - 1) / (upper + k0 - 1)
