from typing import Any

import numpy as np
import pytest

from reviewhub.stats.matrix import complete_rows, connected, mid_ranks, score_matrix
from reviewhub.stats.values import Undefined


@pytest.mark.parametrize("scores", [[], [[]], [90.0, 80.0], [[[90.0]]]])
def test_what_has_not_targets_and_raters_is_refused(scores: Any) -> None:
    with pytest.raises(ValueError, match="scores must have targets and raters"):
        score_matrix(scores)


def test_an_infinite_score_is_refused() -> None:
    with pytest.raises(ValueError, match="scores must be finite"):
        score_matrix([[1.0, np.inf]])


def test_none_and_nan_are_both_missing_and_never_zero() -> None:
    assert np.isnan(score_matrix([[None, np.nan, 0.0]])).tolist() == [[True, True, False]]


def test_incomplete_rows_are_dropped_and_counted() -> None:
    kept = complete_rows([[90, None], [80, 85], [70, 75]])
    assert (kept.scores.tolist(), kept.n, kept.k, kept.dropped) == ([[80, 85], [70, 75]], 2, 2, 1)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[90], [80]], Undefined.ONE_RATER),
        ([[90, 80]], Undefined.ONE_TARGET),
        ([[90, 80], [70, None]], Undefined.TOO_FEW_COMPLETE_TARGETS),
        ([[90, None], [None, 70]], Undefined.TOO_FEW_COMPLETE_TARGETS),
        ([[90, 90], [90, 90]], Undefined.ALL_EQUAL),
        ([[90, 80], [80, 70]], None),
    ],
)
def test_the_reason_against_two_way_methods_is_named(
    scores: list[list[float | None]], reason: Undefined | None
) -> None:
    assert complete_rows(scores).why_not() is reason


def test_ties_share_the_mean_of_their_ranks() -> None:
    assert mid_ranks(np.array([3.0, 1.0, 3.0, 3.0, 2.0])).tolist() == [4, 1, 4, 4, 2]


@pytest.mark.parametrize(
    ("scores", "linked"),
    [
        ([[1, 2, None], [None, 2, 3]], True),
        ([[1, 2, None, None], [None, None, 2, 3]], False),
        ([[1, None, None], [1, 2, None], [None, 2, 3]], True),
        ([[1, 2], [None, None]], True),
        ([[None, None]], False),
    ],
)
def test_a_design_is_connected_when_shared_scores_link_everybody(
    scores: list[list[float | None]], linked: bool
) -> None:
    assert connected(scores) is linked
