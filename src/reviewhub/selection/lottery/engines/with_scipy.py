"""The engine that is always there: HiGHS inside scipy, which builds its model anew at every question."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csc_array, vstack

from reviewhub.selection.lottery.engines.programme import Floats, Model, Optimum, Programme, Shares

EXACT: Final = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}
INFEASIBLE: Final = 2


class Unsolved(RuntimeError):
    """The solver gave up on a programme that has an answer."""


class WholeNumbers:
    """A programme in whole numbers."""

    def __init__(self, programme: Programme) -> None:
        shape = (len(programme.lower), len(programme.columns))
        held = programme.columns
        matrix = csc_array((held.values, held.rows, held.starts), shape=shape)
        self.rows = LinearConstraint(matrix, programme.lower, programme.upper)
        self.bounds = Bounds(np.zeros(shape[1]), programme.most)
        self.whole = np.full(shape[1], int(programme.whole))

    def best(self, gains: Floats) -> Optimum | None:
        """Give amounts that gain most, ``None`` where no amounts keep the bounds."""
        found = milp(
            -gains,
            integrality=self.whole,
            bounds=self.bounds,
            constraints=self.rows,
            options={"mip_rel_gap": 0.0},
        )
        if found.status == INFEASIBLE:
            return None
        amounts = _answer(found)
        return Optimum(amounts, float(gains @ amounts), np.empty(0))


class Fractions:
    """A programme whose amounts need not be whole."""

    def __init__(self, programme: Programme) -> None:
        shape = (len(programme.lower), len(programme.columns))
        held = programme.columns
        matrix = csc_array((held.values, held.rows, held.starts), shape=shape).tocsr()
        self.above, self.below = np.isfinite(programme.upper), np.isfinite(programme.lower)
        self.matrix = csc_array(vstack([matrix[self.above], -matrix[self.below]]))
        self.limits = np.concatenate([programme.upper[self.above], -programme.lower[self.below]])
        self.bounds = np.stack([np.zeros(shape[1]), programme.most], axis=1)

    def best(self, gains: Floats) -> Optimum | None:
        """Give amounts that gain most with the price of every row, ``None`` where none keep the bounds."""
        found = _linear(c=-gains, A_ub=self.matrix, b_ub=self.limits, bounds=self.bounds, options=EXACT)
        if found.status == INFEASIBLE:
            return None
        amounts = _answer(found)
        marginals = -found.ineqlin.marginals
        prices = np.zeros(len(self.above))
        prices[self.above] = marginals[: self.above.sum()]
        prices[self.below] -= marginals[self.above.sum() :]
        return Optimum(amounts, float(gains @ amounts), prices)


class Rebuilt:
    """Shares of panels, solved from scratch each time."""

    def __init__(self, types: int) -> None:
        self.chances = np.empty((types, 0))
        self.floors = np.zeros(types)
        self.rising = np.ones(types)

    def add(self, chances: Floats) -> None:
        """Add panels: the chance each gives to every type, shape ``(panels, types)``."""
        self.chances = np.concatenate([self.chances, chances.T], axis=1)

    def settle(self, floors: Mapping[int, float]) -> None:
        """Hold types at these chances from below and no longer lift them."""
        for type_, floor in floors.items():
            self.floors[type_], self.rising[type_] = floor, 0

    def solve(self) -> Shares:
        """Give the shares that lift the least chance of the types that still rise most."""
        panels = self.chances.shape[1]
        limits = np.concatenate([self.rising[:, None], -self.chances], axis=1)
        one = np.concatenate([[0.0], np.ones(panels)])[None]
        gains = np.zeros(panels + 1)
        gains[0] = -1
        found = _linear(
            c=gains,
            A_ub=csc_array(limits),
            b_ub=-self.floors,
            A_eq=one,
            b_eq=[1.0],
            bounds=(0, 1),
            options=EXACT,
        )
        amounts = _answer(found)
        prices = np.maximum(-found.ineqlin.marginals, 0.0)
        ceiling = -float(found.eqlin.marginals[0])
        return Shares(float(amounts[0]), amounts[1:], prices, ceiling)


class ScipyEngine:
    """HiGHS inside scipy."""

    def model(self, programme: Programme) -> Model:
        """Set a programme up."""
        return WholeNumbers(programme) if programme.whole else Fractions(programme)

    def master(self, types: int) -> Rebuilt:
        """Set up shares over panels of so many types, none of them settled."""
        return Rebuilt(types)


def _answer(found: OptimizeResult) -> Floats:
    if found.x is None or found.status != 0:
        raise Unsolved(found.message)
    return np.asarray(found.x, dtype=np.float64)


def _linear(**asked: Any) -> OptimizeResult:
    # The stubs know no sparse matrices.
    found: OptimizeResult = linprog(**asked)
    return found
