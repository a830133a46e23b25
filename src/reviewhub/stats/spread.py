"""How far apart the raters of one target are: mean, distance in points, and who stands out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

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
    return _each_target(scores, 1, lambda row: float(row.mean()))


def target_deviations(scores: Scores) -> tuple[float | None, ...]:
    """Give each target's standard deviation (n-1 in the denominator); None below two scores.

    >>> target_deviations([[90, 80], [85, None]])
    (7.0710678118654755, None)
    """
    return _each_target(scores, FEWEST_FOR_SD, _deviation)


def target_ranges(scores: Scores) -> tuple[float | None, ...]:
    """Give the widest gap between two raters on each target; None below two scores.

    >>> target_ranges([[90, 80, 86], [85, None, None]])
    (10.0, None)
    """
    return _each_target(scores, FEWEST_FOR_SD, lambda row: float(np.ptp(row)))


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
    return _each_target(scores, FEWEST_FOR_SD, lambda row: float(np.abs(row - row.mean()).mean()))


def distance_from_median(scores: Scores) -> tuple[float | None, ...]:
    """Tell by how many points raters differ from the panel median (AD_Md); see :func:`distance_from_mean`.

    >>> distance_from_median([[90, 80, 82]])
    (3.3333333333333335,)
    """
    return _each_target(scores, FEWEST_FOR_SD, lambda row: float(np.abs(row - np.median(row)).mean()))


def median_distance(scores: Scores) -> tuple[float | None, ...]:
    """Give the median distance from the median (MAD, unscaled) of each target.

    >>> median_distance([[90, 80, 82]])
    (2.0,)
    """
    return _each_target(scores, 1, lambda row: float(np.median(np.abs(row - np.median(row)))))


def robust_distances(scores: Scores) -> tuple[tuple[float | None, ...], ...]:
    """Give each score's distance from the target's median in robust standard deviations.

    (x - median) / (MAD / 0.6745); None for a missing score and where the MAD is 0, as ties often make it. Not
    for alarms: one target in five without any odd score has a distance above 3.5.

    >>> robust_distances([[90, 80, 82, None]])
    ((2.697959000784327, -0.6744897501960817, 0.0, None),)
    """
    rows = zip(score_matrix(scores), median_distance(scores), strict=True)
    return tuple(_robust(row, mad) for row, mad in rows)


def _robust(row: FloatArray, mad: float | None) -> tuple[float | None, ...]:
    if not mad:
        return (None,) * row.size
    distances = (row - np.nanmedian(row)) / (mad / NORMAL_QUARTILE)
    return tuple(finite(distance) for distance in distances)


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
    return tuple(_mean_interval(row[~np.isnan(row)]) for row in score_matrix(scores))


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
    return tuple(_odd_one(row) for row in score_matrix(scores))


def _each_target(
    scores: Scores, fewest: int, measure: Callable[[FloatArray], float]
) -> tuple[float | None, ...]:
    given = (row[~np.isnan(row)] for row in score_matrix(scores))
    return tuple(measure(row) if row.size >= fewest else None for row in given)


def _deviation(row: FloatArray) -> float:
    """Give the standard deviation, exactly 0 for equal scores."""
    return float(row.std(ddof=1)) if np.ptp(row) else 0.0


def _mean_interval(row: FloatArray) -> Statistic:
    method = "mean, Student interval"
    k = int(row.size)
    if not k:
        return Statistic(None, Undefined.NO_SCORES, method=method)
    mean = float(row.mean())
    if k < FEWEST_FOR_SD or np.ptp(row) == 0:
        return Statistic(mean, n=1, k=k, method=method)
    reach = t_quantile(k - 1) * _deviation(row) / np.sqrt(k)
    return Statistic(
        mean, n=1, k=k, low=float(mean - reach), high=float(mean + reach), df=(k - 1,), method=method
    )


def _odd_one(row: FloatArray) -> OddOne | None:
    given = row[~np.isnan(row)]
    k = given.size
    if k < FEWEST_FOR_ODD_ONE or np.ptp(given) == 0:
        return None
    distances = np.abs(row - given.mean())
    farthest = float(np.nanmax(distances))
    g = farthest / _deviation(given)
    at = np.flatnonzero(np.isclose(distances, farthest, rtol=1e-12, atol=0))
    return OddOne(g, _grubbs_p(g, k), int(at[0]) if at.size == 1 else None)


def _grubbs_p(g: float, k: int) -> float:
    room = (k - 1) ** 2 - k * g**2
    if room <= 1e-12 * k**2:
        # All other scores are equal: the distance is infinite in their standard deviations.
        return 0.0
    return min(1.0, k * t_two_sided(g * np.sqrt(k * (k - 2) / room), k - 2))
