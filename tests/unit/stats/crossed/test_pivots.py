import numpy as np
import pytest

from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.pivots import columns_of, grid_around, rows_squares, solved
from reviewhub.stats.crossed.sums import sums_of

SCORES = np.random.default_rng(1).normal(0, 5, (9, 4)) + 6 * np.arange(9)[:, None] + [0, 9, -5, 2]
GAPS = np.where(np.random.default_rng(2).random((9, 4)) < 0.2, np.nan, SCORES)


def dense_square(layout: Layout, rows_ratio: float, columns_ratio: float, links: np.ndarray) -> float:
    """Give the generalised least-squares residual of what is not random, with the whole covariance."""
    rows, columns = np.nonzero(layout.given)
    same_row, same_column = rows[:, None] == rows, columns[:, None] == columns
    weight = np.linalg.inv(np.eye(rows.size) + rows_ratio * same_row + columns_ratio * same_column)
    y = layout.centred[layout.given]
    best = np.linalg.lstsq(links.T @ weight @ links, links.T @ weight @ y, rcond=None)[0]
    rest = y - links @ best
    return float(rest @ weight @ rest)


def read() -> tuple[Layout, np.ndarray, np.ndarray]:
    layout = layout_of(GAPS)
    assert isinstance(layout, Layout)
    columns = np.eye(4)[np.nonzero(layout.given)[1]]
    return layout, columns, np.ones((layout.total, 1))


@pytest.mark.parametrize("ratio", [0.0, 0.7, 12.0])
def test_the_rows_square_is_what_the_fixed_columns_leave_to_them(ratio: float) -> None:
    layout, columns, _ = read()
    found = rows_squares(sums_of(layout).weighted(np.array([ratio])), 0.0)
    assert found[0] == pytest.approx(dense_square(layout, ratio, 0.0, columns))


@pytest.mark.parametrize("ratio", [0.2, 3.0])
def test_the_columns_ratio_is_the_one_whose_square_was_wanted(ratio: float) -> None:
    layout, columns, ones = read()
    wanted = dense_square(layout, 1.5, ratio, ones) - dense_square(layout, 1.5, 0.0, columns)
    products = sums_of(layout).weighted(np.array([1.5]))
    assert columns_of(products, np.array([0]), np.array([wanted])) == pytest.approx([ratio], rel=2e-3)


def test_a_square_beyond_that_of_zero_stands_for_zero() -> None:
    grid = grid_around(1.0, 4.0)
    squares = 10 / (1 + grid)
    assert solved(grid, squares, np.array([11.0, 5.0, 1.0])) == pytest.approx([0.0, 1.0, 9.0], rel=2e-3)
