"""A knapsack counts for itself."""

from reviewhub.selection.ranking.values import Best, Knapsack

ASKED = Knapsack((5, 4, 3), (10, 20, 30), (0, -1, 0), frozenset({1}), 45, (35,))


def test_bounds_are_kept_by_counting() -> None:
    assert ASKED.fits((0, 1))
    assert not ASKED.fits((0,))
    assert not ASKED.fits((0, 1, 2))
    assert not ASKED.fits((1, 2))
    assert ASKED.value((0, 1)) == 9


def test_what_is_best_is_proved_when_the_bound_is_the_value() -> None:
    assert Best((0,), 5, 5).is_proved
    assert Best((0,), 5, 7).gap == 2
