"""The proposal of a mixed-integer program (HiGHS), and the prices of its relaxation."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from reviewhub.selection.ranking.proof import proved
from reviewhub.selection.ranking.values import Best, Knapsack

SECONDS: Final = 2.0
HALF: Final = 0.5
Floats = NDArray[np.float64]


def best_choice(asked: Knapsack, start: Sequence[int], seconds: float = SECONDS) -> Best:
    """Find the best choice; ``start`` is one that fits, kept where nothing better is found.

    ``seconds`` bounds each run of the solver. What it proposes is checked by counting, and how good it is by
    whole numbers; the same question gives the same answer as long as the solver is not cut short.
    """
    choices = [tuple(sorted(start))]
    given = _offer(asked, seconds)
    if given is not None and asked.fits(given):
        choices.append(given)
    taken, bound = proved(asked, max(choices, key=asked.value), _prices(asked))
    return Best(taken, asked.value(taken), bound, _other(asked, taken, seconds))


def _offer(
    asked: Knapsack, seconds: float, more: tuple[LinearConstraint, ...] = ()
) -> tuple[int, ...] | None:
    rows, limits = _bounds(asked)
    count = len(asked.worth)
    least = np.array([float(one in asked.must) for one in range(count)])
    found = milp(
        -_scaled(asked.worth),
        integrality=np.ones(count, dtype=np.int64),
        bounds=Bounds(least, np.ones(count)),
        constraints=[LinearConstraint(rows, ub=limits), *more],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return None if found.x is None else tuple(map(int, np.flatnonzero(found.x > HALF)))


def _prices(asked: Knapsack) -> list[float]:
    """Give the price of the budget and of every cap in the relaxation: worth for one unit of cost."""
    rows, limits = _bounds(asked)
    count = len(asked.worth)
    bounds = [(float(one in asked.must), 1.0) for one in range(count)]
    found = linprog(-_scaled(asked.worth), A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
    if found.x is None:
        return [0.0] * (1 + len(asked.caps))
    back = _largest(asked.worth) / _largest(asked.cost)
    return [max(-one, 0.0) * back for one in found.ineqlin.marginals]


def _bounds(asked: Knapsack) -> tuple[Floats, Floats]:
    """Give one row for the budget and one for every cap, in units of the largest cost."""
    cost, group, unit = _scaled(asked.cost), np.array(asked.group), _largest(asked.cost)
    rows = [cost, *(np.where(group == one, cost, 0.0) for one in range(len(asked.caps)))]
    whole = sum(asked.cost) if asked.budget is None else asked.budget
    return np.array(rows), np.array([whole, *asked.caps], dtype=float) / unit


def _scaled(numbers: Sequence[int]) -> Floats:
    return np.array(numbers, dtype=float) / _largest(numbers)


def _largest(numbers: Sequence[int]) -> float:
    return float(max(*numbers, 1))


def _other(asked: Knapsack, taken: Sequence[int], seconds: float) -> tuple[int, ...] | None:
    """Look for another choice of the same value: one that differs in at least one thing."""
    inside = np.zeros(len(asked.worth))
    inside[list(taken)] = 1.0
    differs = LinearConstraint(2 * inside - 1, ub=len(taken) - 1)
    found = _offer(asked, seconds, (differs,))
    equal = found is not None and asked.fits(found) and asked.value(found) == asked.value(taken)
    return found if equal else None
