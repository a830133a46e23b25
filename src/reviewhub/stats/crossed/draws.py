"""Variances that the scores could as well have come from: draws for intervals (generalised pivots)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from reviewhub.stats.crossed.effects import FixedEffects
from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.crossed.pivots import columns_of, grid_around, rows_squares, solved
from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.tails import UPPER, chi_square_at

# A lattice of points (j, j g, j g^2) mod N fills the cube evenly where g is well chosen: chances of F read
# off it miss by less than 0.0005. It needs no seed, and the same scores give the same digits.
DRAWS: Final = 10_007
GENERATOR: Final = 5251


@dataclass(frozen=True, slots=True)
class Draws:
    """Drawn ratios of the targets' and the raters' variance to the residual one, shape ``(draws,)`` each."""

    target: FloatArray
    rater: FloatArray


def draw(layout: Layout, sums: Sums, fixed: FixedEffects, ratios: tuple[float, float]) -> Draws:
    """Draw pairs of ratios from their generalised pivots around a fit with ``ratios`` (rows, columns).

    Three independent chi-squares carry the uncertainty, exactly so whatever is missing: the residual sum of
    squares on N-n-k+1 degrees of freedom; the rows' sum of squares weighted by their ratio a, on rows-1; and,
    given a, the columns' one weighted by b, on columns-1. Each draw solves the three for vE, a and b, and a
    solution below zero is a ratio of zero. Normal scores are assumed, large samples are not.

    References
    ----------
    Weerahandi (1993), Journal of the American Statistical Association 88, 899-905;
    for the weighted sums of squares Wald (1947), Annals of Mathematical Statistics 18, 586-589

    """
    high, low = layout.given.shape
    residual = fixed.square / _chi_square(layout.df_residual, 0)
    a_grid = grid_around(ratios[0], float(sums.counts.mean()))
    products = sums.weighted(a_grid)
    row_squares = rows_squares(products, fixed.square)
    rows = solved(a_grid, row_squares, residual * _chi_square(high - 1, 1))
    wanted = residual * _chi_square(low - 1, 2)
    columns = columns_of(products, np.searchsorted(a_grid, rows, side="right") - 1, wanted)
    return Draws(columns, rows) if layout.swapped else Draws(rows, columns)


@lru_cache(maxsize=128)
def _chi_square(df: int, axis: int) -> FloatArray:
    """Draw from chi-square along one axis of the lattice; kept, since panels of one size come in numbers."""
    places = np.arange(DRAWS) * pow(GENERATOR, axis, DRAWS) % DRAWS
    return chi_square_at((places + 0.5) / DRAWS, df)


def limits(values: FloatArray) -> tuple[float, float]:
    """Give the 95 % interval that the draws span."""
    low, high = np.quantile(values, [1 - UPPER, UPPER])
    return float(low), float(high)
