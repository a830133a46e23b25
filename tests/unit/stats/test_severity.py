import numpy as np
import pytest

from reviewhub.stats.severity import (
    deviations_from_others,
    deviations_from_targets,
    rest_correlations,
    severity,
)
from reviewhub.stats.values import Undefined


def test_the_standard_error_is_the_textbook_one() -> None:
    scores = np.random.default_rng(4).normal(80, 5, (6, 4))
    residual = scores - scores.mean(1, keepdims=True) - scores.mean(0) + scores.mean()
    error = np.sqrt((residual**2).sum() / 15 * 3 / (4 * 6))
    first = severity(scores)[0]
    assert first.test == pytest.approx((scores[:, 0].mean() - scores.mean()) / error)
    assert first.high == pytest.approx((scores[:, 0].mean() - scores.mean()) + 2.1314495 * error, rel=1e-7)


def test_deviations_of_all_raters_cancel() -> None:
    found = severity([[90, 84, 88], [80, 75, 79], [70, 66, 68]])
    assert sum(rater.value or 0 for rater in found) == pytest.approx(0, abs=1e-12)


def test_parallel_raters_have_deviations_and_no_interval() -> None:
    found = severity([[90, 80], [70, 60], [85, 75]])
    assert [(rater.value, rater.low, rater.p) for rater in found] == [(5, None, None), (-5, None, None)]


def test_targets_somebody_skipped_do_not_make_anybody_strict() -> None:
    found = severity([[90, 80], [70, 64], [85, 75], [10, None]])
    assert (found[0].value, found[0].n, found[0].dropped) == pytest.approx((13 / 3, 3, 1))


def test_one_target_says_nothing_about_habits() -> None:
    assert {rater.undefined for rater in severity([[90, 80, 85]])} == {Undefined.ONE_TARGET}


def test_a_false_alarm_strikes_one_panel_in_twenty() -> None:
    random = np.random.default_rng(5)
    alarms = [
        min(rater.p or 1 for rater in severity(random.normal(80, 5, (6, 5)))) < 0.05 for _ in range(1500)
    ]
    assert np.mean(alarms) == pytest.approx(0.045, abs=0.02)


def test_a_rater_without_scores_has_no_habit() -> None:
    scores = [[90, 80, None], [70, 75, None], [60, 66, None]]
    found = (deviations_from_targets(scores), deviations_from_others(scores), rest_correlations(scores))
    assert [one[2] for one in found] == [None, None, None]


def test_a_lonely_rater_has_nobody_to_differ_from() -> None:
    assert (deviations_from_targets([[90], [80]]), deviations_from_others([[90], [80]])) == ((None,), (None,))


def test_a_scale_used_upside_down_shows_as_minus_one() -> None:
    assert rest_correlations([[90, 90, 10], [50, 50, 50], [10, 10, 90]])[2] == -1


@pytest.mark.parametrize(
    "scores", [[[90, 80], [80, 70]], [[90, 80], [90, 70], [90, 60]], [[90, None], [None, 80], [70, 60]]]
)
def test_few_shared_targets_or_a_constant_rater_have_no_correlation(scores: list[list[float | None]]) -> None:
    assert rest_correlations(scores) == (None, None)
