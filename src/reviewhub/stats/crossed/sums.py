"""The few sums that stand for an incomplete table, however long it is."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.matrix import FloatArray


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of squares and products from which every quadratic form of the two-way model follows.

    With a ratio a of the rows' variance to the residual, the products of columns and scores weighted by the
    inverse of I + a Z Z' are ``whole - sum over c of a/(1 + a c) grouped[c]``: rows with equally many scores
    enter together, so that a criterion costs the same for ten rows and for ten thousand.

    Attributes
    ----------
    counts
        The different numbers c of scores a row has, shape ``(groups,)``.
    rows
        How many rows have that number, same shape.
    whole
        Products of columns and scores over all cells, shape ``(columns + 1, columns + 1)``.
    grouped
        Products of the rows' sums, shape ``(groups, columns + 1, columns + 1)``.
    total
        Scores.

    """

    counts: FloatArray
    rows: FloatArray
    whole: FloatArray
    grouped: FloatArray
    total: int

    @property
    def columns(self) -> int:
        """Columns."""
        return int(self.whole.shape[0]) - 1

    def weighted(self, ratios: FloatArray) -> FloatArray:
        """Give the weighted products at each ratio; shape ``ratios.shape + (columns + 1, columns + 1)``.

        An infinite ratio makes the rows fixed effects.
        """
        shares = 1 / (1 / np.maximum(ratios, np.finfo(float).tiny)[..., None] + self.counts)
        products: FloatArray = self.whole - np.tensordot(shares, self.grouped, axes=1)
        return products

    def slope(self, ratio: float) -> FloatArray:
        """Give the derivative of the weighted products by the ratio."""
        products: FloatArray = -np.tensordot((1 + ratio * self.counts) ** -2, self.grouped, axes=1)
        return products


def sums_of(layout: Layout) -> Sums:
    """Add up a layout once; everything after that is independent of its number of rows."""
    sizes = layout.given.sum(axis=1)
    columns = np.column_stack([layout.given, layout.centred.sum(axis=1)])
    counts, rows = np.unique(sizes, return_counts=True)
    members = [columns[sizes == count] for count in counts]
    whole = np.zeros((columns.shape[1],) * 2)
    np.fill_diagonal(whole, [*layout.given.sum(axis=0), (layout.centred**2).sum()])
    whole[-1, :-1] = whole[:-1, -1] = layout.centred.sum(axis=0)
    return Sums(
        counts.astype(np.float64),
        rows.astype(np.float64),
        whole,
        np.stack([member.T @ member for member in members]),
        layout.total,
    )
