"""What an entry says of its sample, and why there is none."""

from reviewhub.stats.report import report
from reviewhub.stats.report.facts import any_number, rows_used
from reviewhub.stats.values import Level, Undefined


def test_left_out_targets_are_named_in_a_word() -> None:
    assert (rows_used(0), rows_used(2)) == ("all", "complete rows only")


def test_nothing_but_gaps_is_no_number() -> None:
    assert (any_number([None, None]), any_number([None, 0.0])) == (False, True)


def test_scores_that_mean_too_little_are_refused_by_level() -> None:
    found = report([[1, 2], [2, 2], [3, 3]], level=Level.NOMINAL)
    assert found.undefined["kendall_w_tie_corrected"] is Undefined.LEVEL_TOO_LOW


def test_the_reason_without_any_score_is_that_there_is_none() -> None:
    assert report([[None, None]]).undefined["target_mean"] is Undefined.NO_SCORES
