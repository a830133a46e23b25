"""Observed and expected agreement, and how each target moves them (their influence functions)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from reviewhub.stats.categories.tables import Table, share
from reviewhub.stats.krippendorff.sums import row_sums
from reviewhub.stats.matrix import FloatArray

# Chance agreement this near to 1 is 1: only one category was used.
ROUNDING: Final = 1e-12


class Coefficient(StrEnum):
    """Coefficients of agreement beyond chance; they differ in what they call chance."""

    GWET = "gwet_ac"
    FLEISS = "fleiss_kappa"
    CONGER = "conger_kappa"
    KRIPPENDORFF = "krippendorff_alpha_irrcac"
    BRENNAN_PREDIGER = "brennan_prediger"


@dataclass(frozen=True, slots=True)
class Part:
    """A share of agreement of every matrix, and what each target adds to it; ``moves`` have a mean of 0.

    Shapes ``(matrices,)`` and ``(matrices, targets)``.
    """

    value: FloatArray
    moves: FloatArray


@dataclass(frozen=True, slots=True)
class Corrected:
    """Agreement and chance agreement of every matrix on ``n`` targets; ``scale`` is 1 but for alpha."""

    observed: Part
    expected: Part
    n: FloatArray
    scale: FloatArray | float = 1.0

    @property
    def agreed(self) -> FloatArray:
        """Give the observed agreement po."""
        return 1 - self.scale * (1 - self.observed.value)

    @property
    def values(self) -> FloatArray:
        """Give (po - pe)/(1 - pe), NaN where chance alone agrees fully."""
        return 1 - self.scale * share(1 - self.observed.value, self._room)

    @property
    def errors(self) -> FloatArray:
        """Give the standard errors by linearisation, NaN for one target."""
        left = share(1 - self.observed.value, self._room)
        moves = share(self.observed.moves - left[:, None] * self.expected.moves, self._room[:, None])
        return np.sqrt(share(row_sums(moves**2), self.n * (self.n - 1)))

    @property
    def _room(self) -> FloatArray:
        """Give 1 - pe, 0 where that is rounding."""
        room = 1 - self.expected.value
        return np.where(room > ROUNDING, room, 0)


def corrected(coefficient: Coefficient, table: Table, weights: FloatArray) -> Corrected:
    """Give agreement and chance agreement of every matrix.

    Parameters
    ----------
    coefficient
        What is called chance.
    table
        Scores and counts.
    weights
        Agreement of every two categories, shape ``(categories, categories)``.

    """
    if coefficient is Coefficient.KRIPPENDORFF:
        return _krippendorff(table, weights)
    n = (table.sizes > 0).sum(axis=1).astype(np.float64)
    return Corrected(_observed(table, weights), _EXPECTED[coefficient](table, weights), n)


def _pair_agreement(table: Table, weights: FloatArray) -> FloatArray:
    """Sum the agreement of every target's ordered pairs of scores."""
    return row_sums(table.counts * (table.counts @ weights - 1))


def _observed(table: Table, weights: FloatArray) -> Part:
    """Average every target's share of agreeing pairs."""
    pairs = table.sizes * (table.sizes - 1)
    shares = np.nan_to_num(share(_pair_agreement(table, weights), pairs))
    n, pairable = (table.sizes > 0).sum(axis=1), (pairs > 0).sum(axis=1).astype(np.float64)
    value = share(row_sums(shares), pairable)
    return Part(value, np.where(pairs > 0, (shares - value[:, None]) * share(n, pairable)[:, None], 0))


def _mean_shares(table: Table) -> tuple[FloatArray, FloatArray]:
    """Give every target's shares of the categories, and their mean over the targets."""
    shares = table.counts / np.maximum(table.sizes, 1)[:, :, None]
    n = (table.sizes > 0).sum(axis=1, keepdims=True)
    return shares, share(shares.sum(axis=1), n.astype(np.float64))


def _moved(table: Table, shares: FloatArray, mean: FloatArray, slope: FloatArray) -> FloatArray:
    """Say how far each target's shares push a function of their mean that has this slope there."""
    pushed = (shares @ slope[:, :, None])[:, :, 0] - row_sums(mean * slope)[:, None]
    return np.where(table.sizes > 0, pushed, 0)


def _fleiss(table: Table, weights: FloatArray) -> Part:
    shares, mean = _mean_shares(table)
    slope = mean @ weights
    return Part(row_sums(mean * slope), 2 * _moved(table, shares, mean, slope))


def _gwet(table: Table, weights: FloatArray) -> Part:
    q = table.categories.size
    shares, mean = _mean_shares(table)
    scale = weights.sum() / (q * (q - 1))
    return Part(scale * row_sums(mean * (1 - mean)), scale * _moved(table, shares, mean, 1 - 2 * mean))


def _brennan_prediger(table: Table, weights: FloatArray) -> Part:
    level = float(weights.sum()) / table.categories.size**2
    return Part(np.full(table.sizes.shape[0], level), np.zeros_like(table.sizes))


def _conger(table: Table, weights: FloatArray) -> Part:
    """Let every two different raters agree by chance, each with shares of their own."""
    q = table.categories.size
    chosen = np.stack([table.chosen(place).sum(axis=1) for place in range(q)], axis=-1)
    rated = row_sums(chosen)
    own = np.nan_to_num(share(chosen, rated[:, :, None]))
    raters = (rated > 0).sum(axis=1).astype(np.float64)
    pairs = raters * (raters - 1)
    slopes = (own.sum(axis=1, keepdims=True) - own) @ weights
    level = row_sums(own * slopes)
    scale = np.nan_to_num(share((table.sizes > 0).sum(axis=1)[:, None].astype(np.float64), rated))
    moves = -((~np.isnan(table.scores)).astype(np.float64) @ (level * scale)[:, :, None])[:, :, 0]
    for place in range(q):
        moves += (table.chosen(place) @ (slopes[:, :, place] * scale)[:, :, None])[:, :, 0]
    return Part(
        share(row_sums(level), pairs), 2 * moves * np.nan_to_num(share(np.ones_like(pairs), pairs))[:, None]
    )


def _krippendorff(table: Table, weights: FloatArray) -> Corrected:
    """Weigh targets by their scores, leave out single scores, and correct for the number of scores."""
    pairable = table.sizes > 1
    sizes = np.where(pairable, table.sizes, 0)
    n, total = pairable.sum(axis=1).astype(np.float64), row_sums(sizes)
    size = share(total, n)[:, None]
    agreeing = np.where(pairable, _pair_agreement(table, weights) / np.maximum(sizes - 1, 1), 0)
    value = share(row_sums(agreeing), total)
    observed = Part(value, np.nan_to_num((agreeing - value[:, None] * sizes) / size))
    counts = np.where(pairable[:, :, None], table.counts, 0)
    mean = share(counts.sum(axis=1), total[:, None])
    slope = mean @ weights
    expected = row_sums(mean * slope)
    moves = 2 * ((counts @ slope[:, :, None])[:, :, 0] - expected[:, None] * sizes) / size
    return Corrected(observed, Part(expected, np.nan_to_num(moves)), n, 1 - share(np.ones_like(total), total))


_EXPECTED: Final[Mapping[Coefficient, Callable[[Table, FloatArray], Part]]] = MappingProxyType(
    {
        Coefficient.GWET: _gwet,
        Coefficient.FLEISS: _fleiss,
        Coefficient.CONGER: _conger,
        Coefficient.BRENNAN_PREDIGER: _brennan_prediger,
    }
)
