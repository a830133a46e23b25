"""How far apart the raters of one target are: mean, distance in points, and who stands out."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.tails import t_quantile, t_two_sided
from reviewhub.stats.values import Statistic, Undefined, finite

FEWEST_FOR_SD: Final = 2
FEWEST_FOR_ODD_ONE: Final = 3
# The MAD of a normal distribution is this many standard deviations.
NORMAL_QUARTILE: Final = 0.6744897501960817


@dataclass(frozen=True, slots=True)
class OddOne:
    """Grubbs' test of one target's most distant score.

    Attributes
    ----------
    g
        Largest distance from the mean in standard deviations.
    p
        Two-sided p value, Bonferroni-corrected for the k scores (1 when it would exceed 1).
    rater
        Column of that score, or None when two scores are equally far.

    """

    g: float
    p: float
    rater: int | None


def target_means(scores: Scores) -> tuple[float | None, ...]:
    """Average each target over the raters who scored it; None without a score.

    >>> target_means([[90, 80, None], [None, None, None]])
    (85.0, None)
    """
    matrix = score_matrix(scores)
    return _told(_means(matrix), matrix, 1)


def target_deviations(scores: Scores) -> tuple[float | None, ...]:
    """Give each target's standard deviation (n-1 in the denominator); None below two scores.

    >>> target_deviations([[90, 80], [85, None]])
    (7.0710678118654755, None)
    """
    matrix = score_matrix(scores)
    return _told(_deviations(matrix), matrix, FEWEST_FOR_SD)


def target_ranges(scores: Scores) -> tuple[float | None, ...]:
    """Give the widest gap between two raters on each target; None below two scores.

    >>> target_ranges([[90, 80, 86], [85, None, None]])
    (10.0, None)
    """
    matrix = score_matrix(scores)
    return _told(_ranges(matrix), matrix, FEWEST_FOR_SD)


def distance_from_mean(scores: Scores) -> tuple[float | None, ...]:
    """Tell by how many points raters differ from the panel mean (AD_M).

    The mean of abs(x - mean) over a target's raters; None below two scores.

    References
    ----------
    Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2, 49-68,
    doi:10.1177/109442819921004

    Examples
    --------
    >>> distance_from_mean([[90, 80, 85]])
    (3.3333333333333335,)

    """
    matrix = score_matrix(scores)
    distances = np.abs(matrix - _means(matrix)[:, None])
    return _told(_means(distances), matrix, FEWEST_FOR_SD)


def distance_from_median(scores: Scores) -> tuple[float | None, ...]:
    """Tell by how many points raters differ from the panel median (AD_Md); see :func:`distance_from_mean`.

    >>> distance_from_median([[90, 80, 82]])
    (3.3333333333333335,)
    """
    matrix = score_matrix(scores)
    distances = np.abs(matrix - _medians(matrix)[:, None])
    return _told(_means(distances), matrix, FEWEST_FOR_SD)


def median_distance(scores: Scores) -> tuple[float | None, ...]:
    """Give the median distance from the median (MAD, unscaled) of each target.

    >>> median_distance([[90, 80, 82]])
    (2.0,)
    """
    matrix = score_matrix(scores)
    return _told(_medians(np.abs(matrix - _medians(matrix)[:, None])), matrix, 1)


def robust_distances(scores: Scores) -> tuple[tuple[float | None, ...], ...]:
    """Give each score's distance from the target's median in robust standard deviations.

    (x - median) / (MAD / 0.6745); None for a missing score and where the MAD is 0, as ties often make it. Not
    for alarms: one target in five without any odd score has a distance above 3.5.

    >>> robust_distances([[90, 80, 82, None]])
    ((2.697959000784327, -0.6744897501960817, 0.0, None),)
    """
    matrix = score_matrix(scores)
    distances = matrix - _medians(matrix)[:, None]
    unit = _medians(np.abs(distances))[:, None] / NORMAL_QUARTILE
    robust = np.divide(distances, unit, out=np.full_like(matrix, np.nan), where=unit > 0)
    return tuple(tuple(finite(distance) for distance in row) for row in robust.tolist())


def mean_intervals(scores: Scores) -> tuple[Statistic, ...]:
    """Tell how sure each target's mean is.

    The mean of a target's scores with its 95 % Student interval, mean -+ t(k-1) s / sqrt(k). ``k`` counts
    the raters who scored the target. One score, or scores without any spread, have a mean and no
    interval: nothing tells how far another rater would be.

    Examples
    --------
    >>> [interval] = mean_intervals([[90, 80, 85, 85]])
    >>> interval.value, round(interval.low, 2), round(interval.high, 2)
    (85.0, 78.5, 91.5)

    """
    matrix = score_matrix(scores)
    rows = zip(_means(matrix).tolist(), _deviations(matrix).tolist(), _counts(matrix).tolist(), strict=True)
    return tuple(_mean_interval(mean, deviation, k) for mean, deviation, k in rows)


def odd_ones(scores: Scores) -> tuple[OddOne | None, ...]:
    """Tell whether one rater's score of a target is too far away to be chance (Grubbs).

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing and does not count as a rater.

    Returns
    -------
    One test a target; None with fewer than three scores or when all are equal.

    Notes
    -----
    G = max abs(x - mean) / s; p = min(1, 2k P(T > t)) on k-2 degrees of freedom with
    t^2 = G^2 k (k-2) / ((k-1)^2 - k G^2). On one target its power is low, and rounded
    scores of which all but one are equal give p = 0 however near the odd one is: read it with the distance.

    References
    ----------
    Grubbs (1969), Technometrics 11, 1-21, doi:10.1080/00401706.1969.10490657

    Examples
    --------
    >>> [odd] = odd_ones([[92, 88, 90, 85, 95, 91, 60]])
    >>> odd.rater, round(odd.p, 4)
    (6, 0.0032)

    """
    matrix = score_matrix(scores)
    distances = np.abs(matrix - _means(matrix)[:, None])
    farthest = np.fmax.reduce(distances, axis=1)
    nearby = np.isclose(distances, farthest[:, None], rtol=1e-12, atol=0)
    raters = np.where(nearby.sum(axis=1) == 1, nearby.argmax(axis=1), -1)
    facts = (farthest, _deviations(matrix), _counts(matrix), raters)
    return tuple(_odd_one(*row) for row in zip(*(fact.tolist() for fact in facts), strict=True))


def _counts(matrix: FloatArray) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = (~np.isnan(matrix)).sum(axis=1)
    return counts


def _means(matrix: FloatArray) -> FloatArray:
    """Average the rows; NaN for a row without scores."""
    counts = _counts(matrix)
    means: FloatArray = np.full(counts.shape, np.nan)
    np.divide(np.nansum(matrix, axis=1), counts, out=means, where=counts > 0)
    return means


def _ranges(matrix: FloatArray) -> FloatArray:
    ranges: FloatArray = np.fmax.reduce(matrix, axis=1) - np.fmin.reduce(matrix, axis=1)
    return ranges


def _deviations(matrix: FloatArray) -> FloatArray:
    """Give the standard deviations of the rows, exactly 0 for equal scores; NaN below two."""
    squares = np.nansum((matrix - _means(matrix)[:, None]) ** 2, axis=1)
    counts = _counts(matrix)
    variances: FloatArray = np.full(counts.shape, np.nan)
    np.divide(squares, counts - 1, out=variances, where=counts >= FEWEST_FOR_SD)
    return np.where(_ranges(matrix) == 0, 0.0, 1.0) * np.sqrt(variances)


def _medians(matrix: FloatArray) -> FloatArray:
    """Give the medians of the rows; NaN for a row without scores."""
    ordered, counts, rows = np.sort(matrix, axis=1), _counts(matrix), np.arange(matrix.shape[0])
    # NaN sorts to the end, where the index -1 of an empty row finds it.
    return (ordered[rows, (counts - 1) // 2] + ordered[rows, counts // 2]) / 2


def _told(numbers: FloatArray, matrix: FloatArray, fewest: int) -> tuple[float | None, ...]:
    """Keep the numbers of targets with at least ``fewest`` scores."""
    rows = zip(numbers.tolist(), _counts(matrix).tolist(), strict=True)
    return tuple(number if count >= fewest else None for number, count in rows)


def _mean_interval(mean: float, deviation: float, k: int) -> Statistic:
    method = "mean, Student interval"
    if not k:
        return Statistic(None, Undefined.NO_SCORES, method=method)
    if k < FEWEST_FOR_SD or not deviation:
        return Statistic(mean, n=1, k=k, method=method)
    reach = t_quantile(k - 1) * deviation / math.sqrt(k)
    return Statistic(mean, n=1, k=k, low=mean - reach, high=mean + reach, df=(k - 1,), method=method)


def _odd_one(farthest: float, deviation: float, k: int, rater: int) -> OddOne | None:
    if k < FEWEST_FOR_ODD_ONE or not deviation:
        return None
    g = farthest / deviation
    return OddOne(g, _grubbs_p(g, k), None if rater < 0 else rater)


def _grubbs_p(g: float, k: int) -> float:
    room = (k - 1) ** 2 - k * g**2
    if room <= 1e-12 * k**2:
        # All other scores are equal: the distance is infinite in their standard deviations.
        return 0.0
    return min(1.0, k * t_two_sided(g * math.sqrt(k * (k - 2) / room), k - 2))
