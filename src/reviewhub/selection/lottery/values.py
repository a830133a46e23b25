"""What a lottery of panels is made from and what it gives: plain values, people named by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

# The weights of a lottery's panels are whole numbers that sum to this.
WHOLE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may be drawn, under a stable id, with the features that rules may name."""

    id: str
    features: Mapping[str, str]

    def of(self, feature: str) -> str:
        """Give the value of a feature, empty where nothing is known."""
        return self.features.get(feature, "")


@dataclass(frozen=True, slots=True)
class Quota:
    """How many people with this value of a feature a panel holds, both bounds inclusive."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a panel valid.

    Attributes
    ----------
    size
        Number of people on a panel.
    quotas
        Bounds by value of a feature.
    one_per
        Features of which a value may occur at most once on a panel; an empty value is no value.

    """

    size: int
    quotas: tuple[Quota, ...] = ()
    one_per: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """One side of one rule, by which reasons name it.

    Attributes
    ----------
    kind
        ``size``, ``least``, ``most`` or ``one_per``.
    feature, value
        What is counted; empty for the size, and without value for ``one_per`` as a rule.
    limit
        The number that the rule gives.

    """

    kind: str
    feature: str = ""
    value: str = ""
    limit: int = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """Why the least chance cannot be higher, in whole numbers.

    The weights of the people on any valid panel sum to at most ``ceiling``. The expected sum of a lottery is
    at least its least chance times the sum of all weights, so no lottery's least chance is above
    ``ceiling / sum(weights)``.

    Attributes
    ----------
    kind
        ``equality``: all weights are 1 and the ceiling is the size; ``rules``: the multipliers give the
        ceiling; ``panels``: the ceiling is the heaviest valid panel, found by whole-number optimisation.
    weights
        One a person, in the order of ``Lottery.people``, none negative.
    ceiling
        What the weights on a valid panel sum to at most.
    multipliers
        How often each bound is used. The ceiling is ``sum(multiplier * limit)`` and for every person
        ``max(0, weight - m)`` with ``m`` the multipliers of the bounds that count the person. Those of
        ``least`` are not positive, of ``most`` and ``one_per`` not negative.

    """

    kind: str
    weights: tuple[int, ...]
    ceiling: int
    multipliers: tuple[tuple[Bound, int], ...] = ()

    @property
    def bound(self) -> Fraction:
        """The least chance that no lottery exceeds."""
        return Fraction(self.ceiling, sum(self.weights))


@dataclass(frozen=True)
class Lottery:
    """Valid panels and how likely each is.

    Attributes
    ----------
    objective
        ``leximin`` or ``goldilocks``.
    people
        Ids of everyone who may be drawn, sorted.
    panels
        Valid panels in sorted order, each the sorted ids of its members.
    weights
        One a panel, positive, summing to ``WHOLE``.
    proof
        Why the least chance cannot be higher than it says.

    """

    objective: str
    people: tuple[str, ...]
    panels: tuple[tuple[str, ...], ...]
    weights: tuple[int, ...]
    proof: Proof

    def probabilities(self) -> dict[str, Fraction]:
        """Give everyone's chance to be on the panel, exactly, by id."""
        shares = self._shares
        return {id_: Fraction(shares[id_], WHOLE) for id_ in self.people}

    @cached_property
    def _shares(self) -> dict[str, int]:
        shares = dict.fromkeys(self.people, 0)
        for panel, weight in zip(self.panels, self.weights, strict=True):
            for id_ in panel:
                shares[id_] += weight
        return shares

    @property
    def least(self) -> Fraction:
        """The smallest chance of anyone."""
        return Fraction(min(self._shares.values()), WHOLE)

    @property
    def most(self) -> Fraction:
        """The greatest chance of anyone."""
        return Fraction(max(self._shares.values()), WHOLE)

    @property
    def gini(self) -> float:
        """The Gini coefficient of the chances: 0 where all are equal, close to 1 where few have them all."""
        return gini(tuple(self._shares.values()))


def gini(shares: tuple[int, ...]) -> float:
    """Give the Gini coefficient of shares: their mean absolute difference over twice their mean.

    >>> gini((1, 1, 1)), gini((0, 0, 1))
    (0.0, 0.6666666666666666)
    """
    count, total = len(shares), sum(shares)
    ranked = sum((2 * rank - count - 1) * share for rank, share in enumerate(sorted(shares), 1))
    return ranked / (count * total) if total else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """One bound and the number it would have to give instead."""

    bound: Bound
    limit: int


class Infeasible(Exception):
    """No panel keeps all the rules.

    Attributes
    ----------
    conflict
        A smallest set of bounds that cannot all be kept; without any one of them the others can.
    relaxation
        Changes of numbers, smallest in sum, after which a panel exists; empty where no change helps.

    """

    def __init__(self, conflict: tuple[Bound, ...], relaxation: tuple[Change, ...] = ()) -> None:
        super().__init__("no panel keeps all the rules", conflict, relaxation)
        self.conflict = conflict
        self.relaxation = relaxation
