"""Sums target by target, from which interval and ordinal alpha and their jackknife follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.stats.matrix import ROUNDING, FloatArray

# Scores worked on at a time: what is made on the way stays in the processor's cache.
BLOCK: Final = 1 << 16


def blocks(count: int, size: int) -> Iterator[slice]:
    """Cut ``count`` things of ``size`` scores each into slices of about ``BLOCK`` scores.

    >>> list(blocks(3, BLOCK // 2))
    [slice(0, 2, None), slice(2, 3, None)]
    """
    step = max(1, BLOCK // max(1, size))
    return (slice(start, min(start + step, count)) for start in range(0, count, step))


def row_sums(rows: FloatArray) -> FloatArray:
    """Sum along the last axis: a product with ones, several times faster where that axis is short.

    >>> row_sums(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([3., 7.])
    """
    total: FloatArray = rows @ np.ones(rows.shape[-1])
    return total


def pairable_sizes(scores: FloatArray) -> FloatArray:
    """Count the scores of every target, shape ``(matrices, targets)``; 0 where there is no pair of them."""
    matrices, targets, raters = scores.shape
    sizes = np.empty((matrices, targets))
    for part in blocks(targets, matrices * raters):
        sizes[:, part] = row_sums((~np.isnan(scores[:, part])).astype(np.float64))
    return np.where(sizes > 1, sizes, 0)


@dataclass(frozen=True, slots=True)
class UnitSums:
    """Sums of every target: shape ``(matrices, targets)`` each, zeros where a target has no pair.

    Attributes
    ----------
    sizes
        Scores m.
    sums
        Their sum S, from the matrix's first pairable score.
    squares
        Their sum of squares S2, from the same score.
    within
        Their disagreement (m S2 - S^2)/(m - 1).

    """

    sizes: FloatArray
    sums: FloatArray
    squares: FloatArray
    within: FloatArray

    @classmethod
    def of(cls, scores: FloatArray, sizes: FloatArray) -> "UnitSums":
        """Sum scores of shape ``(matrices, targets, raters)``, given their pairable sizes."""
        matrices, targets, raters = scores.shape
        pivots = _first_scores(scores, sizes)[:, None]
        sums, squares = np.empty((2, matrices, targets))
        for part in blocks(targets, matrices * raters):
            # From a score of the matrix: differences of squares keep their digits, equal scores give 0.
            given = scores[:, part].reshape(matrices, -1) - pivots
            if sizes[:, part].min() < raters:
                _zero_the_missing(given)
            sums[:, part] = row_sums(given.reshape(matrices, -1, raters))
            np.multiply(given, given, out=given)
            squares[:, part] = row_sums(given.reshape(matrices, -1, raters))
        pairable = sizes > 0
        sums, squares = np.where(pairable, sums, 0), np.where(pairable, squares, 0)
        within = (sizes * squares - sums**2) / np.maximum(sizes - 1, 1)
        return cls(sizes, sums, squares, within)

    def parts(self) -> tuple[FloatArray, FloatArray]:
        """Give observed and expected disagreement of every matrix; expected is 0 where nothing varies."""
        count, sums, squares, within = self._totals()
        expected = count * squares - sums**2
        return within, np.where(expected > ROUNDING * count * squares, expected, 0)

    def left_out(self) -> FloatArray:
        """Give alpha without each target in turn; NaN where nothing varies any more."""
        count, sums, squares, within = (total[:, None] for total in self._totals())
        rest = count - self.sizes
        expected = rest * (squares - self.squares) - (sums - self.sums) ** 2
        expected[expected <= ROUNDING * rest * squares] = np.nan
        left: FloatArray = 1 - (rest - 1) * (within - self.within) / expected
        return left

    def _totals(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        return row_sums(self.sizes), row_sums(self.sums), row_sums(self.squares), row_sums(self.within)


def _zero_the_missing(given: FloatArray) -> None:
    """Set NaN to 0 in place, by bits: scattered gaps would mislead the branches of a masked copy."""
    given.view(np.int64)[...] &= -(given == given).astype(np.int64)  # noqa: PLR0124 -- only NaN differs from itself


def _first_scores(scores: FloatArray, sizes: FloatArray) -> FloatArray:
    """Give the first pairable score of every matrix, or 0."""
    every = np.arange(scores.shape[0])
    first = scores[every, (sizes > 0).argmax(axis=1)]
    pivots: FloatArray = first[every, (~np.isnan(first)).argmax(axis=1)]
    return np.where(np.isnan(pivots), 0, pivots)
