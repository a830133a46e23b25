import numpy as np
import pytest

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.minimum import minimum
from reviewhub.stats.crossed.sums import Sums, sums_of

GAPS: list[list[float | None]] = [[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]]


def read(scores: list[list[float | None]]) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


def least_around(sums: Sums, place: tuple[float, float]) -> bool:
    here = point_at(sums, *place).criterion
    around = [
        (abs(place[0] + one), abs(place[1] + other)) for one in (-0.01, 0, 0.01) for other in (-0.01, 0, 0.01)
    ]
    return all(point_at(sums, *there).criterion >= here - 1e-9 for there in around)


@pytest.mark.parametrize("start", [(1.0, 1.0), (1e-6, 1e-6), (1e6, 1e6), (1e-9, 1e5)])
def test_every_start_leads_to_the_minimum(start: tuple[float, float]) -> None:
    sums = sums_of(read(GAPS))
    found = minimum(sums, start)
    assert found == pytest.approx(minimum(sums, (1.0, 1.0)), rel=1e-6)
    assert least_around(sums, found)


def test_raters_who_differ_by_chance_alone_have_no_variance() -> None:
    scores = np.random.default_rng(8).normal(0, 1, (9, 4))
    sums = sums_of(read((scores - scores.mean(axis=0)).tolist()))
    assert minimum(sums, (1.0, 1.0))[1] == 0.0


def test_of_two_minima_the_lower_one_is_found() -> None:
    sparse: list[list[float | None]] = [
        [85.58, 74.87],
        [79.21, None],
        [77.77, None],
        [None, 79.45],
        [82.71, 70.71],
        [71.7, None],
    ]
    sums = sums_of(read(sparse))
    rows, columns = minimum(sums, (105.0, 154.0))
    assert rows == 0.0
    assert point_at(sums, rows, columns).criterion < point_at(sums, 97.0, 142.0).criterion
