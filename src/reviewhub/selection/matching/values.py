"""What a match is asked for, and what it answers: plain frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

SCALE: Final = 10_000  # a score of 1 in points; points are integers, and sums of them are exact
DEFAULT_SECONDS: Final = 60.0

Points = NDArray[np.int32]
Open = NDArray[np.bool_]


class Objective(StrEnum):
    """What is best: the total, or first the task that fares worst and then the total."""

    TOTAL = "total"
    FAIR = "fair"


class Infeasible(Exception):
    """No match keeps the rules; says why.

    ``lacking`` places cannot be filled: ``tasks`` ask for ``needed`` places, and all ``experts`` open to them
    offer ``offered``. ``code`` is ``places`` (the tasks ask for more than there is), ``least`` (experts are
    to get more tasks than there are for them), ``kept`` (a kept pair breaks a rule), ``quota`` (``name`` asks
    for more of its members than are open to the tasks), ``members`` (for more than they can take on) or
    ``rules`` (each can be kept, all together not).
    """

    def __init__(
        self,
        code: str,
        tasks: Iterable[str] = (),
        *,
        experts: Iterable[str] = (),
        name: str = "",
        **counts: int,
    ) -> None:
        super().__init__(code)
        self.code, self.name = code, name
        self.tasks, self.experts = tuple(tasks), tuple(experts)
        self.lacking = counts.get("lacking", 0)
        self.needed = counts.get("needed", 0)
        self.offered = counts.get("offered", 0)


class OutOfTime(Exception):
    """The time was up before there was any answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """How well each expert fits each task: ``points`` in ten-thousandths, shape (tasks, experts).

    ``open`` is False where a conflict of interest rules the pair out. A score of zero rules nothing out.
    """

    tasks: tuple[str, ...]
    experts: tuple[str, ...]
    points: Points
    open: Open

    @classmethod
    def of(
        cls, tasks: Iterable[str], experts: Iterable[str], given: Mapping[tuple[str, str], Decimal]
    ) -> "Scores":
        """Take scores by pair; a pair that is not given is ruled out."""
        rows, columns = tuple(tasks), tuple(experts)
        row, column = ({name: at for at, name in enumerate(names)} for names in (rows, columns))
        points = np.zeros((len(rows), len(columns)), dtype=np.int32)
        allowed = np.zeros(points.shape, dtype=np.bool_)
        for (task, expert), score in given.items():
            place = row[task], column[expert]
            points[place], allowed[place] = in_points(score), True
        return cls(rows, columns, points, allowed)


@dataclass(frozen=True, slots=True)
class Loads:
    """How many tasks each expert gets at least and at most, in the order of the experts."""

    least: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of ``members`` every task gets at least and at most; ``tasks`` empty: every task."""

    name: str
    members: frozenset[str]
    least: int = 0
    most: int | None = None
    tasks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cap:
    """No pair is more likely than ``parts / of``: who tries to get a certain task cannot rely on it."""

    parts: int
    of: int


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a match is made from.

    ``employers`` (by expert, "" for none): of one employer at most one a task. ``balance``: points that an
    expert's second task costs, twice that the third, and so on. ``kept``: pairs that stay as they are.
    """

    scores: Scores
    demand: tuple[int, ...]
    loads: Loads
    kept: frozenset[tuple[str, str]] = frozenset()
    employers: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    balance: int = 0
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An expert on a task, with the points of that."""

    task: str
    expert: str
    points: int


@dataclass(frozen=True, slots=True)
class Matching:
    """Who does what, and how good that can be at all; all points in ten-thousandths.

    ``value`` is what was maximised: the total less the cost of balance; under a cap its expectation times
    ``cap.of``. ``bound``: no match has more (with the fair objective: none with this worst task).
    ``worst_bound``: no match has a better worst task. ``chances``: under a cap, the published chance of
    every pair in parts of ``cap.of``, of which ``pairs`` were drawn.
    """

    objective: Objective
    seed: str
    solver: str
    pairs: tuple[Pair, ...]
    value: int
    bound: int
    worst: int
    worst_bound: int | None = None
    chances: tuple[Pair, ...] = field(default=())

    @property
    def total(self) -> int:
        """Add up the points of all pairs."""
        return sum(pair.points for pair in self.pairs)

    @property
    def gap(self) -> int:
        """Give the points by which a better match is not ruled out."""
        return self.bound - self.value

    @property
    def proven(self) -> bool:
        """Tell whether no match is better."""
        return self.gap == 0 and self.worst_bound in {None, self.worst}

    def loads(self) -> dict[str, int]:
        """Count the tasks of every expert who has any."""
        counts: dict[str, int] = {}
        for pair in self.pairs:
            counts[pair.expert] = counts.get(pair.expert, 0) + 1
        return counts


def in_points(score: Decimal) -> int:
    """Scale a score to points, half up.

    >>> in_points(Decimal("0.94485"))
    9449
    """
    return int((score * SCALE).to_integral_value(ROUND_HALF_UP))
