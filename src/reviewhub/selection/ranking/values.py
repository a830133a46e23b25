"""What is asked and answered: whole numbers throughout."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Knapsack:
    """Choose among things with a ``worth`` and a ``cost``, within ``budget`` (None: none) and caps of groups.

    ``group`` is the number of the cap a thing counts against, -1 for none; ``must`` are taken in any case.
    """

    worth: tuple[int, ...]
    cost: tuple[int, ...]
    group: tuple[int, ...]
    must: frozenset[int]
    budget: int | None
    caps: tuple[int, ...]

    def value(self, taken: Sequence[int]) -> int:
        """Add up what is taken."""
        return sum(self.worth[one] for one in taken)

    def fits(self, taken: Sequence[int]) -> bool:
        """Tell whether what is taken keeps every bound, by counting."""
        spent = sum(self.cost[one] for one in taken)
        by_group = [0] * len(self.caps)
        for one in taken:
            if self.group[one] >= 0:
                by_group[self.group[one]] += self.cost[one]
        within = all(used <= cap for used, cap in zip(by_group, self.caps, strict=True))
        return within and self.must <= set(taken) and (self.budget is None or spent <= self.budget)


@dataclass(frozen=True, slots=True)
class Best:
    """The best choice that was found, and what no choice can exceed.

    ``bound`` is computed in whole numbers; where it is the value, that the choice is best is proved.
    ``other`` is another choice of the same value, if one was found.
    """

    taken: tuple[int, ...]
    value: int
    bound: int
    other: tuple[int, ...] | None = None

    @property
    def is_proved(self) -> bool:
        """Tell whether nothing can be better."""
        return self.bound == self.value

    @property
    def gap(self) -> int:
        """How far the bound is above the value."""
        return self.bound - self.value
