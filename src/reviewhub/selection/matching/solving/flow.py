"""The flow from experts to tasks that solvers are asked for: arcs in arrays, whole numbers throughout."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Pairs of task and expert that may be used, sorted by task and then expert: gain and bounds of each.

    ``group``: number of the group of arcs that share a bound (one employer on one task), -1 for none.
    """

    task: Ints
    expert: Ints
    gain: Ints
    low: Ints
    cap: Ints
    group: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Steps of an expert's load: each holds from ``low`` to ``cap`` and gives ``gain`` for one."""

    expert: Ints
    gain: Ints
    low: Ints
    cap: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Groups of arcs of one task, each with a ``key``, that together carry from ``low`` to ``cap``."""

    task: Ints
    key: Ints
    low: Ints
    cap: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Send ``demand`` to every task through arcs and the experts' units, at the greatest gain.

    ``short``: gain (far below zero) of one that does not come, so that there is always a flow; None: all
    must come.
    """

    demand: Ints
    experts: int
    arcs: Arcs
    units: Units
    groups: Groups
    short: int | None = None

    def gain_of(self, used: Ints) -> int:
        """Add up the gain of a flow, its units filled from the best."""
        lacking = (int(self.demand.sum()) - int(used.sum())) * (self.short or 0)
        return int(self.arcs.gain @ used) + int(self.units.gain @ self.filled(used)) + lacking

    def filled(self, used: Ints) -> Ints:
        """Give what every unit holds when the experts' loads fill the best first."""
        loads = np.bincount(self.arcs.expert, used, self.experts).astype(np.int64)
        units = self.units
        before = np.cumsum(units.cap) - units.cap
        first = np.searchsorted(units.expert, units.expert)
        return np.clip(loads[units.expert] - (before - before[first]), 0, units.cap)

    def keeps_bounds(self, used: Ints) -> bool:
        """Tell whether a flow keeps every bound, by counting."""
        arcs = self.arcs
        come = np.bincount(arcs.task, used, len(self.demand)).astype(np.int64)
        loads = np.bincount(arcs.expert, used, self.experts).astype(np.int64)
        low, most = (
            np.bincount(self.units.expert, bound, self.experts).astype(np.int64)
            for bound in (self.units.low, self.units.cap)
        )
        exact = (come <= self.demand).all() if self.short is not None else (come == self.demand).all()
        each = ((used >= arcs.low) & (used <= arcs.cap)).all()
        return bool(exact and each and (loads >= low).all() and (loads <= most).all() and self._groups(used))

    def _groups(self, used: Ints) -> bool:
        inside = self.arcs.group >= 0
        carried = np.bincount(self.arcs.group[inside], used[inside], len(self.groups.cap))
        return bool(((carried >= self.groups.low) & (carried <= self.groups.cap)).all())
