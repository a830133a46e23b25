"""The solver's choice: best, proved, with musts and caps, and another of the same value named."""

from random import Random

from reviewhub.selection.ranking.solving import best_choice
from reviewhub.selection.ranking.values import Knapsack

NO_MUST: frozenset[int] = frozenset()


def test_the_best_total_beats_the_order_of_points() -> None:
    asked = Knapsack((95, 60, 55), (100, 50, 50), (-1, -1, -1), NO_MUST, 100, ())
    found = best_choice(asked, (0,))
    assert (found.taken, found.value, found.gap) == ((1, 2), 115, 0)
    assert found.other is None


def test_musts_and_caps_are_kept() -> None:
    asked = Knapsack((10, 90, 80, 70), (50, 40, 40, 40), (0, 0, 0, -1), frozenset({0}), 140, (95,))
    found = best_choice(asked, (0,))
    assert found.taken == (0, 1, 3)
    assert found.is_proved


def test_another_choice_of_the_same_value_is_found() -> None:
    asked = Knapsack((5, 5, 3), (10, 10, 10), (-1, -1, -1), NO_MUST, 10, ())
    found = best_choice(asked, ())
    assert found.value == 5
    assert {found.taken, found.other} == {(0,), (1,)}


def test_without_a_budget_all_are_taken() -> None:
    found = best_choice(Knapsack((1, 2), (10, 10), (-1, -1), NO_MUST, None, ()), ())
    assert (found.taken, found.gap) == ((0, 1), 0)


def test_two_hundred_projects_in_fen_are_proved() -> None:
    dice = Random(7)
    cost = tuple(dice.randint(50_000_00, 9_000_000_00) for _ in range(200))
    worth = tuple(dice.randint(5500, 9800) for _ in range(200))
    found = best_choice(Knapsack(worth, cost, (-1,) * 200, NO_MUST, sum(cost) // 2, ()), ())
    assert found.is_proved
