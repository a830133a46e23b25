from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.anova import MeanSquares, mean_squares
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.robustness import (
    OWN_SPREAD,
    POOLED_SPREAD,
    chance_of_reaching,
    grade_chances,
    grade_chances_entry,
    pooled_deviation,
    pooled_mean_intervals,
    pooled_means_entry,
)
from reviewhub.stats.tails import t_quantile
from reviewhub.stats.values import Undefined

PANEL = [[91, 88, 92, 85], [81, 79, 84, 76], [70, 66, 71, 67], [95, 90, 96, 91]]


def test_a_mean_on_the_cutoff_is_as_likely_above_as_below() -> None:
    assert chance_of_reaching([[89, 91]], [90]) == ((0.5,),)


def test_a_lower_cutoff_is_easier_to_reach() -> None:
    [chances] = chance_of_reaching([[91, 88, 86, 94]], [95, 90, 80, 60])
    assert chances is not None
    assert list(chances) == sorted(chances)


@pytest.mark.parametrize("row", [[90, 90, 90], [90, None, None], [None, None, None]])
def test_without_a_spread_nothing_is_called_certain(row: list[float | None]) -> None:
    assert chance_of_reaching([row], [80]) == (None,)


def test_missing_scores_are_left_out() -> None:
    assert chance_of_reaching([[91, None, 88]], [90]) == chance_of_reaching([[91, 88]], [90])


def test_a_complete_layout_has_the_degrees_of_freedom_of_satterthwaite() -> None:
    squares = mean_squares(complete_rows(PANEL))
    assert isinstance(squares, MeanSquares)
    raters, residual = squares.raters / 4, 3 * squares.residual / 4
    spread = pooled_deviation(PANEL)
    assert spread.value == pytest.approx(np.sqrt(raters + residual))
    assert spread.df[0] == pytest.approx((raters + residual) ** 2 / (raters**2 / 3 + residual**2 / 9))


def test_other_raters_on_every_target_leave_each_target_its_own_degrees_of_freedom() -> None:
    spread = pooled_deviation([[90, 84, None, None], [None, None, 71, 75]])
    assert (spread.value, spread.df[0]) == pytest.approx((np.sqrt((18 + 8) / 2), 2))


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[90, 80, 85]], Undefined.ONE_TARGET),
        ([[90], [80]], Undefined.ONE_RATER),
        ([[None, None], [None, None]], Undefined.NO_SCORES),
        ([[90, 80], [70, None]], Undefined.TOO_FEW_SCORES),
        ([[90, 90], [80.1, 80.1]], Undefined.NO_RESIDUAL_VARIANCE),
    ],
)
def test_where_there_is_no_spread_to_pool_the_reason_is_said(
    scores: list[list[float | None]], reason: Undefined
) -> None:
    assert pooled_deviation(scores).undefined == reason


def test_a_target_with_equal_scores_borrows_the_doubt_of_the_others() -> None:
    certain, _ = grade_chances([[90, 90, 90], [80, 70, 75]], [90, 80])
    assert (certain.method, certain.chances) == (POOLED_SPREAD, pytest.approx((0.5, 0.5, 0), abs=0.02))


def test_a_single_target_stands_on_its_own_spread_and_says_so() -> None:
    [one] = grade_chances([[91, 88, 86, 94]], [90, 80])
    [own] = chance_of_reaching([[91, 88, 86, 94]], [90, 80])
    assert own is not None
    assert one.chances == pytest.approx((own[0], own[1] - own[0], 1 - own[1]))
    assert (one.method, one.df) == (OWN_SPREAD, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([90, 90, 90], Undefined.ALL_EQUAL),
        ([90, None, None], Undefined.TOO_FEW_SCORES),
        ([None, None, None], Undefined.NO_SCORES),
    ],
)
def test_no_spread_at_all_is_never_certainty(row: list[float | None], reason: Undefined) -> None:
    [one], [interval] = grade_chances([row], [80]), pooled_mean_intervals([row])
    assert (one.chances, one.undefined) == (None, reason)
    assert (interval.low, interval.high) == (None, None)


def test_without_cutoffs_there_are_no_bands() -> None:
    assert grade_chances(PANEL, [])[0].undefined == Undefined.NO_CUTOFFS


def test_cutoffs_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="the highest first"):
        grade_chances(PANEL, [80, 90])


def test_one_score_among_pooled_targets_has_an_interval() -> None:
    *_, lonely = pooled_mean_intervals([*PANEL, [80, None, None, None]])
    spread = pooled_deviation(PANEL)
    assert spread.value is not None
    assert (lonely.value, lonely.k, lonely.n) == (80, 1, 4)
    assert lonely.high == pytest.approx(80 + t_quantile(spread.df[0]) * spread.value)


MATRICES = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    elements=st.one_of(st.integers(0, 100).map(float), st.just(float("nan"))),
)


@given(MATRICES, st.randoms(use_true_random=False))
def test_the_order_of_raters_changes_no_chance_and_chances_sum_to_one(
    matrix: FloatArray, random: Random
) -> None:
    order = list(range(matrix.shape[1]))
    random.shuffle(order)
    found = grade_chances(matrix, [90, 80, 60])
    shuffled = grade_chances(matrix[:, order], [90, 80, 60])
    for one, other in zip(found, shuffled, strict=True):
        assert one.undefined == other.undefined
        if one.chances is not None:
            assert one.chances == pytest.approx(other.chances, abs=1e-9)
            assert sum(one.chances) == pytest.approx(1)
            assert min(one.chances) >= 0


def test_more_raters_make_surer_with_the_same_spread() -> None:
    few, many = (pooled_mean_intervals(np.tile(np.array(PANEL), (1, times)))[0] for times in (1, 4))
    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)


def test_entries_keep_a_place_for_every_target() -> None:
    scores: list[list[float | None]] = [[float(score) for score in row] for row in PANEL]
    scores.append([None] * 4)
    chances, means = grade_chances_entry(scores, [60, 90]), pooled_means_entry(scores)
    assert not isinstance(chances, Undefined)
    assert not isinstance(means, Undefined)
    assert chances["cutoffs"] == [90, 60]
    assert [value is None for value in as_list(chances["value"])] == [False] * 4 + [True]
    assert [low is None for low in as_list(means["ci_low"])] == [False] * 4 + [True]
    assert means["dropped"] == 1


def as_list(value: object) -> list[object]:
    assert isinstance(value, tuple)
    return list(value)
