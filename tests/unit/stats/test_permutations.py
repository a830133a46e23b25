from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.permutations import MOST_RATERS, can_permute, chances

Ranks = tuple[int, ...]


def centred(scores: tuple[int, ...]) -> Ranks:
    return tuple(sorted(sum((one > other) - (one < other) for other in scores) for one in scores))


def one_by_one(raters: list[Ranks], observed: int) -> float:
    """Go through every order of every rater but the first."""
    orders = [raters[:1], *(list(permutations(rater)) for rater in raters[1:])]
    squares = [sum(sum(ranks) ** 2 for ranks in zip(*panel, strict=True)) for panel in product(*orders)]
    return [one >= observed for one in squares].count(True) / len(squares)


panels = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.tuples(*[st.integers(0, 3)] * shape[0]).map(centred), min_size=shape[1], max_size=shape[1]
    )
)


@settings(deadline=None, max_examples=40)
@given(panels, st.integers(0, 200))
def test_the_chance_is_the_share_of_all_orders_with_and_without_ties(
    raters: list[Ranks], observed: int
) -> None:
    assert chances(raters, np.array([observed])) == pytest.approx([one_by_one(raters, observed)], abs=1e-12)


def test_five_targets_and_three_raters_as_in_friedmans_tables() -> None:
    ranks = (-4, -2, 0, 2, 4)
    # Sum of squared rank sums 4 * 64, W = .711: P = .045 in the tables of Kendall.
    assert chances([ranks] * 3, np.array([4 * 64])) == pytest.approx([0.045], abs=5e-4)


def test_the_least_possible_is_certain_and_more_than_the_greatest_impossible() -> None:
    assert chances([(-2, 0, 2)] * 3, np.array([0, 10_000])).tolist() == pytest.approx([1, 0])


@pytest.mark.parametrize(("targets", "raters"), MOST_RATERS.items())
def test_the_largest_panel_is_still_gone_through(targets: int, raters: int) -> None:
    ranks = tuple(range(1 - targets, targets, 2))
    greatest = sum((raters * rank) ** 2 for rank in ranks)
    [p] = chances([ranks] * raters, np.array([greatest]))
    assert can_permute(targets, raters)
    assert p == pytest.approx(float(len(list(permutations(ranks)))) ** (1 - raters), rel=1e-9)


def test_a_large_panel_is_left_to_chi_square() -> None:
    assert not can_permute(7, 6)
