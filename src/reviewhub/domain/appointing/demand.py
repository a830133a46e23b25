"""What a matching is asked for: how many experts a task, of which classes, and what is best."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem

MOST_SIZE: Final = 15
MOST_BALANCE: Final = 10_000
OBJECTIVES: Final = ("total", "fair")


@dataclass(frozen=True, slots=True)
class Demand:
    """The rules of one matching.

    ``size`` experts a task, at least so many of a class by ``classes``; ``objective`` is the best total, or
    first the task that fares worst. ``balance`` is what an expert's second task of the matching costs, in
    points; the third costs twice that.
    """

    size: int
    classes: Mapping[str, int]
    objective: str = "total"
    balance: int = 0
    one_per_employer: bool = True

    def written(self) -> dict[str, Any]:
        """Give plain values, as they are kept."""
        return {
            "size": self.size,
            "classes": dict(self.classes),
            "objective": self.objective,
            "balance": self.balance,
            "one_per_employer": self.one_per_employer,
        }

    def require_sound(self) -> None:
        """Raise :class:`Invalid` with everything that no pool could satisfy."""
        problems = list(_faults(self))
        if problems:
            raise Invalid(problems)


def read_demand(kept: Mapping[str, Any]) -> Demand:
    """Take back what :meth:`Demand.written` gave."""
    return Demand(**kept)


def _faults(demand: Demand) -> Iterator[Problem]:
    if not 1 <= demand.size <= MOST_SIZE:
        yield Problem("size", "matching.size_out_of_range", {"most": MOST_SIZE})
    if any(least < 0 for least in demand.classes.values()) or sum(demand.classes.values()) > demand.size:
        yield Problem("classes", "matching.classes_above_size", {"size": demand.size})
    if demand.objective not in OBJECTIVES:
        yield Problem("objective", "matching.unknown_objective")
    if not 0 <= demand.balance <= MOST_BALANCE:
        yield Problem("balance", "matching.balance_out_of_range", {"most": MOST_BALANCE})
