"""The chances to aim at: as equal as the rules allow on average, before asking which panels give them.

What a lottery of valid panels gives to the types on average keeps every rule, so no lottery is more equal
than these chances; where panels that give them are found, both are the best there is.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import (
    BEYOND,
    Box,
    Columns,
    Engine,
    Floats,
    Optimum,
    Programme,
)
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Indices, NoPanel

# Types whose price is above this part of the highest cannot rise.
PRICED: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Target:
    """Chances of the types, and what holds the least of them down.

    Attributes
    ----------
    chances
        One a type.
    prices
        Of the least chance: one a type, for all its people together, summing to 1.
    multipliers
        Of the least chance: one a row, above zero where its most binds, below where its least does.
    least
        The least chance that was lifted.

    """

    chances: Floats
    prices: Floats
    multipliers: Floats
    least: float


class Means:
    """Average counts of the types that keep the rules, with the least and the greatest of their chances.

    Column ``types`` is the least chance, the next the greatest; the rows of the rules are followed by one a
    type that keeps its chance above the least, and one that keeps it below the greatest.
    """

    def __init__(self, pool: Pool, engine: Engine) -> None:
        self.many = pool.many.astype(float)
        self.types, self.rules = len(pool.types), len(pool.rows)
        least, most = (bound.astype(float) for bound in pool.bounds)
        ones = np.ones(self.types)
        lower = np.concatenate([least, 0 * ones, -BEYOND * ones])
        upper = np.concatenate([most, ones, 0 * ones])
        limits = np.concatenate([self.many, [BEYOND, BEYOND]])
        programme = Programme(self._columns(pool), lower, upper, limits, whole=False)
        self.model, self.programme = engine.model(programme), programme
        self.box = Box.of(programme)

    def _columns(self, pool: Pool) -> Columns:
        low, high = self.rules, self.rules + self.types
        types = [
            dict.fromkeys(touched, 1.0) | {low + type_: 1 / many, high + type_: 1 / many}
            for type_, (touched, many) in enumerate(zip(pool.touches, self.many.tolist(), strict=True))
        ]
        least, most = (dict.fromkeys(range(first, first + self.types), -1.0) for first in (low, high))
        return Columns.of([*types, least, most])

    def between(self, least: Floats, most: float) -> None:
        """Settle nobody, and keep every chance between its least and one greatest."""
        self.box = Box.of(self.programme)
        self.box.least[: self.types] = least * self.many
        self.box.most[: self.types] = most * self.many

    def lower(self) -> float:
        """Give the smallest greatest chance that the bounds allow."""
        gains = np.zeros(self.types + 2)
        gains[self.types + 1] = -1
        return -self._best(gains).gain

    def lift(self) -> Target:
        """Lift the least chance of the types not settled as high as it can be."""
        gains = np.zeros(self.types + 2)
        gains[self.types] = 1
        found = self._best(gains)
        prices = np.maximum(-found.prices[self.rules : self.rules + self.types], 0.0)
        chances = found.amounts[: self.types] / self.many
        return Target(chances, prices, found.prices[: self.rules], float(found.amounts[self.types]))

    def _best(self, gains: Floats) -> Optimum:
        found = self.model.best(gains, self.box)
        if found is None:
            raise NoPanel
        return found

    def settle(self, held: Indices, chance: float) -> None:
        """Hold the types of these indices at a chance from below and no longer lift them."""
        self.box.least[held] = chance * self.many[held]
        self.box.lower[self.rules + held] = -BEYOND


def equalised(means: Means) -> Target:
    """Make the chances as equal as the rules and bounds allow: the least first, then the next."""
    rising = np.ones(means.types, dtype=bool)
    first = lifted = means.lift()
    while rising.any():
        held = np.flatnonzero(rising & (lifted.prices > PRICED * lifted.prices[rising].max()))
        means.settle(held, lifted.least)
        rising[held] = False
        lifted = means.lift() if rising.any() else lifted
    return replace(first, chances=lifted.chances)
