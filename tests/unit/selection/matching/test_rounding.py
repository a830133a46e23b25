from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from reviewhub.selection.matching.rounding import Place, rounded

Draw = Callable[[Callable[[int], int]], frozenset[Place]]


class _Undecided(Exception):
    """The draw asks for a number that is not on the list yet."""


def outcomes(
    draw: Draw, taken: tuple[int, ...] = (), chance: Fraction = Fraction(1)
) -> dict[frozenset[Place], Fraction]:
    """Follow every way the numbers can fall, and add up the chance of every outcome."""
    left = list(taken)

    def uniform(below: int) -> int:
        if not left:
            raise _Undecided(below)
        return left.pop(0)

    try:
        return {draw(uniform): chance}
    except _Undecided as asked:
        below: int = asked.args[0]
    found: defaultdict[frozenset[Place], Fraction] = defaultdict(Fraction)
    for number in range(below):
        for pairs, share in outcomes(draw, (*taken, number), chance / below).items():
            found[pairs] += share
    return dict(found)


# two tasks with two places each, four experts; in parts of four
CHANCES: Mapping[Place, int] = {
    (0, 0): 2,
    (0, 1): 2,
    (0, 2): 3,
    (0, 3): 1,
    (1, 0): 1,
    (1, 1): 3,
    (1, 2): 2,
    (1, 3): 2,
}
DOORS: Mapping[Place, int] = {(0, 0): 7, (0, 1): 7, (1, 2): 8, (1, 3): 8}


@pytest.mark.parametrize("doors", [{}, DOORS], ids=["alone", "employers"])
def test_every_chance_holds_exactly(doors: Mapping[Place, int]) -> None:
    found = outcomes(lambda uniform: rounded(CHANCES, 4, doors, uniform))
    assert sum(found.values()) == 1
    for place, parts in CHANCES.items():
        assert sum(chance for pairs, chance in found.items() if place in pairs) == Fraction(parts, 4)


def test_every_outcome_keeps_demands_loads_and_employers() -> None:
    for pairs in outcomes(lambda uniform: rounded(CHANCES, 4, DOORS, uniform)):
        assert Counter(task for task, _ in pairs) == {0: 2, 1: 2}
        loads = Counter(expert for _, expert in pairs)
        assert all(1 <= loads[expert] <= 2 for expert in (1, 2)), "five parts of four: one or two"
        assert all(loads[expert] <= 1 for expert in (0, 3)), "three parts of four: none or one"
        assert len({DOORS[pair] for pair in pairs if pair in DOORS}) == sum(pair in DOORS for pair in pairs)


def test_certain_pairs_are_always_drawn() -> None:
    assert rounded({(0, 0): 3, (0, 1): 3}, 3, {}, lambda _below: 0) == {(0, 0), (0, 1)}
