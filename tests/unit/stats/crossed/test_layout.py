import numpy as np
import pytest

from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.matrix import Scores
from reviewhub.stats.values import Undefined

GAPS: list[list[float | None]] = [[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]]


def read(scores: Scores) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


def test_the_longer_side_becomes_the_rows() -> None:
    assert [read(GAPS).swapped, read(np.array(GAPS, dtype=float).T).swapped] == [False, True]


def test_who_has_no_score_is_left_out() -> None:
    layout = read([[*row, None] for row in GAPS] + [[None] * 4])
    assert (layout.n, layout.k, layout.total, layout.df_residual) == (5, 3, 12, 5)


def test_the_mean_is_that_of_the_scores() -> None:
    layout = read(GAPS)
    assert layout.centred.sum() == pytest.approx(0, abs=1e-9)
    assert layout.mean == pytest.approx(np.nanmean(np.array(GAPS, dtype=float)))


def test_panels_without_a_shared_score_are_refused() -> None:
    apart = [[90, 80, None, None], [85, 70, None, None], [None, None, 60, 70], [None, None, 65, 66]]
    assert layout_of(apart) == Undefined.NOT_CONNECTED
