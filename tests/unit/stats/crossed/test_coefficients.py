import numpy as np
import pytest

from reviewhub.stats.crossed.coefficients import coefficient, overlap
from reviewhub.stats.crossed.draws import Draws
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.design import Components
from reviewhub.stats.values import Undefined


def read(scores: list[list[float | None]]) -> Layout:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    return layout


GAPS = read([[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]])
PARTS = Components(target=25.0, rater=4.0, residual=16.0)


def test_the_size_is_the_harmonic_mean_of_scores_a_target() -> None:
    assert overlap(GAPS)[0] == pytest.approx(5 / (1 / 2 + 1 / 2 + 1 / 3 + 1 / 2 + 1 / 3))


def test_overlap_is_the_same_seen_from_either_side() -> None:
    assert overlap(GAPS) == overlap(GAPS.turned())


def test_rater_variance_counts_as_far_as_it_is_asked_to() -> None:
    found = [
        coefficient(GAPS, PARTS, weights, None).value for weights in ((1.0, 1.0), (0.0, 1.0), (0.25, 0.25))
    ]
    assert found == pytest.approx([25 / 45, 25 / 41, 25 / 30])


def test_the_interval_spans_the_draws() -> None:
    draws = Draws(target=np.linspace(1, 3, 1001), rater=np.zeros(1001))
    found = coefficient(GAPS, PARTS, (1.0, 1.0), draws)
    assert (found.low, found.high) == pytest.approx((1.05 / 2.05, 2.95 / 3.95), rel=1e-3)


def test_without_any_variance_that_counts_there_is_no_coefficient() -> None:
    found = coefficient(GAPS, Components(0.0, 4.0, 0.0), (0.0, 1.0), None)
    assert found.undefined == Undefined.NO_TARGET_VARIANCE
