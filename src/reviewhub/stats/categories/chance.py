"""The coefficients, from the agreement observed and what each of them calls chance."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from reviewhub.stats.categories.expected import brennan_prediger, conger, fleiss, gwet
from reviewhub.stats.categories.parts import Corrected, Part
from reviewhub.stats.categories.tables import Table, share
from reviewhub.stats.krippendorff.sums import row_sums
from reviewhub.stats.matrix import FloatArray


class Coefficient(StrEnum):
    """Coefficients of agreement beyond chance; they differ in what they call chance."""

    GWET = "gwet_ac"
    FLEISS = "fleiss_kappa"
    CONGER = "conger_kappa"
    KRIPPENDORFF = "krippendorff_alpha_irrcac"
    BRENNAN_PREDIGER = "brennan_prediger"


def corrected(
    table: Table, weights: FloatArray, coefficients: Collection[Coefficient] = tuple(Coefficient)
) -> Mapping[Coefficient, Corrected]:
    """Give agreement and chance agreement of every matrix by each coefficient.

    Parameters
    ----------
    table
        Scores and counts.
    weights
        Agreement of every two categories, shape ``(categories, categories)``.
    coefficients
        Which ones are wanted.

    """
    n = (table.sizes > 0).sum(axis=1).astype(np.float64)
    observed = _observed(table, weights)
    return {
        one: Corrected(observed, _EXPECTED[one](table, weights), n)
        if one in _EXPECTED
        else _krippendorff(table, weights)
        for one in coefficients
    }


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
        Coefficient.GWET: gwet,
        Coefficient.FLEISS: fleiss,
        Coefficient.CONGER: conger,
        Coefficient.BRENNAN_PREDIGER: brennan_prediger,
    }
)
