"""Shares of panels that lift the least chance, with the panels found as they are needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Engine, Floats, Master, Shares
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts, Indices, Pricing

# What a panel not yet there could still add to what is taken for the highest.
GAP: Final = 1e-8
# Types whose price is above this part of the highest cannot rise.
PRICED: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Found:
    """Panels as counts of types, one a line, and their shares."""

    panels: Counts
    shares: Floats


class Lift:
    """Lifts the least chance in units of each type's own, and settles those who cannot rise further.

    ``units`` is what counts as 1 for each type: one person's worth of a type for plain chances.
    """

    def __init__(self, pool: Pool, engine: Engine, units: Floats, panels: Iterable[Counts]) -> None:
        self.units = units
        self.pricing = Pricing(pool, engine)
        self.master: Master = engine.master(len(units))
        self.panels: dict[bytes, Counts] = {}
        self.rising = np.ones(len(units), dtype=bool)
        self.add(panels)

    def add(self, panels: Iterable[Counts]) -> bool:
        """Add those of the panels that are new; tells whether any was."""
        fresh = {key: panel for panel in panels if (key := panel.tobytes()) not in self.panels}
        if fresh:
            self.panels |= fresh
            self.master.add(np.stack(list(fresh.values())) / self.units)
        return bool(fresh)

    def lift(self, enough: float = np.inf) -> Shares:
        """Lift the least of the rising types until no panel lifts it further, or it is enough."""
        while True:
            shares = self.master.solve()
            weights = shares.prices / self.units
            if shares.least >= enough:
                return shares
            panel = self.pricing.heaviest(weights)
            if panel @ weights <= shares.ceiling + GAP or not self.add([panel]):
                return shares

    def settle(self, shares: Shares) -> None:
        """Settle the types that hold the least down."""
        limit = PRICED * shares.prices[self.rising].max()
        held = np.flatnonzero(self.rising & (shares.prices > limit))
        self.master.settle(dict.fromkeys(held.tolist(), shares.least))
        self.rising[held] = False

    def forget(self, types: Indices) -> None:
        """Lift these types no longer: nothing is due to them."""
        self.master.settle(dict.fromkeys(types.tolist(), 0.0))
        self.rising[types] = False

    def found(self, shares: Shares) -> Found:
        """Give the panels and their shares."""
        return Found(np.stack(list(self.panels.values())), shares.shares)
