"""Panels and shares that give the types their chances, taken off one by one.

The chances left, spread over the share left, always keep the rules on average. A panel that keeps to every
bound which they touch can be taken off until they touch one more; so the bounds touched grow, and it ends.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Box, Engine, Floats
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts, programme_of
from reviewhub.selection.lottery.walk import Numbers

# What may be left of a share of 1: nobody's chance moves by more than that.
LITTLE: Final = 1e-6
NOTHING: Final = 1e-9
# A count that differs from a bound by less touches it.
TOUCHES: Final = 1e-12
WHOLE: Final = 1e-6
# How often to put panels back, and to how many times the share that was left.
TRIES: Final = 4
BACK: Final = 100
PARTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """Panels as counts of types, one a line, their shares, and the share for which no panel was found."""

    panels: Counts
    shares: Floats
    left: float


class Remainder:
    """What of the average counts is left when panels have been taken off."""

    def __init__(self, pool: Pool, engine: Engine, chances: Floats) -> None:
        self.matrix, self.many = pool.matrix.astype(float), pool.many.astype(float)
        self.least, self.most = (bound.astype(float) for bound in pool.bounds)
        self.counts, self.share = chances * self.many, 1.0
        self.preferred = np.ones(len(chances))
        self.whole, self.mean = (engine.model(programme_of(pool, whole=one)) for one in (True, False))

    def panel(self) -> Floats | None:
        """Give a valid panel that keeps to every bound touched, ``None`` where there is none."""
        left = self.counts / self.share
        box, gains = self._touched(left), left / self.many * self.preferred
        mean = self.mean.best(gains, box)
        if mean is None:
            return None
        if np.abs(mean.amounts - np.rint(mean.amounts)).max() < WHOLE:
            return np.rint(mean.amounts)
        among = np.where(mean.amounts > WHOLE, box.most, box.least)
        found = self.whole.best(gains, Box(box.least, among, box.lower, box.upper))
        found = found or self.whole.best(gains, box)
        return None if found is None else np.rint(found.amounts)

    def prefer(self, weights: Floats) -> None:
        """Prefer types with greater weights to others from now on."""
        self.preferred = weights

    def put_back(self, panel: Floats, share: float) -> None:
        """Put a panel back that was taken off."""
        self.counts += share * panel
        self.share += share

    def _touched(self, left: Floats) -> Box:
        near, sums = TOUCHES / self.share, self.matrix @ left
        return Box(
            np.where(left >= self.many - near, self.many, 0.0),
            np.where(left <= near, 0.0, self.many),
            np.where(sums >= self.most - near, self.most, self.least),
            np.where(sums <= self.least + near, self.least, self.most),
        )

    def take(self, panel: Floats) -> float:
        """Take a panel off as long as what is left keeps the rules; gives its share."""
        left = self.counts / self.share
        sums, own = self.matrix @ left, self.matrix @ panel
        part = min(
            1.0,
            _reach(left, panel),
            _reach(self.many - left, self.many - panel),
            _reach(sums - self.least, own - self.least),
            _reach(self.most - sums, self.most - own),
        )
        taken = part * self.share
        self.counts -= taken * panel
        self.share -= taken
        return taken


def _reach(room: Floats, used: Floats) -> float:
    """Give how far one can go before some room is used up."""
    using = used > WHOLE
    return float((np.maximum(room[using], 0.0) / used[using]).min(initial=1.0))


def decomposed(pool: Pool, engine: Engine, chances: Floats) -> Taken:
    """Take valid panels off the chances of types until nothing is left, or no panel fits.

    Where none fits while more than a little is left, the last panels are put back and others preferred, a few
    times; gives the attempt that left least.
    """
    remainder, numbers = Remainder(pool, engine, chances), Numbers()
    attempts: list[Taken] = []
    taken: list[tuple[Floats, float]] = []
    while len(attempts) < TRIES:
        while remainder.share > NOTHING and (panel := remainder.panel()) is not None:
            taken.append((panel, remainder.take(panel)))
        attempts.append(_stacked(taken, len(chances), remainder.share))
        if remainder.share <= LITTLE:
            break
        remainder.prefer(np.array([1 + numbers.below(PARTS) / PARTS for _ in pool.types]))
        enough = remainder.share * BACK
        while taken and remainder.share < enough:
            remainder.put_back(*taken.pop())
    return min(attempts, key=lambda attempt: attempt.left)


def _stacked(taken: list[tuple[Floats, float]], types: int, left: float) -> Taken:
    panels = np.array([panel for panel, _ in taken], dtype=np.int64).reshape(-1, types)
    return Taken(panels, np.array([share for _, share in taken]), left)
