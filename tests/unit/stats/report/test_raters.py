"""Entries rater by rater."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Undefined


def test_few_shared_targets_leave_no_correlation_and_the_reason_says_so() -> None:
    found = report([[90, 80], [70, 75]])
    assert found.undefined["rater_rest_correlation"] is Undefined.TOO_FEW_SHARED_TARGETS


def test_severity_has_one_number_a_rater() -> None:
    assert report([[90, 80], [70, 75], [60, 65]]).results["rater_severity"]["value"] == [0, 0]
