"""Entries target by target."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Undefined


def test_two_raters_can_have_no_odd_one_and_the_reason_says_so() -> None:
    assert report([[90, 80], [70, 75]]).undefined["grubbs_per_target"] is Undefined.TOO_FEW_SCORES


def test_without_bounds_there_is_no_chance_to_reach_one() -> None:
    found = report([[90, 80], [70, 75]])
    assert found.undefined["mean_above_cutoff_probability_t"] is Undefined.NO_CUTOFFS
