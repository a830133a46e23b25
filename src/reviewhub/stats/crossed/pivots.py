"""Which ratios of variances a drawn sum of squares stands for."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray

# Ratios are looked up on a grid that spans this factor to both sides of the fitted one.
SPAN: Final = 1e4
GRID: Final = 161


def grid_around(ratio: float, count: float) -> FloatArray:
    """Lay a grid of ratios, zero first, around a fitted one, or around what ``count`` scores can tell."""
    middle = max(ratio, 1 / count)
    return np.append(0.0, middle * np.geomspace(1 / SPAN, SPAN, GRID))


def rows_squares(products: FloatArray, residual: float) -> FloatArray:
    """Give the rows' weighted sum of squares, columns fixed, at each ratio of a grid."""
    S, q = products[:, :-1, :-1], products[:, :-1, -1]
    explained = np.einsum("gi,gi->g", q, np.linalg.solve(S, q[..., None])[..., 0])
    squares: FloatArray = products[:, -1, -1] - explained - residual
    return squares


def solved(grid: FloatArray, squares: FloatArray, wanted: FloatArray) -> FloatArray:
    """Find where the falling ``squares`` reach what is wanted, straight lines between logarithms."""
    falling = np.minimum.accumulate(np.maximum(squares, np.finfo(float).tiny))
    found = np.exp(np.interp(-np.log(wanted), -np.log(falling[1:]), np.log(grid[1:])))
    ratios: FloatArray = np.where(wanted >= falling[0], 0.0, found)
    return ratios


def columns_of(products: FloatArray, places: NDArray[np.intp], wanted: FloatArray) -> FloatArray:
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
        grid = grid_around(0.0, float(values[place].mean()))
        squares = (pulls[place] / (1 + grid[:, None] * values[place])).sum(axis=1)
        ratios[here] = solved(grid, squares, wanted[here])
    return ratios
