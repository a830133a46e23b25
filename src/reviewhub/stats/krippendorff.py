"""Krippendorff's alpha in closed form: no table of all value pairs, missing scores welcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from reviewhub.stats.matrix import ROUNDING, FloatArray, Scores, mid_ranks, score_matrix
from reviewhub.stats.tails import t_quantile
from reviewhub.stats.values import Level, Statistic, Undefined

# Leaving out one target changes every rank, so the ordinal interval costs one alpha a target.
MOST_TARGETS_FOR_ORDINAL_INTERVAL: Final = 500
FEWEST_TARGETS_FOR_INTERVAL: Final = 3


@dataclass(frozen=True, slots=True)
class _Units:
    """Targets with two or more scores, and how many each has."""

    scores: FloatArray
    sizes: FloatArray

    @property
    def total(self) -> float:
        """Count the pairable scores."""
        return float(self.sizes.sum())

    @property
    def values(self) -> FloatArray:
        """List the pairable scores, target by target."""
        return self.scores[~np.isnan(self.scores)]

    def with_values(self, values: FloatArray) -> FloatArray:
        """Lay other values on the places of the scores."""
        laid: FloatArray = np.full_like(self.scores, np.nan)
        laid[~np.isnan(self.scores)] = values
        return laid

    def without(self, unit: int) -> "_Units":
        """Leave out one target."""
        return _Units(np.delete(self.scores, unit, axis=0), np.delete(self.sizes, unit))


def krippendorff_alpha(scores: Scores, level: Level = Level.INTERVAL) -> Statistic:
    """Tell how far the panel is from agreeing by chance alone, even when some scores are missing.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets with fewer than two scores carry no
        pair and do not enter; ``dropped`` counts them.
    level
        Nominal, ordinal, interval or ratio distance between scores.

    Returns
    -------
    alpha, at most 1; 0 is chance (and is what one target alone always gives). For interval and
    ordinal scores with an approximate 95 % interval: a jackknife over targets with Student's t.

    Notes
    -----
    alpha = 1 - Do/De over pairable values. Interval: Do = (1/N) sum_u 2 (m S2 - S^2)/(m-1) with m scores,
    sum S and sum of squares S2 in target u; De = 2 (N sum x^2 - (sum x)^2)/(N(N-1)). Ordinal is the same
    on the mid-ranks of all pairable values. Ratio distance ((c-k)/(c+k))^2 needs scores of 0 or more.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, repository.upenn.edu/asc_papers/43
    Hayes & Krippendorff (2007), Communication Methods and Measures 1, 77-89,
    doi:10.1080/19312450709336664

    Examples
    --------
    >>> round(krippendorff_alpha([[90, 92, None], [70, None, 74], [80, 81, 79]]).value, 3)
    0.948

    """
    method = f"Krippendorff's alpha, {level}"
    matrix = score_matrix(scores)
    sizes = (~np.isnan(matrix)).sum(axis=1).astype(np.float64)
    pairable = sizes > 1
    units = _Units(matrix[pairable], sizes[pairable])
    n, k, dropped = int(pairable.sum()), int(matrix.shape[1]), int((~pairable).sum())
    reason = _why_not(units, level, k)
    if reason:
        return Statistic(None, reason, n=n, k=k, method=method, dropped=dropped)
    value = _ALPHA[level](units)
    low, high = _jackknife_limits(value, _leave_one_out(units, level))
    return Statistic(value, n=n, k=k, low=low, high=high, method=method, dropped=dropped)


def _why_not(units: _Units, level: Level, k: int) -> Undefined | None:
    if k < 2:  # noqa: PLR2004 -- two raters are what "agreement" means
        return Undefined.ONE_RATER
    if not units.sizes.size:
        return Undefined.NO_PAIRS
    if np.ptp(units.values) == 0:
        return Undefined.ALL_EQUAL
    if level is Level.RATIO and units.values.min() < 0:
        return Undefined.NEGATIVE_SCORES
    return None


def _nominal(units: _Units) -> float:
    _, codes, counts = np.unique(units.values, return_inverse=True, return_counts=True)
    owner = np.repeat(np.arange(units.sizes.size), units.sizes.astype(np.int64))
    cells, together = np.unique(owner * counts.size + codes, return_counts=True)
    size = units.sizes[cells // counts.size]
    observed = (together * (size - together) / (size - 1)).sum() / units.total
    expected = (units.total**2 - (counts.astype(np.float64) ** 2).sum()) / (units.total * (units.total - 1))
    return float(1 - observed / expected)


def _interval(units: _Units) -> float:
    return float(_Sums.of(units, units.values).alpha())


def _ordinal(units: _Units) -> float:
    return float(_Sums.of(units, mid_ranks(units.values)).alpha())


def _ratio(units: _Units) -> float:
    weights = 1 / (units.sizes - 1)
    observed = sum(
        float(np.nansum(_ratio_distance(units.scores, column[:, None]) * weights[:, None]))
        for column in units.scores.T
    )
    values, counts = np.unique(units.values, return_counts=True)
    expected = sum(
        float(count * (counts * _ratio_distance(values, value)).sum())
        for value, count in zip(values, counts, strict=True)
    )
    return 1 - (units.total - 1) * observed / expected


def _ratio_distance(first: FloatArray, second: FloatArray) -> FloatArray:
    """Give ((c-k)/(c+k))^2, and 0 where both are 0."""
    total = first + second
    return np.divide(first - second, total, out=np.zeros_like(total), where=total != 0) ** 2


_ALPHA: Final[Mapping[Level, Callable[[_Units], float]]] = MappingProxyType(
    {Level.NOMINAL: _nominal, Level.ORDINAL: _ordinal, Level.INTERVAL: _interval, Level.RATIO: _ratio}
)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Everything interval alpha needs, target by target: sizes, sums, sums of squares, disagreement."""

    sizes: FloatArray
    sums: FloatArray
    squares: FloatArray
    within: FloatArray

    @classmethod
    def of(cls, units: _Units, values: FloatArray) -> "_Sums":
        # Centred, so that the differences of squares below keep their digits.
        laid = units.with_values(values - values.mean())
        sums = np.nansum(laid, axis=1)
        squares = np.nansum(laid**2, axis=1)
        within = 2 * (units.sizes * squares - sums**2) / (units.sizes - 1)
        return cls(units.sizes, sums, squares, within)

    def alpha(self) -> float:
        return float(self._alpha(np.zeros(1), np.zeros(1), np.zeros(1), np.zeros(1))[0])

    def leave_one_out(self) -> FloatArray:
        return self._alpha(self.sizes, self.sums, self.squares, self.within)

    def _alpha(
        self, sizes: FloatArray, sums: FloatArray, squares: FloatArray, within: FloatArray
    ) -> FloatArray:
        """Compute alpha after taking the given amounts out; NaN where nothing varies any more."""
        count = self.sizes.sum() - sizes
        left = self.squares.sum() - squares
        expected = count * left - (self.sums.sum() - sums) ** 2
        varies = expected > ROUNDING * count * self.squares.sum()
        observed = (count - 1) * (self.within.sum() - within) / 2
        ratio: FloatArray = np.divide(observed, expected, out=np.full_like(expected, np.nan), where=varies)
        return 1 - ratio


def _leave_one_out(units: _Units, level: Level) -> FloatArray:
    """Compute alpha without each target in turn; empty where no interval is offered."""
    n = units.sizes.size
    if n >= FEWEST_TARGETS_FOR_INTERVAL:
        if level is Level.INTERVAL:
            return _Sums.of(units, units.values).leave_one_out()
        if level is Level.ORDINAL and n <= MOST_TARGETS_FOR_ORDINAL_INTERVAL:
            rest = (units.without(unit) for unit in range(n))
            return np.array([np.nan if np.ptp(left.values) == 0 else _ordinal(left) for left in rest])
    return np.empty(0)


def _jackknife_limits(value: float, left_out: FloatArray) -> tuple[float | None, float | None]:
    """Give value -+ t(n-1) SE with SE^2 = (n-1)/n sum (theta_i - mean)^2, cut at alpha's maximum of 1."""
    n = left_out.size
    if not n or np.isnan(left_out).any() or np.ptp(left_out) == 0:
        return None, None
    error = float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))
    reach = t_quantile(n - 1) * error
    return value - reach, min(1.0, value + reach)
