"""How far apart two raters, or two panels, may lie on the same target: limits of agreement."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.tails import t_quantile
from reviewhub.stats.values import Entry, Statistic, Undefined

Column: TypeAlias = Sequence[float | None] | NDArray[np.floating | np.integer]

# Two differences have a spread on one degree of freedom: the limits would span any scale.
FEWEST_SHARED: Final = 3
# 95 % of a normal distribution, as published; not 1.959964.
REACH: Final = 1.96
SMALLEST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class LimitsOfAgreement:
    """Mean difference of two sides and the limits between which 95 % of differences lie.

    Attributes
    ----------
    difference
        Mean of first minus second, with its 95 % interval; ``n`` targets that both have, ``dropped`` the
        others.
    deviation
        Standard deviation of the differences, or None.
    lower
        Lower limit of agreement with its own 95 % interval.
    upper
        Upper limit of agreement with its own 95 % interval.

    """

    difference: Statistic
    deviation: float | None
    lower: Statistic
    upper: Statistic


def bland_altman(first: Column, second: Column) -> LimitsOfAgreement:
    """Tell how far apart two raters may lie on one target.

    Parameters
    ----------
    first, second
        One number a target, shape ``(targets,)``; None or NaN is missing. Targets that one side lacks are
        dropped and counted.

    Returns
    -------
    Mean difference and limits. Undefined below three shared targets. When all differences are equal, the mean
    difference stands without interval and the limits are undefined.

    Raises
    ------
    ValueError
        The two sides differ in length, are empty, or hold an infinite number.

    Notes
    -----
    d -+ 1.96 s with d and s the mean and standard deviation of the differences. On n-1 degrees of freedom the
    standard error of d is s/sqrt(n), and that of a limit s sqrt(1/n + 1.96^2/(2(n-1))). The limits ask that
    differences neither grow with the size of the scores nor come in groups.

    References
    ----------
    Bland & Altman (1986), Lancet 327, 307-310, doi:10.1016/S0140-6736(86)90837-8
    Bland & Altman (1999), Statistical Methods in Medical Research 8, 135-160,
    doi:10.1177/096228029900800204

    Examples
    --------
    >>> found = bland_altman([88, 74, 91, 66], [85, 75, 86, 65])
    >>> found.difference.value, round(found.lower.value, 2), round(found.upper.value, 2)
    (2.0, -3.06, 7.06)

    """
    pair = score_matrix([list(first), list(second)])
    differences = pair[0] - pair[1]
    shared = differences[~np.isnan(differences)]
    noise = SMALLEST * float(np.nanmax(np.abs(pair))) if shared.size else 0.0
    return _limits(shared, differences.size - shared.size, noise)


def every_pair(scores: Scores) -> Mapping[tuple[int, int], LimitsOfAgreement]:
    """Compare each rater with each other one; see :func:`bland_altman`.

    >>> [pair for pair in every_pair([[88, 85, 80], [74, 75, 70], [91, 86, 88]])]
    [(0, 1), (0, 2), (1, 2)]
    """
    columns = score_matrix(scores).T
    pairs = combinations(range(columns.shape[0]), 2)
    return MappingProxyType({(one, two): bland_altman(columns[one], columns[two]) for one, two in pairs})


def two_panels(scores: Scores, first: Sequence[int], second: Sequence[int]) -> LimitsOfAgreement:
    """Compare the means of two panels of raters; see :func:`bland_altman`.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; a panel's mean is over the scores it gave.
    first, second
        The columns of each panel.

    Raises
    ------
    ValueError
        A panel is empty, or a rater sits in both: their own score would make the panels look alike.

    Examples
    --------
    >>> two_panels([[88, 86, 80], [74, 75, 70], [91, 86, 88]], [0, 1], [2]).difference.value
    4.0

    """
    if not first or not second or set(first) & set(second):
        raise ValueError("two panels need raters, and none of them twice")
    matrix = score_matrix(scores)
    return bland_altman(_means(matrix[:, list(first)]), _means(matrix[:, list(second)]))


def limits_entry(scores: Scores) -> Entry | Undefined:
    """Give the limits of every pair of raters that share enough targets, as an entry of a report.

    >>> limits_entry([[88, 85], [74, 75], [91, 86]])["value"]["0-1"]["n"]
    3
    """
    columns = score_matrix(scores).shape[1]
    if columns == 1:
        return Undefined.ONE_RATER
    found = {f"{one}-{two}": _pair(limits) for (one, two), limits in every_pair(scores).items()}
    value = {pair: entry for pair, entry in found.items() if entry}
    return {"value": value} if value else Undefined.TOO_FEW_SHARED_TARGETS


def _pair(limits: LimitsOfAgreement) -> Entry:
    """Flatten the limits; empty when the two share too few targets."""
    difference, lower, upper = limits.difference, limits.lower, limits.upper
    if difference.undefined:
        return {}
    return {
        "mean_difference": difference.value,
        "ci_low": difference.low,
        "ci_high": difference.high,
        "sd": limits.deviation,
        "limits": (lower.value, upper.value),
        "limits_ci": ((lower.low, lower.high), (upper.low, upper.high)),
        "n": difference.n,
        "dropped": difference.dropped,
    }


def _means(matrix: FloatArray) -> FloatArray:
    counts = (~np.isnan(matrix)).sum(axis=1)
    means: FloatArray = np.full(counts.shape, np.nan)
    np.divide(np.nansum(matrix, axis=1), counts, out=means, where=counts > 0)
    return means


def _limits(differences: FloatArray, dropped: int, noise: float) -> LimitsOfAgreement:
    n = int(differences.size)
    frame = Statistic(
        None, Undefined.TOO_FEW_SHARED_TARGETS, n=n, k=2, method="limits of agreement", dropped=dropped
    )
    if n < FEWEST_SHARED:
        return LimitsOfAgreement(frame, None, frame, frame)
    mean = float(differences.mean())
    if float(np.ptp(differences)) <= noise:
        none = replace(frame, undefined=Undefined.NO_RESIDUAL_VARIANCE)
        return LimitsOfAgreement(replace(frame, value=mean, undefined=None), None, none, none)
    s = float(differences.std(ddof=1))
    error = s * math.sqrt(1 / n + REACH**2 / (2 * (n - 1)))
    return LimitsOfAgreement(
        _sure(frame, mean, s / math.sqrt(n)),
        s,
        _sure(frame, mean - REACH * s, error),
        _sure(frame, mean + REACH * s, error),
    )


def _sure(frame: Statistic, value: float, error: float) -> Statistic:
    """Give a value its Student interval on n-1 degrees of freedom."""
    df = frame.n - 1
    reach = t_quantile(df) * error
    return replace(frame, value=value, undefined=None, low=value - reach, high=value + reach, df=(df,))
