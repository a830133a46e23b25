"""Selecting and ranking under an envelope: in order of points, beside the best total; in whole fen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import FEN, print_wan


class Worth(StrEnum):
    """What the best total adds up: the points of every chosen project, or its points times its money."""

    POINTS = "points"
    MONEY = "money"


class Wish(StrEnum):
    """What the officer wants of a project whatever its points: in, out, or as it comes."""

    FREE = "free"
    MUST = "must"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One task: its number, printed total in hundredths of a point, what it would get in fen, department."""

    task: int
    number: int
    points: int
    cost: int
    department: int | None = None
    wish: Wish = Wish.FREE

    def worth(self, worth: Worth) -> int:
        """Give what choosing it adds to the total."""
        return self.points if worth is Worth.POINTS else self.points * self.cost


@dataclass(frozen=True, slots=True)
class Limits:
    """The envelope (None: none) and the ceilings of departments, in fen."""

    total: int | None
    ceilings: Mapping[int, int] = field(default_factory=dict)

    def left(self, chosen: Iterable[Candidate]) -> "Limits":
        """Give what is left after some are chosen; below zero where they exceed a limit."""
        taken = list(chosen)
        ceilings = {
            one: most - sum(each.cost for each in taken if each.department == one)
            for one, most in self.ceilings.items()
        }
        return Limits(None if self.total is None else self.total - sum(one.cost for one in taken), ceilings)

    def holds(self, one: Candidate) -> bool:
        """Tell whether one more fits."""
        most = None if one.department is None else self.ceilings.get(one.department)
        return (self.total is None or one.cost <= self.total) and (most is None or one.cost <= most)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tasks that one way of choosing takes, with the sum of points (hundredths) and of money (fen).

    ``ties`` are the tasks that could as well have been chosen or left: with the same points at the line, or
    by another choice of the same total.
    """

    tasks: frozenset[int]
    points: int
    cost: int
    ties: frozenset[int] = frozenset()

    @property
    def money(self) -> Decimal:
        """The money in yuan."""
        return self.cost * FEN

    @property
    def total(self) -> Decimal:
        """The sum of points."""
        return Decimal(self.points).scaleb(-2)

    @classmethod
    def of(cls, taken: Iterable[Candidate], ties: Iterable[int] = ()) -> "Chosen":
        """Add up what is taken."""
        given = list(taken)
        tasks = frozenset(one.task for one in given)
        return cls(tasks, sum(one.points for one in given), sum(one.cost for one in given), frozenset(ties))


def wish_problems(candidates: Sequence[Candidate], limits: Limits, names: Mapping[int, str]) -> list[Problem]:
    """List the limits that the musts alone exceed."""
    left = limits.left(one for one in candidates if one.wish is Wish.MUST)
    problems = []
    if left.total is not None and left.total < 0:
        problems.append(Problem("must", "ranking.musts_exceed", {"over": _wan(-left.total)}))
    for department, rest in left.ceilings.items():
        if rest < 0:
            values = {"over": _wan(-rest), "department": names.get(department, str(department))}
            problems.append(Problem("must", "ranking.musts_exceed_ceiling", values))
    return problems


def in_order(candidates: Sequence[Candidate], limits: Limits) -> Chosen:
    """Take the musts, then the others from the highest points down, passing over what does not fit.

    Of equal points the smaller amount goes first, then the lower number; where equal
    points are had on both sides of the line, that is a tie.
    """
    taken = [one for one in candidates if one.wish is Wish.MUST]
    free = sorted(
        (one for one in candidates if one.wish is Wish.FREE),
        key=lambda one: (-one.points, one.cost, one.number),
    )
    left = limits.left(taken)
    for one in free:
        if left.holds(one):
            taken.append(one)
            left = left.left([one])
    chosen = {one.task for one in taken}
    return Chosen.of(taken, _ties(free, chosen))


def _ties(free: Sequence[Candidate], chosen: set[int]) -> list[int]:
    """Give those whose points are had by one that was chosen and one that was not."""
    inside = {one.points for one in free if one.task in chosen}
    outside = {one.points for one in free if one.task not in chosen}
    return [one.task for one in free if one.points in inside & outside]


def fen(yuan: Decimal) -> int:
    """Give yuan as whole fen."""
    return int(yuan / FEN)


def _wan(amount: int) -> str:
    return print_wan(amount * FEN)
