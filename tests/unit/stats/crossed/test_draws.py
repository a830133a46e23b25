import numpy as np
import pytest

from reviewhub.stats.crossed.draws import draw, limits
from reviewhub.stats.crossed.effects import fixed_effects
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.minimum import minimum
from reviewhub.stats.crossed.sums import sums_of


def drawn(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    layout = layout_of(scores)
    assert isinstance(layout, Layout)
    sums = sums_of(layout)
    draws = draw(layout, sums, fixed_effects(layout, sums), minimum(sums, (1.0, 1.0)))
    return draws.target, draws.rater


def test_without_gaps_the_draws_are_those_of_the_mean_squares() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(0, 8, (12, 1)) + random.normal(0, 3, 5) + random.normal(0, 5, (12, 5))
    target, rater = drawn(scores)
    centred = scores - scores.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    residual = ((centred - rows[:, None] - columns) ** 2).sum()
    chi = np.random.default_rng(2)
    f_rows = 5 * (rows**2).sum() / chi.chisquare(11, 100_000) / residual * chi.chisquare(44, 100_000)
    f_columns = 12 * (columns**2).sum() / chi.chisquare(4, 100_000) / residual * chi.chisquare(44, 100_000)
    cuts = [0.1, 0.5, 0.9]
    assert np.quantile(target, cuts) == pytest.approx(np.quantile((f_rows - 1) / 5, cuts), rel=0.05)
    assert np.quantile(rater, cuts) == pytest.approx(
        np.quantile((f_columns - 1) / 12, cuts), rel=0.07, abs=0.01
    )


def test_turning_the_matrix_turns_the_draws() -> None:
    random = np.random.default_rng(3)
    scores = random.normal(0, 8, (12, 1)) + random.normal(0, 3, 5) + random.normal(0, 5, (12, 5))
    assert drawn(scores)[0] == pytest.approx(drawn(scores.T)[1])


def test_a_variance_that_chance_explains_is_often_drawn_as_zero() -> None:
    _, rater = drawn(np.random.default_rng(4).normal(0, 5, (12, 5)) + np.arange(12)[:, None])
    assert (rater == 0).mean() > 0.05


def test_limits_leave_two_and_a_half_percent_to_each_side() -> None:
    assert limits(np.arange(1001.0)) == pytest.approx((25, 975))
