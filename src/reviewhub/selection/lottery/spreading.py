"""From shares of counts to people in whole numbers: whose turn it is, so that one type gets equal chances."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.engines.programme import Floats
from reviewhub.selection.lottery.pricing import Counts

Whole = NDArray[np.int64]

# A panel of less weight came from rounding a share to whole units; it is not worth a line.
LIGHT: Final = 10


def rounded(shares: Floats, whole: int) -> Whole:
    """Round shares to whole numbers in their proportion that sum to ``whole``, by the largest remainders.

    Among equal remainders the earlier share is rounded up.
    """
    exact = np.maximum(shares, 0.0) / np.maximum(shares, 0.0).sum() * whole
    weights: Whole = np.floor(exact).astype(np.int64)
    missing = whole - int(weights.sum())
    order = np.argsort(-(exact - weights), kind="stable")
    weights[order[:missing]] += 1
    return weights


class Turns:
    """What is still due to each person of one type, in units of weight, while panels are handed out.

    ``counts`` and ``weights`` are those of the panels in their order. Whoever is due most comes first. A set
    of people goes on together as long as nobody left out can come to be due more than the panels still to
    come can give (Gale and Ryser's condition), so that few panels suffice and all is even at the end.

    References
    ----------
    Gale (1957), Pacific J. Math. 7, 1073-1082, doi:10.2140/pjm.1957.7.1073

    """

    def __init__(self, people: int, counts: Whole, weights: Whole) -> None:
        share, more = divmod(int(counts @ weights), people)
        self.due = np.full(people, share, dtype=np.int64)
        self.due[:more] += 1
        sizes = np.arange(people + 1)
        # coming[h]: what the panels to come can give to any h people
        self.coming: Whole = np.minimum(sizes[:, None], counts[None]) @ weights

    def next(self, count: int, limit: int) -> tuple[Whole, int]:
        """Choose ``count`` people and for how many units, at most ``limit``, they may go on together."""
        order = np.argsort(-self.due, kind="stable")
        chosen, rest = order[:count], order[count:]
        if not len(rest) or not count:
            return chosen, limit
        inside = np.concatenate([[0], np.cumsum(self.due[chosen])])[:-1, None]
        outside = np.cumsum(self.due[rest])[None]
        a, b = np.arange(count)[:, None], np.arange(1, len(rest) + 1)[None]
        room = self.coming[a + b] - inside - outside
        units = int((room // (np.minimum(a + b, count) - a)).min())
        return chosen, min(limit, units, int(self.due[chosen].min()))

    def take(self, chosen: Whole, units: int) -> None:
        """Let the chosen have their units."""
        self.due[chosen] -= units
        self.coming -= np.minimum(np.arange(len(self.coming)), len(chosen)) * units


def spread(types: Sequence[Sequence[str]], panels: Counts, weights: Whole) -> dict[tuple[str, ...], int]:
    """Give panels of people with their weights, from counts of types with theirs.

    People of one type differ by at most one unit in what they get in all.
    """
    used = {index: Turns(len(ids), panels[:, index], weights) for index, ids in enumerate(types)}
    made: dict[tuple[str, ...], int] = {}
    for counts, weight in zip(panels.tolist(), weights.tolist(), strict=True):
        present = [(index, count) for index, count in enumerate(counts) if count]
        left = weight
        while left:
            turns = [(index, *used[index].next(count, left)) for index, count in present]
            units = min(limit for _, _, limit in turns)
            for index, chosen, _ in turns:
                used[index].take(chosen, units)
            ids = sorted(types[index][one] for index, chosen, _ in turns for one in chosen.tolist())
            made[tuple(ids)] = made.get(tuple(ids), 0) + units
            left -= units
    return made


def without_light(panels: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Give the panels in sorted order, the weight of the lightest added to the first of the heaviest."""
    kept = {panel: weight for panel, weight in sorted(panels.items()) if weight >= LIGHT}
    heaviest = max(kept, key=kept.__getitem__)
    kept[heaviest] += sum(panels.values()) - sum(kept.values())
    return kept
