"""The bound holds at any prices, and closes the gap by search."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.selection.ranking.proof import SCALE, proved
from reviewhub.selection.ranking.values import Knapsack

THING = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(-1, 1))
PRICES = st.lists(st.floats(0, 4), min_size=3, max_size=3)


def best_of_all(asked: Knapsack) -> int:
    sizes = range(len(asked.worth) + 1)
    choices = [one for size in sizes for one in combinations(range(len(asked.worth)), size)]
    return max(asked.value(one) for one in choices if asked.fits(one))


@settings(max_examples=60)
@given(st.lists(THING, min_size=1, max_size=8), st.integers(0, 90), PRICES)
def test_whatever_the_prices_the_best_of_all_choices_is_found_and_proved(
    things: list[tuple[int, int, int]], budget: int, prices: list[float]
) -> None:
    worth, cost, group = zip(*things, strict=True)
    asked = Knapsack(worth, cost, group, frozenset(), budget, (40, 25))
    taken, bound = proved(asked, (), prices)
    assert asked.fits(taken)
    assert asked.value(taken) == bound == best_of_all(asked)


def test_a_search_that_is_cut_short_still_gives_a_bound() -> None:
    asked = Knapsack((7, 6, 5), (5, 4, 3), (-1, -1, -1), frozenset(), 8, ())
    taken, bound = proved(asked, (), [1.5], nodes=0)
    assert (taken, bound) == ((), 12)
    assert bound * SCALE >= 12 * SCALE
