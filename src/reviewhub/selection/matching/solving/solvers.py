"""Which solver answers: OR-Tools where it is installed and asked for, scipy always."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from reviewhub.selection.matching.solving import flow_ortools, flow_scipy
from reviewhub.selection.matching.solving.flow import Flow, Ints

AUTO: Final = "auto"
SOLVERS: Final = ("ortools", "scipy")


def available() -> tuple[str, ...]:
    """Name the solvers that are installed, the fastest first."""
    return SOLVERS if find_spec("ortools") else SOLVERS[1:]


@dataclass(frozen=True, slots=True)
class Means:
    """The solver, and the moment (of ``clock``, in seconds) when an answer is due."""

    solver: str
    until: float
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def within(cls, seconds: float, solver: str = AUTO) -> "Means":
        """Use a solver, the fastest there is unless named, for so many seconds."""
        return cls(available()[0] if solver == AUTO else solver, time.monotonic() + seconds)

    def left(self) -> float:
        """Give the seconds that are left, at least none."""
        return max(0.0, self.until - self.clock())

    def best_flow(self, flow: Flow) -> Ints | None:
        """Ask the solver for a flow of the greatest gain."""
        if self.solver == "ortools":
            return flow_ortools.best_flow(flow)
        return flow_scipy.best_flow(flow, self.left())
