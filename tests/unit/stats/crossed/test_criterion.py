import numpy as np
import pytest

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.sums import sums_of

GAPS: list[list[float | None]] = [[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]]


def read(scores: list[list[float | None]]) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


def dense_criterion(layout: Layout, rows_ratio: float, columns_ratio: float) -> float:
    """Evaluate -2 log L with the whole covariance of the scores."""
    rows, columns = np.nonzero(layout.given)
    y, ones = layout.centred[layout.given], np.ones(rows.size)
    covariance = (
        np.eye(y.size) + rows_ratio * (rows[:, None] == rows) + columns_ratio * (columns[:, None] == columns)
    )
    inverse = np.linalg.inv(covariance)
    h = ones @ inverse @ ones
    rest = y - ones @ inverse @ y / h
    return float(np.linalg.slogdet(covariance)[1] + np.log(h) + (y.size - 1) * np.log(rest @ inverse @ rest))


@pytest.mark.parametrize("ratios", [(2.0, 0.3), (0.0, 1.0), (5.0, 0.0), (0.0, 0.0)])
def test_the_criterion_is_that_of_the_whole_covariance(ratios: tuple[float, float]) -> None:
    layout = read(GAPS)
    assert point_at(sums_of(layout), *ratios).criterion == pytest.approx(dense_criterion(layout, *ratios))


@pytest.mark.parametrize("ratios", [(2.0, 0.3), (0.1, 4.0)])
def test_the_slope_is_that_of_the_criterion(ratios: tuple[float, float]) -> None:
    layout, step = read(GAPS), 1e-5
    changes = [
        (dense_criterion(layout, *(ratios + away)) - dense_criterion(layout, *(ratios - away))) / (2 * step)
        for away in step * np.eye(2)
    ]
    assert point_at(sums_of(layout), *ratios).slope == pytest.approx(changes, rel=1e-5)
