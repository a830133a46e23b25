"""Predicted effects of rows and columns in a fitted two-way random model, and how sure they are."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.crossed.criterion import Point
from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import FloatArray


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout with its fitted ratios (rows, columns)."""

    layout: Layout
    sums: Sums
    ratios: tuple[float, float]
    point: Point

    @property
    def residual(self) -> float:
        """Residual variance."""
        return self.point.square / (self.sums.total - 1)

    def row_weights(self) -> FloatArray:
        """Give what a row's sum of deviations is multiplied with: a/(1 + a c)."""
        sizes = self.layout.given.sum(axis=1)
        weights: FloatArray = self.ratios[0] / (1 + self.ratios[0] * sizes)
        return weights

    def row_effects(self) -> FloatArray:
        """Predict the rows' effects."""
        layout = self.layout
        deviations = layout.centred - layout.given * (self.point.mean + self.point.columns)
        effects: FloatArray = self.row_weights() * deviations.sum(axis=1)
        return effects

    def row_errors(self) -> FloatArray | None:
        """Give the standard errors of the rows' distances to their mean effect."""
        if not self.ratios[0]:
            return None
        weights = self.row_weights()
        given = self.layout.given
        links = weights[:, None] * np.column_stack([given.sum(axis=1), given])
        pulled = links @ self.point.spread
        mean_link = links.mean(axis=0)
        own = weights + np.einsum("ij,ij->i", pulled, links)
        with_mean = weights / weights.size + pulled @ mean_link
        of_mean = weights.mean() / weights.size + mean_link @ self.point.spread @ mean_link
        return _deviations(own - 2 * with_mean + of_mean, self.residual)

    def column_errors(self) -> FloatArray | None:
        """Give the standard errors of the columns' distances to their mean effect."""
        if not self.ratios[1]:
            return None
        spread = self.point.spread[1:, 1:]
        means = spread.mean(axis=0)
        return _deviations(np.diag(spread) - 2 * means + means.mean(), self.residual)


def _deviations(spread: FloatArray, residual: float) -> FloatArray:
    errors: FloatArray = np.sqrt(np.maximum(spread, 0.0) * residual)
    return errors
