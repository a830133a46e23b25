"""Observed and expected disagreement on each level, matrix by matrix."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from reviewhub.stats.krippendorff.sums import UnitSums, blocks, row_sums
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
    given = ~np.isnan(scores)
    units = _ratio_pairs(np.where(given, scores, 1), given.astype(np.float64))
    observed = np.where(sizes > 0, units / np.maximum(sizes - 1, 1), 0)
    return row_sums(observed), _ratio_pairs(*distinct(_pairable(scores, sizes)))


def _ratio_pairs(values: FloatArray, counts: FloatArray) -> FloatArray:
    """Sum ((c-k)/(c+k))^2, 0 where both are 0, over all pairs along the last axis.

    Some against all that follow, as many at once as fit a block: space stays linear.
    """
    total = np.zeros(values.shape[:-1])
    for part in blocks(values.shape[-1], values.size):
        these, rest = values[..., part, None], values[..., None, part.start :]
        both = these + rest
        apart = np.divide(these - rest, both, out=np.zeros_like(both), where=both != 0) ** 2
        apart *= counts[..., part, None]
        apart *= counts[..., None, part.start :]
        within = apart[..., : part.stop - part.start].sum(axis=(-2, -1))
        total += 2 * apart.sum(axis=(-2, -1)) - within
    return total


def _pairable(scores: FloatArray, sizes: FloatArray) -> FloatArray:
    """Lay every matrix's scores in a row, those without a partner left out."""
    return np.where((sizes > 0)[:, :, None], scores, np.nan).reshape(scores.shape[0], -1)


_PARTS: Final[Mapping[Level, Callable[[FloatArray, FloatArray], Parts]]] = MappingProxyType(
    {Level.NOMINAL: _nominal, Level.ORDINAL: _ordinal, Level.INTERVAL: _interval, Level.RATIO: _ratio}
)
