import numpy as np
import pytest

from reviewhub.stats.crossed.steadiness import steadiness
from reviewhub.stats.matrix import Scores
from reviewhub.stats.values import Undefined


def test_without_gaps_the_fall_in_squares_is_the_textbook_one() -> None:
    scores = np.random.default_rng(1).normal(80, 5, (8, 4))
    residuals = scores - scores.mean(axis=1, keepdims=True) - scores.mean(axis=0) + scores.mean()
    found = steadiness(scores)[0]
    assert found.spread.value == pytest.approx(np.sqrt((residuals[:, 0] ** 2).sum() * 4 / 3 / 7))
    assert found.spread.df == (7, 14)


def test_gaps_cost_degrees_of_freedom_and_nothing_else() -> None:
    scores = np.random.default_rng(2).normal(80, 5, (8, 4))
    scores[0, 1] = scores[3, 2] = np.nan
    found = steadiness(scores)
    assert [one.spread.df for one in found] == [(7, 12), (6, 13), (6, 13), (7, 12)]


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[90, 80], [70, 75], [80, 70], [60, 65], [85, 88]], Undefined.TOO_FEW_RATERS),
        ([[90, 80, 85], [70, 75, 71], [80, 70, 79], [60, 65, 66]], Undefined.TOO_FEW_SHARED_TARGETS),
        (
            [[90, 80, 93], [70, 60, 70], [80, 70, 70], [60, 50, 66], [85, 75, 78]],
            Undefined.NO_RESIDUAL_VARIANCE,
        ),
    ],
)
def test_the_reason_is_given_instead_of_a_test(scores: Scores, reason: Undefined) -> None:
    assert steadiness(scores)[-1].spread.undefined == reason


def test_a_rater_who_alone_links_the_others_cannot_be_tested() -> None:
    gap = np.nan
    scores = [
        [90, 80, gap, gap, 85],
        [70, 75, gap, gap, 72],
        [60, 66, gap, gap, 65],
        [gap, gap, 90, 95, 91],
        [gap, gap, 60, 65, 61],
        [gap, gap, 70, 71, 76],
    ]
    assert steadiness(scores)[4].spread.undefined == Undefined.NOT_CONNECTED
