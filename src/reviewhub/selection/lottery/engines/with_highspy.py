"""The faster engine of the extra ``optimize``: HiGHS itself, which starts from where it stopped."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from highspy import Highs, HighsModelStatus, ObjSense

from reviewhub.selection.lottery.engines.programme import BEYOND, Box, Floats, Optimum, Programme, Shares

OPTIONS: Final[dict[str, bool | float | str]] = {
    "threads": 1,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
}
NONE_FITS: Final = {HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible}


class HeldModel:
    """A programme held by the solver."""

    def __init__(self, programme: Programme) -> None:
        self.highs = _quiet()
        self.own = self.held = Box.of(programme)
        rows, columns = len(programme.lower), len(programme.columns)
        empty = np.empty(0, dtype=np.int32)
        self.highs.addRows(
            rows, programme.lower, programme.upper, 0, np.zeros(rows, np.int32), empty, np.empty(0)
        )
        held = programme.columns
        zeros = np.zeros(columns)
        self.highs.addCols(
            columns, zeros, zeros, programme.most, len(held.rows), held.starts[:-1], held.rows, held.values
        )
        self.highs.changeObjectiveSense(ObjSense.kMaximize)
        self.every = np.arange(columns, dtype=np.int32)
        if programme.whole:
            self.highs.changeColsIntegrality(columns, self.every, np.ones(columns, dtype=np.uint8))

    def best(self, gains: Floats, box: Box | None = None) -> Optimum | None:
        """Give amounts that gain most, ``None`` where no amounts keep the bounds."""
        self._narrow(box or self.own)
        self.highs.changeColsCost(len(gains), self.every, gains)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in NONE_FITS:
            return None
        if status != HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS: {self.highs.modelStatusToString(status)}")
        solution = self.highs.getSolution()
        amounts = np.array(solution.col_value)
        return Optimum(amounts, float(gains @ amounts), np.array(solution.row_dual))

    def _narrow(self, box: Box) -> None:
        """Change the bounds that differ from those of the last question."""
        self.highs.changeColsBounds(len(self.every), self.every, box.least, box.most)
        differ = (box.lower != self.held.lower) | (box.upper != self.held.upper)
        for row in np.flatnonzero(differ).tolist():
            self.highs.changeRowBounds(row, box.lower[row], box.upper[row])
        self.held = Box(box.least, box.most, box.lower.copy(), box.upper.copy())


class HeldMaster:
    """Shares of panels that grow inside the solver: row ``types`` sums them, column 0 is the least chance."""

    def __init__(self, types: int) -> None:
        self.highs, self.types, self.panels = _quiet(), types, 0
        none, empty = np.zeros(types + 1, np.int32), np.empty(0, np.int32)
        lower = np.append(np.zeros(types), 1.0)
        upper = np.append(np.full(types, np.inf), 1.0)
        self.highs.addRows(types + 1, lower, upper, 0, none, empty, np.empty(0))
        self.highs.addCol(1.0, 0.0, BEYOND, types, np.arange(types, dtype=np.int32), np.full(types, -1.0))
        self.highs.changeObjectiveSense(ObjSense.kMaximize)

    def add(self, chances: Floats) -> None:
        """Add panels: the chance each gives to every type, shape ``(panels, types)``."""
        count = len(chances)
        full = np.concatenate([chances, np.ones((count, 1))], axis=1)
        panels, rows = np.nonzero(full)
        starts = np.searchsorted(panels, np.arange(count)).astype(np.int32)
        zeros, endless = np.zeros(count), np.full(count, np.inf)
        values = full[panels, rows]
        self.highs.addCols(count, zeros, zeros, endless, len(rows), starts, rows.astype(np.int32), values)
        self.panels += count

    def settle(self, floors: Mapping[int, float]) -> None:
        """Hold types at these chances from below and no longer lift them."""
        for type_, floor in floors.items():
            self.highs.changeCoeff(type_, 0, 0.0)
            self.highs.changeRowBounds(type_, floor, float("inf"))

    def solve(self) -> Shares:
        """Give the shares that lift the least chance of the types that still rise most."""
        self.highs.run()
        status = self.highs.getModelStatus()
        if status != HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS: {self.highs.modelStatusToString(status)}")
        solution = self.highs.getSolution()
        amounts, duals = np.array(solution.col_value), np.array(solution.row_dual)
        prices = np.maximum(-duals[: self.types], 0.0)
        return Shares(float(amounts[0]), amounts[1:], prices, float(duals[self.types]))


class HighspyEngine:
    """HiGHS itself."""

    def model(self, programme: Programme) -> HeldModel:
        """Set a programme up."""
        return HeldModel(programme)

    def master(self, types: int) -> HeldMaster:
        """Set up shares over panels of so many types, none of them settled."""
        return HeldMaster(types)


class _Quiet(Highs):
    def enableCallbacks(self) -> None:  # noqa: N802 -- the name is highspy's
        """Silence the solver, before the first callback makes it print its banner; there are none here."""
        self.silent()


def _quiet() -> Highs:
    highs: Highs = _Quiet()  # type: ignore[no-untyped-call]  # highspy leaves __init__ untyped
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    return highs
