"""Deviations of raters, shrunk, with variances by the method of moments."""

import numpy as np
import pytest

from reviewhub.stats.crossed.moments import shrunken_by_moments
from reviewhub.stats.severity import shrunken_severity

PANEL = np.array([[90.0, 84, 88], [80, 75, 79], [70, 66, 68], [85, 80, 86], [75, 71, 77]])


def test_on_complete_scores_it_agrees_with_the_likeliest_variances() -> None:
    found = shrunken_by_moments(PANEL)
    assert found is not None
    assert found == pytest.approx([one.severity.value for one in shrunken_severity(PANEL)], rel=1e-4)


def test_what_is_shrunken_sums_to_zero_and_is_nearer_to_it_than_the_plain_means() -> None:
    found = shrunken_by_moments(PANEL)
    assert found is not None
    assert found.sum() == pytest.approx(0, abs=1e-9)
    assert np.all(np.abs(found) < np.abs(PANEL.mean(axis=0) - PANEL.mean()))


def test_raters_who_do_not_differ_have_nothing_to_be_told() -> None:
    assert shrunken_by_moments(np.array([[90.0, 91, 89], [80, 79, 81], [70, 70, 70]])) is None
