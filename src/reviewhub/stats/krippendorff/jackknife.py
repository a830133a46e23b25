"""Limits of alpha by leaving out one target after the other."""

from typing import Final

import numpy as np

from reviewhub.stats.krippendorff.levels import alphas
from reviewhub.stats.krippendorff.sums import blocks, pairable_sizes, row_sums
from reviewhub.stats.matrix import ROUNDING, FloatArray
from reviewhub.stats.tails import t_quantiles
from reviewhub.stats.values import Level

# Leaving out one target changes every rank, so the ordinal interval costs one alpha a target.
MOST_TARGETS_FOR_ORDINAL_INTERVAL: Final = 500
FEWEST_TARGETS_FOR_INTERVAL: Final = 3


def limits(values: FloatArray, left_out: FloatArray, sizes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give value -+ t(n-1) SE with SE^2 = (n-1)/n sum (theta_i - mean)^2, cut at alpha's maximum of 1.

    Shapes: alphas without each target and pairable sizes ``(matrices, targets)``, the rest ``(matrices,)``;
    NaN where there is no interval.
    """
    pairable = sizes > 0
    n = pairable.sum(axis=1)
    beside = np.where(pairable, left_out - values[:, None], 0)
    squares = row_sums(beside**2)
    spread = squares - row_sums(beside) ** 2 / np.maximum(n, 1)
    # Where leaving out this or that target makes no difference there is no interval either.
    told = (n >= FEWEST_TARGETS_FOR_INTERVAL) & (spread > ROUNDING * squares)
    error = np.sqrt((n - 1) / np.maximum(n, 1) * np.where(told, spread, np.nan))
    reach = t_quantiles(np.maximum(n - 1, 1)) * error
    return values - reach, np.minimum(1, values + reach)


def ranked_left_out(scores: FloatArray, sizes: FloatArray) -> FloatArray:
    """Give ordinal alpha without each target in turn, NaN where no interval is offered."""
    left_out: FloatArray = np.full_like(sizes, np.nan)
    for matrix, own, into in zip(scores, sizes > 0, left_out, strict=True):
        if FEWEST_TARGETS_FOR_INTERVAL <= own.sum() <= MOST_TARGETS_FOR_ORDINAL_INTERVAL:
            into[own] = _ranked_anew(matrix[own])
    return left_out


def _ranked_anew(units: FloatArray) -> FloatArray:
    """Give ordinal alpha without each target of one matrix in turn."""
    values = np.empty(units.shape[0])
    for part in blocks(units.shape[0], units.size):
        rest = np.repeat(units[None], part.stop - part.start, axis=0)
        rest[np.arange(rest.shape[0]), np.arange(part.start, part.stop)] = np.nan
        values[part] = alphas(rest, pairable_sizes(rest), Level.ORDINAL)
    return values
