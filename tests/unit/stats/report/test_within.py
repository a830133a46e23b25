"""Entries target by target."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Scale, Undefined


def test_scores_off_the_scale_give_no_share_of_the_scale() -> None:
    found = report([[101, 90], [80, 70]], scale=Scale(0, 100))
    assert found.undefined["awg"] is Undefined.SCORES_OFF_SCALE


def test_two_raters_can_have_no_odd_one_and_the_reason_says_so() -> None:
    assert report([[90, 80], [70, 75]]).undefined["grubbs_per_target"] is Undefined.TOO_FEW_SCORES


def test_without_bounds_there_is_no_chance_to_reach_one() -> None:
    found = report([[90, 80], [70, 75]])
    assert found.undefined["mean_above_cutoff_probability_t"] is Undefined.NO_CUTOFFS
