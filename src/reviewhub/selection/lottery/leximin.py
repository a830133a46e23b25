"""Chances as equal as the rules allow: the least as high as it can be, then the next, to the last."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Engine, Floats, Master, Shares
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts, Pricing
from reviewhub.selection.lottery.walk import panels_along

# What a panel not yet there could still add to a chance that is taken for the highest.
GAP: Final = 1e-8
# Types whose price is above this part of the highest cannot rise.
PRICED: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Found:
    """Panels as counts of types, one a line, their shares, and the prices of the least chance."""

    panels: Counts
    shares: Floats
    prices: Floats


class Stages:
    """Lifts the least chance, settles those who cannot rise further, and lifts the rest."""

    def __init__(self, pool: Pool, engine: Engine, start: Counts) -> None:
        self.pool, self.many = pool, pool.many.astype(float)
        self.even = pool.size / self.many.sum()
        self.pricing = Pricing(pool, engine)
        self.master: Master = engine.master(len(pool.types))
        self.panels: dict[bytes, Counts] = {}
        self.rising = set(range(len(pool.types)))
        self.add(list(panels_along(pool, start)))

    def add(self, panels: list[Counts]) -> None:
        """Add those of the panels that are new."""
        fresh = {panel.tobytes(): panel for panel in panels if panel.tobytes() not in self.panels}
        if fresh:
            self.panels |= fresh
            self.master.add(np.stack(list(fresh.values())) / self.many)

    def lift(self) -> Shares:
        """Lift the least chance of the rising types until no panel can lift it further."""
        while True:
            shares = self.master.solve()
            if shares.least >= self.even - GAP / 10 and len(self.rising) == len(self.many):
                return shares
            panel = self.pricing.heaviest(shares.prices / self.many)
            if panel is None or panel @ (shares.prices / self.many) - shares.ceiling <= GAP:
                return shares
            if panel.tobytes() in self.panels:
                return shares
            self.add([panel])

    def settle(self, shares: Shares) -> None:
        """Settle the types that hold the least chance down."""
        limit = PRICED * shares.prices[list(self.rising)].max()
        held = {type_ for type_ in self.rising if shares.prices[type_] > limit}
        self.master.settle(dict.fromkeys(sorted(held), shares.least))
        self.rising -= held

    def found(self, shares: Shares, prices: Floats) -> Found:
        """Give what was found."""
        return Found(np.stack(list(self.panels.values())), shares.shares, prices)


def leximin(pool: Pool, engine: Engine, start: Counts, *, stages: int | None = None) -> Found:
    """Make the chances of a pool as equal as its rules allow, from some valid panel.

    References
    ----------
    Flanigan, Gölz, Gupta, Hennig & Procaccia (2021), Nature 596, 548-552, doi:10.1038/s41586-021-03788-6

    """
    run = Stages(pool, engine, start)
    shares = run.lift()
    prices = shares.prices
    if shares.least >= run.even - GAP:
        return run.found(shares, np.array(run.many / run.many.sum()))
    left = stages
    while run.rising and left != 1:
        run.settle(shares)
        shares = run.lift() if run.rising else run.master.solve()
        left = left and left - 1
    return run.found(shares, prices)
