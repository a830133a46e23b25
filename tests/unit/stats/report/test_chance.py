"""Entries of agreement beyond chance."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Undefined


def test_alpha_says_how_many_targets_carry_no_pair() -> None:
    found = report([[9, 2], [6, 1], [8, None], [7, 1]])
    assert found.results["krippendorff_alpha_interval"]["dropped"] == 1


def test_ratios_of_negative_scores_are_refused_and_the_others_given() -> None:
    found = report([[-9, 2], [6, 1], [8, 3]])
    assert found.undefined["krippendorff_alpha_ratio"] is Undefined.NEGATIVE_SCORES
    assert "krippendorff_alpha_ordinal" in found.results
