"""Effects of rows and columns by least squares, whatever scores are missing."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import ROUNDING, FloatArray


@dataclass(frozen=True, slots=True)
class FixedEffects:
    """Least-squares effects of rows and columns; those of the columns sum to zero.

    ``column_spread`` is what the residual variance is multiplied with to get the columns' covariance;
    ``residuals`` is 0 where there is no score.
    """

    rows: FloatArray
    columns: FloatArray
    column_spread: FloatArray
    residuals: FloatArray
    square: float


def fixed_effects(layout: Layout, sums: Sums) -> FixedEffects:
    """Fit y = t_i + r_j by least squares; ``square`` is 0 where the rest is only rounding noise.

    The normal equations of the columns, rows absorbed, are singular along equal shifts of all columns;
    adding J/columns makes them regular and picks the solution that sums to zero.
    """
    products = sums.weighted(np.array(np.inf))
    average = np.full((sums.columns,) * 2, 1 / sums.columns)
    spread = np.linalg.inv(products[:-1, :-1] + average) - average
    columns = spread @ products[:-1, -1]
    sizes = layout.given.sum(axis=1)
    rows = (layout.centred - layout.given * columns).sum(axis=1) / sizes
    residuals = np.where(layout.given, layout.centred - rows[:, None] - columns, 0.0)
    square = float((residuals**2).sum())
    noise = layout.total * (ROUNDING * (np.abs(layout.centred).max() + abs(layout.mean))) ** 2
    return FixedEffects(rows, columns, spread, residuals, square if square > noise else 0.0)
