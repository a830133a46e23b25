"""Variances that the scores could as well have come from: draws for intervals (generalised pivots)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.crossed.effects import FixedEffects
from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.tails import UPPER

# The same scores give the same digits: the seed is part of the method.
SEED: Final = 20220405
DRAWS: Final = 10_000
# Ratios are looked up on a grid that spans this factor to both sides of the fitted one.
SPAN: Final = 1e4
GRID: Final = 161


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
    random = np.random.default_rng(SEED)
    high, low = layout.given.shape
    residual = fixed.square / random.chisquare(layout.df_residual, DRAWS)
    a_grid = _grid(ratios[0], float(sums.counts.mean()))
    products = sums.weighted(a_grid)
    row_squares = _rows_squares(products, fixed.square)
    rows = _solve(a_grid, row_squares, residual * random.chisquare(high - 1, DRAWS))
    wanted = residual * random.chisquare(low - 1, DRAWS)
    columns = _columns(products, np.searchsorted(a_grid, rows, side="right") - 1, wanted)
    return Draws(columns, rows) if layout.swapped else Draws(rows, columns)


def _grid(ratio: float, count: float) -> FloatArray:
    middle = max(ratio, 1 / count)
    return np.append(0.0, middle * np.geomspace(1 / SPAN, SPAN, GRID))


def _rows_squares(products: FloatArray, residual: float) -> FloatArray:
    """Give the rows' weighted sum of squares, columns fixed, at each ratio of a grid."""
    S, q = products[:, :-1, :-1], products[:, :-1, -1]
    explained = np.einsum("gi,gi->g", q, np.linalg.solve(S, q[..., None])[..., 0])
    squares: FloatArray = products[:, -1, -1] - explained - residual
    return squares


def _solve(grid: FloatArray, squares: FloatArray, wanted: FloatArray) -> FloatArray:
    """Find where the falling ``squares`` reach what is wanted, straight lines between logarithms."""
    falling = np.minimum.accumulate(np.maximum(squares, np.finfo(float).tiny))
    found = np.exp(np.interp(-np.log(wanted), -np.log(falling[1:]), np.log(grid[1:])))
    ratios: FloatArray = np.where(wanted >= falling[0], 0.0, found)
    return ratios


def _columns(products: FloatArray, places: NDArray[np.intp], wanted: FloatArray) -> FloatArray:
    """Solve for the columns' ratio at each draw's place on the grid of the rows' ratio."""
    S, q = products[:, :-1, :-1], products[:, :-1, -1]
    ones = S.sum(axis=2)
    h = ones.sum(axis=1)[:, None]
    adjusted = S - ones[:, :, None] * ones[:, None, :] / h[..., None]
    values, vectors = np.linalg.eigh(adjusted)
    # The first one belongs to equal shifts of all columns, which the mean takes.
    values = values[:, 1:]
    pulls = np.einsum("gij,gi->gj", vectors, q - ones * q.sum(axis=1)[:, None] / h)[:, 1:] ** 2 / values
    ratios = np.empty_like(wanted)
    for place in np.unique(places):
        here = places == place
        grid = _grid(0.0, float(values[place].mean()))
        squares = (pulls[place] / (1 + grid[:, None] * values[place])).sum(axis=1)
        ratios[here] = _solve(grid, squares, wanted[here])
    return ratios


def limits(values: FloatArray) -> tuple[float, float]:
    """Give the 95 % interval that the draws span."""
    low, high = np.quantile(values, [1 - UPPER, UPPER])
    return float(low), float(high)
