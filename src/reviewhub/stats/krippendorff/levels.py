"""Observed and expected disagreement on each level, matrix by matrix."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from reviewhub.stats.krippendorff.sums import UnitSums, row_sums
from reviewhub.stats.krippendorff.ties import distinct, row_ranks, tied_squares
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Level

# Sums over pairs, so that alpha = 1 - (N - 1) observed / expected; expected is 0 where nothing varies.
Parts: TypeAlias = tuple[FloatArray, FloatArray]


def alphas(scores: FloatArray, sizes: FloatArray, level: Level) -> FloatArray:
    """Give alpha of scores ``(matrices, targets, raters)`` and their pairable sizes; NaN if all are equal."""
    return alpha_of(_PARTS[level](scores, sizes), sizes)


def alpha_of(parts: Parts, sizes: FloatArray) -> FloatArray:
    """Give 1 - (N - 1) observed / expected of every matrix, NaN where nothing varies."""
    observed, expected = parts
    ratio: FloatArray = np.full_like(expected, np.nan)
    np.divide((row_sums(sizes) - 1) * observed, expected, out=ratio, where=expected > 0)
    return 1 - ratio


def _nominal(scores: FloatArray, sizes: FloatArray) -> Parts:
    tied = tied_squares(scores.reshape(-1, scores.shape[2])).reshape(sizes.shape)
    observed = np.where(sizes > 0, (sizes**2 - tied) / np.maximum(sizes - 1, 1), 0)
    return observed.sum(axis=1), sizes.sum(axis=1) ** 2 - tied_squares(_pairable(scores, sizes))


def _ordinal(scores: FloatArray, sizes: FloatArray) -> Parts:
    """Take the interval formula on the mid-ranks of every matrix's pairable scores."""
    return UnitSums.of(row_ranks(_pairable(scores, sizes)).reshape(scores.shape), sizes).parts()


def _interval(scores: FloatArray, sizes: FloatArray) -> Parts:
    return UnitSums.of(scores, sizes).parts()


def _ratio(scores: FloatArray, sizes: FloatArray) -> Parts:
    """Go through all pairs of raters and of different scores, one against many: space stays linear."""
    observed, expected = np.zeros(scores.shape[0]), np.zeros(scores.shape[0])
    weights = 2 / np.maximum(sizes - 1, 1)
    for rater in range(scores.shape[2] - 1):
        apart = _ratio_distance(scores[:, :, rater + 1 :], scores[:, :, rater, None])
        observed += np.nansum(apart * weights[:, :, None], axis=(1, 2))
    values, counts = distinct(_pairable(scores, sizes))
    for place in range(values.shape[1] - 1):
        apart = _ratio_distance(values[:, place + 1 :], values[:, place, None])
        expected += 2 * counts[:, place] * (counts[:, place + 1 :] * apart).sum(axis=1)
    return observed, expected


def _ratio_distance(first: FloatArray, second: FloatArray) -> FloatArray:
    """Give ((c-k)/(c+k))^2, and 0 where both are 0."""
    total = first + second
    return np.divide(first - second, total, out=np.zeros_like(total), where=total != 0) ** 2


def _pairable(scores: FloatArray, sizes: FloatArray) -> FloatArray:
    """Lay every matrix's scores in a row, those without a partner left out."""
    return np.where((sizes > 0)[:, :, None], scores, np.nan).reshape(scores.shape[0], -1)


_PARTS: Final[Mapping[Level, Callable[[FloatArray, FloatArray], Parts]]] = MappingProxyType(
    {Level.NOMINAL: _nominal, Level.ORDINAL: _ordinal, Level.INTERVAL: _interval, Level.RATIO: _ratio}
)
