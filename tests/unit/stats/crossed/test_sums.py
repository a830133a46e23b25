import numpy as np
import pytest

from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.sums import sums_of
from reviewhub.stats.matrix import Scores

GAPS: list[list[float | None]] = [[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]]


def read(scores: Scores) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


def dense(layout: Layout, ratio: float) -> np.ndarray:
    """Weight the products the long way: with the whole covariance of the scores."""
    rows, columns = np.nonzero(layout.given)
    links = np.column_stack([np.eye(layout.given.shape[1])[columns], layout.centred[layout.given]])
    same_row = (rows[:, None] == rows).astype(float)
    return links.T @ np.linalg.inv(np.eye(rows.size) + ratio * same_row) @ links


@pytest.mark.parametrize("ratio", [0.0, 0.5, 40.0])
def test_the_sums_stand_for_the_whole_covariance(ratio: float) -> None:
    layout = read(GAPS)
    assert sums_of(layout).weighted(np.array(ratio)) == pytest.approx(dense(layout, ratio), abs=1e-9)


def test_the_slope_is_the_one_of_the_products() -> None:
    sums = sums_of(read(GAPS))
    change = (sums.weighted(np.array(0.5001)) - sums.weighted(np.array(0.4999))) / 0.0002
    assert sums.slope(0.5) == pytest.approx(change, rel=1e-5, abs=1e-6)
