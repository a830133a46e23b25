import numpy as np
import pytest

from reviewhub.stats.crossed.effects import fixed_effects
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.sums import sums_of
from reviewhub.stats.matrix import Scores

GAPS: list[list[float | None]] = [[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]]


def read(scores: Scores) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


def test_effects_are_the_least_squares_ones() -> None:
    layout = read(GAPS)
    rows, columns = np.nonzero(layout.given)
    links = np.column_stack([np.eye(5)[rows], np.eye(3)[columns]])
    best, *_ = np.linalg.lstsq(links, layout.centred[layout.given], rcond=None)
    fixed = fixed_effects(layout, sums_of(layout))
    assert fixed.columns == pytest.approx(best[5:] - best[5:].mean())
    assert fixed.square == pytest.approx(((layout.centred[layout.given] - links @ best) ** 2).sum())


def test_rounding_noise_is_no_residual() -> None:
    layout = read(np.array([[0.1, 0.3, np.nan], [0.7, 0.9, 1.0], [1.1, np.nan, 1.4]]))
    assert fixed_effects(layout, sums_of(layout)).square == 0.0
