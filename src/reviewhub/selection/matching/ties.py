"""Among equals the ticket decides: numbers that follow from the seed and the names, never from an index."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.draw.stream import ticket
from reviewhub.selection.matching.solving.flow import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Tickets:
    """The tickets of tasks and experts: the first eight bytes of the draw's tickets of these labels."""

    task: NDArray[np.uint64]
    expert: NDArray[np.uint64]

    @classmethod
    def of(cls, seed: bytes, tasks: Iterable[str], experts: Iterable[str]) -> "Tickets":
        """Give a ticket to every name."""
        return cls(_tickets(seed, "match/task", tasks), _tickets(seed, "match/expert", experts))

    def sample(self, rows: Ints) -> "Tickets":
        """Keep the tickets of some tasks."""
        return Tickets(self.task[rows], self.expert)

    def ties(self, task: Ints, expert: Ints, bits: int) -> Ints:
        """Mix the tickets of pairs into numbers of so many bits (the finaliser of splitmix64)."""
        mixed = self.task[task] ^ np.left_shift(self.expert[expert], np.uint64(1))
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return np.asarray(mixed >> np.uint64(64 - bits)).astype(np.int64)


def _tickets(seed: bytes, label: str, names: Iterable[str]) -> NDArray[np.uint64]:
    first = b"".join(ticket(seed, label, name)[:8] for name in names)
    return np.frombuffer(first, dtype=">u8").astype(np.uint64)
