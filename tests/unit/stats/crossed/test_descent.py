import numpy as np
import pytest

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.descent import LEAST, downhill, off_the_flat
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.sums import Sums, sums_of


def read(scores: np.ndarray) -> Sums:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return sums_of(layout)


NOISE = np.random.default_rng(1).normal(0, 5, (9, 4))
SPREAD = NOISE + 6 * np.arange(9)[:, None] + [0, 9, -5, 2]
EVEN = NOISE - NOISE.mean(axis=0) + 6 * np.arange(9)[:, None]


@pytest.mark.parametrize("place", [(1.0, 1.0), (0.01, 100.0), (1e4, 1e-2), (1e-2, 1e-2), (1e6, 1e6)])
def test_a_step_never_leads_upwards(place: tuple[float, float]) -> None:
    sums = read(SPREAD)
    there = np.exp(downhill(sums, np.log(place)))
    assert point_at(sums, *there).criterion <= point_at(sums, *place).criterion


def test_a_ratio_near_zero_goes_there_when_the_criterion_falls_towards_it() -> None:
    assert off_the_flat(read(EVEN), np.log([5.0, 1e-6]))[1] == np.log(LEAST)


def test_a_ratio_that_strayed_to_zero_comes_back() -> None:
    assert off_the_flat(read(SPREAD), np.log([5.0, 1e-9]))[1] > np.log(1e-6)
