import numpy as np
import pytest

from reviewhub.stats import spread
from reviewhub.stats.values import Undefined

# NIST e-Handbook 1.3.5.17.1: G = 2.4687, upper critical value 2.032.
NIST = [199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57]


def test_the_published_outlier_is_found() -> None:
    [odd] = spread.odd_ones([NIST])
    assert odd is not None
    assert (round(odd.g, 4), odd.rater, odd.p < 0.05) == (2.4688, 7, True)


def test_a_missing_score_does_not_shift_who_is_odd() -> None:
    [odd] = spread.odd_ones([[None, *NIST]])
    assert odd is not None
    assert odd.rater == 8


def test_two_equally_distant_raters_are_both_named_by_naming_none() -> None:
    [odd] = spread.odd_ones([[60, 80, 80, 80, 100]])
    assert odd is not None
    assert odd.rater is None


def test_a_p_value_never_exceeds_one() -> None:
    assert [odd and odd.p for odd in spread.odd_ones([[70, 80, 90]])] == [1.0]


def test_all_others_equal_leaves_no_chance() -> None:
    assert [odd and odd.p for odd in spread.odd_ones([[80, 80, 80, 81]])] == [0.0]


@pytest.mark.parametrize("row", [[80, 90], [80, None, 90], [80, 80, 80], [None, None, None]])
def test_too_few_or_equal_scores_have_no_odd_one(row: list[float | None]) -> None:
    assert spread.odd_ones([row]) == (None,)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (spread.target_means, (90.0, 80.0, None)),
        (spread.target_deviations, (0.0, None, None)),
        (spread.target_ranges, (0.0, None, None)),
        (spread.distance_from_mean, (0.0, None, None)),
        (spread.distance_from_median, (0.0, None, None)),
        (spread.median_distance, (0.0, 0.0, None)),
        (spread.robust_distances, ((None, None), (None, None), (None, None))),
    ],
)
def test_equal_single_and_absent_scores_are_told_apart(
    measure: object, expected: tuple[float | None, ...]
) -> None:
    assert callable(measure)
    assert measure([[90, 90], [80, None], [None, None]]) == expected


def test_equal_decimals_have_no_deviation_at_all() -> None:
    assert spread.target_deviations([[0.1] * 7]) == (0.0,)


def test_a_mean_without_spread_is_not_called_certain() -> None:
    equal, single, absent = spread.mean_intervals([[90, 90], [90, None], [None, None]])
    assert (equal.value, equal.low, single.value, single.low) == (90, None, 90, None)
    assert absent.undefined is Undefined.NO_SCORES


def test_the_interval_of_a_mean_holds_the_truth_in_nineteen_of_twenty_panels() -> None:
    panels = np.random.default_rng(3).normal(80, 5, (4000, 5))
    hits = [one.low < 80 < one.high for one in spread.mean_intervals(panels) if one.low and one.high]
    assert np.mean(hits) == pytest.approx(0.95, abs=0.012)
