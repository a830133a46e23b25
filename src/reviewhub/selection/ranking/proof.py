"""How much better any choice could be: a Lagrangian bound, tightened by search, in whole numbers only.

For any prices of the budget and of the caps that are not negative, no choice is worth more than the sum of
all gains (worth less priced cost) above zero plus the priced limits. Turning a thing against the sign of its
gain costs the gain; a search over such turns, as far as the bound allows a better choice, either finds one or
proves that there is none. Source of the bound: Fisher, The Lagrangian relaxation method for solving integer
programming problems, Management Science 27 (1981).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reviewhub.selection.ranking.values import Knapsack

SCALE: Final = 1 << 48
MOST_NODES: Final = 200_000


class Turns(NamedTuple):
    """Things turned against the sign of their gain, the bound that is left (scaled), and where to go on."""

    things: tuple[int, ...]
    bound: int
    start: int


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxation at some prices: gains (scaled), what it takes, the free things by gain, its bound.

    ``value`` is the worth of what it takes, ``spent`` the cost of that: of all, then of every group.
    """

    gains: tuple[int, ...]
    takes: tuple[bool, ...]
    order: tuple[int, ...]
    bound: int
    value: int
    spent: tuple[int, ...]


def proved(
    asked: Knapsack, found: Sequence[int], prices: Sequence[float], nodes: int = MOST_NODES
) -> tuple[tuple[int, ...], int]:
    """Give the best choice and the bound, from a choice that fits and prices of the budget and each cap.

    The prices may be anything: bad ones give a wide bound, never a wrong one.
    """
    relaxed = _relaxed(asked, prices)
    best, value = tuple(found), asked.value(found)
    stack = [Turns((), relaxed.bound, 0)]
    while stack:
        if not nodes:
            return best, max(value, relaxed.bound // SCALE)
        nodes -= 1
        turns = stack.pop()
        if turns.bound < (value + 1) * SCALE:
            continue
        worth = _worth(asked, relaxed, turns.things)
        if worth > value and _fits(asked, relaxed, turns.things):
            best, value = _turned(relaxed, turns.things), worth
        stack.extend(_further(relaxed, turns, (value + 1) * SCALE))
    return best, value


def _worth(asked: Knapsack, relaxed: Relaxed, turned: Sequence[int]) -> int:
    return relaxed.value + sum(
        -asked.worth[one] if relaxed.takes[one] else asked.worth[one] for one in turned
    )


def _fits(asked: Knapsack, relaxed: Relaxed, turned: Sequence[int]) -> bool:
    """Count what the turns change of what is spent, and compare every limit."""
    spent = list(relaxed.spent)
    for one in turned:
        change = -asked.cost[one] if relaxed.takes[one] else asked.cost[one]
        spent[0] += change
        if asked.group[one] >= 0:
            spent[asked.group[one] + 1] += change
    limits = [spent[0] if asked.budget is None else asked.budget, *asked.caps]
    return all(used <= limit for used, limit in zip(spent, limits, strict=True))


def _further(relaxed: Relaxed, turns: Turns, wanted: int) -> list[Turns]:
    """Turn one thing more, each that could still lead to something better; the cheapest is tried first."""
    found = []
    for place in range(turns.start, len(relaxed.order)):
        one = relaxed.order[place]
        left = turns.bound - abs(relaxed.gains[one])
        if left < wanted:
            break
        found.append(Turns((*turns.things, one), left, place + 1))
    return found[::-1]


def _relaxed(asked: Knapsack, prices: Sequence[float]) -> Relaxed:
    whole = [max(round(one * SCALE), 0) for one in prices]
    gains = tuple(_gain(asked, one, whole) for one in range(len(asked.worth)))
    takes = tuple(gain > 0 or one in asked.must for one, gain in enumerate(gains))
    limits = [asked.budget or 0, *asked.caps]
    bound = sum(price * limit for price, limit in zip(whole, limits, strict=True))
    bound += sum(gain for gain, taken in zip(gains, takes, strict=True) if taken)
    free = (one for one in range(len(gains)) if one not in asked.must)
    order = tuple(sorted(free, key=lambda one: abs(gains[one])))
    taken = [one for one, is_taken in enumerate(takes) if is_taken]
    return Relaxed(gains, takes, order, bound, asked.value(taken), _spent(asked, taken))


def _spent(asked: Knapsack, taken: Sequence[int]) -> tuple[int, ...]:
    spent = [0] * (1 + len(asked.caps))
    for one in taken:
        spent[0] += asked.cost[one]
        if asked.group[one] >= 0:
            spent[asked.group[one] + 1] += asked.cost[one]
    return tuple(spent)


def _gain(asked: Knapsack, one: int, prices: Sequence[int]) -> int:
    group = asked.group[one]
    price = prices[0] + (prices[group + 1] if group >= 0 else 0)
    return asked.worth[one] * SCALE - price * asked.cost[one]


def _turned(relaxed: Relaxed, turned: Sequence[int]) -> tuple[int, ...]:
    against = set(turned)
    return tuple(one for one, taken in enumerate(relaxed.takes) if taken is not (one in against))
