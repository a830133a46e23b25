"""The engine that is always there: HiGHS inside scipy, which builds its model anew at every question."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csc_array, vstack

from reviewhub.selection.lottery.engines.programme import (
    BEYOND,
    Box,
    Floats,
    Model,
    Optimum,
    Programme,
    Shares,
)

EXACT: Final = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}
INFEASIBLE: Final = 2
FAILED: Final = 4


class Unsolved(RuntimeError):
    """The solver gave up on a programme that has an answer."""


class WholeNumbers:
    """A programme in whole numbers."""

    def __init__(self, programme: Programme) -> None:
        self.matrix, self.box = _matrix(programme), Box.of(programme)

    def best(self, gains: Floats, box: Box | None = None) -> Optimum | None:
        """Give amounts that gain most, ``None`` where no amounts keep the bounds."""
        within = box or self.box
        found = self._asked(gains, within, presolve=True)
        if found.status == FAILED:
            found = self._asked(gains, within, presolve=False)
        if found.status == INFEASIBLE:
            return None
        amounts = _answer(found)
        return Optimum(amounts, float(gains @ amounts), np.empty(0))

    def _asked(self, gains: Floats, within: Box, *, presolve: bool) -> OptimizeResult:
        return milp(
            -gains,
            integrality=np.ones(len(gains), dtype=np.int64),
            bounds=Bounds(within.least, within.most),
            constraints=LinearConstraint(self.matrix, within.lower, within.upper),
            options={"mip_rel_gap": 0.0, "presolve": presolve},
        )


class Amounts:
    """A programme whose amounts need not be whole."""

    def __init__(self, programme: Programme) -> None:
        self.box, self.rows = Box.of(programme), len(programme.lower)
        matrix = _matrix(programme)
        self.twice = csc_array(vstack([matrix, -matrix]))

    def best(self, gains: Floats, box: Box | None = None) -> Optimum | None:
        """Give amounts that gain most with the price of every row, ``None`` where none keep the bounds."""
        within = box or self.box
        limits = np.concatenate([within.upper, -within.lower])
        bounds = np.stack([within.least, within.most], axis=1)
        found = _linear(c=-gains, A_ub=self.twice, b_ub=limits, bounds=bounds, options=EXACT)
        if found.status == INFEASIBLE:
            return None
        amounts = _answer(found)
        above, below = np.split(-found.ineqlin.marginals, 2)
        return Optimum(amounts, float(gains @ amounts), above - below)


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
        found = _linear(
            c=np.append(-1.0, np.zeros(panels)),
            A_ub=csc_array(limits),
            b_ub=-self.floors,
            A_eq=np.append(0.0, np.ones(panels))[None],
            b_eq=[1.0],
            bounds=(0, BEYOND),
            options=EXACT,
        )
        amounts = _answer(found)
        prices = np.maximum(-found.ineqlin.marginals, 0.0)
        return Shares(float(amounts[0]), amounts[1:], prices, -float(found.eqlin.marginals[0]))


class ScipyEngine:
    """HiGHS inside scipy."""

    def model(self, programme: Programme) -> Model:
        """Set a programme up."""
        return WholeNumbers(programme) if programme.whole else Amounts(programme)

    def master(self, types: int) -> Rebuilt:
        """Set up shares over panels of so many types, none of them settled."""
        return Rebuilt(types)


def _matrix(programme: Programme) -> csc_array:
    held = programme.columns
    shape = (len(programme.lower), len(held))
    return csc_array((held.values, held.rows, held.starts), shape=shape)


def _linear(**asked: Any) -> OptimizeResult:
    # The stubs know no sparse matrices.
    found: OptimizeResult = linprog(**asked)
    return found


def _answer(found: OptimizeResult) -> Floats:
    if found.x is None or found.status != 0:
        raise Unsolved(found.message)
    return np.asarray(found.x, dtype=np.float64)
