from decimal import Decimal

import pytest

from reviewhub.selection.matching.values import Matching, Objective, Pair, Scores, in_points


def test_scores_become_ten_thousandths_half_up() -> None:
    assert [in_points(Decimal(text)) for text in ("0.25", "0.94485", "1")] == [2500, 9449, 10000]


def test_a_pair_that_is_not_given_is_ruled_out_and_a_zero_is_not() -> None:
    scores = Scores.of(["a", "b"], ["x"], {("a", "x"): Decimal(0)})
    assert scores.open.tolist() == [[True], [False]]


@pytest.mark.parametrize(
    ("bound", "worst_bound", "proven"), [(5, None, True), (6, None, False), (5, 9, False)]
)
def test_a_match_is_proven_when_no_bound_is_above_it(
    bound: int, worst_bound: int | None, proven: bool
) -> None:
    match = Matching(Objective.TOTAL, "", "scipy", (Pair("a", "x", 5),), 5, bound, 5, worst_bound)
    assert (match.proven, match.total, match.loads()) == (proven, 5, {"x": 1})
