"""A first stock of valid panels: from one to the next by exchanging a person, the same walk every time."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts

# Enough that every type is in about so many panels of the stock.
PANELS_A_TYPE: Final = 8
MASK: Final = 2**64 - 1


class Numbers:
    """A fixed stream of whole numbers (xorshift64*), so that a walk never differs; nothing is drawn by it.

    References
    ----------
    Vigna (2016), ACM Trans. Math. Softw. 42(4):30, doi:10.1145/2845077

    """

    def __init__(self) -> None:
        self.state = 0x9E3779B97F4A7C15

    def below(self, limit: int) -> int:
        """Give a number from 0 to ``limit - 1``."""
        self.state ^= self.state >> 12
        self.state ^= (self.state << 25) & MASK
        self.state ^= self.state >> 27
        return ((self.state * 0x2545F4914F6CDD1D) & MASK) % limit


class Walk:
    """A panel that changes by one person at a time and stays valid."""

    def __init__(self, pool: Pool, start: Counts) -> None:
        self.touches, self.many = pool.touches, [len(ids) for ids in pool.types]
        least, most = pool.bounds
        self.least, self.most = least.tolist(), most.tolist()
        self.counts: list[int] = start.tolist()
        self.sums: list[int] = (pool.matrix @ start).tolist()
        self.seats = [type_ for type_, count in enumerate(self.counts) for _ in range(count)]
        self.numbers = Numbers()

    def bring_in(self, type_: int) -> bool:
        """Exchange somebody for a person of a type, if any exchange keeps the rules."""
        if self.counts[type_] == self.many[type_]:
            return False
        first = self.numbers.below(len(self.seats))
        for step in range(len(self.seats)):
            seat = (first + step) % len(self.seats)
            if self._fits(self.seats[seat], type_):
                self._exchange(seat, type_)
                return True
        return False

    def _fits(self, gone: int, come: int) -> bool:
        left, entered = self.touches[gone], self.touches[come]
        sums = self.sums
        return (
            gone != come
            and all(sums[row] < self.most[row] or row in left for row in entered)
            and all(sums[row] > self.least[row] or row in entered for row in left)
        )

    def _exchange(self, seat: int, come: int) -> None:
        gone, self.seats[seat] = self.seats[seat], come
        self.counts[gone] -= 1
        self.counts[come] += 1
        for row in self.touches[gone]:
            self.sums[row] -= 1
        for row in self.touches[come]:
            self.sums[row] += 1


def panels_along(pool: Pool, start: Counts, passes: int = PANELS_A_TYPE) -> Iterator[Counts]:
    """Give the panels of a walk that brings in every type in turn, several times over."""
    walk, types = Walk(pool, start), len(pool.types)
    yield start
    for _ in range(passes):
        for type_ in range(types):
            walk.bring_in(walk.numbers.below(types))
            if walk.bring_in(type_):
                yield np.array(walk.counts, dtype=np.int64)
