"""Where labels go so that none touches another; plain geometry in the unit of the caller."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the values of a scale fall on a sheet.

    >>> Axis(low=60, high=100, left=1.0, right=5.0).at(80)
    3.0
    """

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Give the place of a value; beyond the shown stretch, its end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)


def window(values: Sequence[float], bounds: tuple[float, float]) -> tuple[float, float]:
    """Zoom to the values with a little room, from a round number to a round number within the bounds.

    >>> window([84.2, 91.5], (0, 100))
    (83, 93)
    """
    room = max(1.0, 0.06 * (max(values) - min(values)))
    low, high = min(values) - room, max(values) + room
    step = next((step for step in (1, 5) if high - low <= 20 * step), 10)
    return max(bounds[0], step * math.floor(low / step)), min(bounds[1], step * math.ceil(high / step))


def around(cutoffs: Sequence[float], low: float, high: float) -> list[float]:
    """Keep the cut-offs between ``low`` and ``high`` and the nearest on each side.

    >>> around([60, 80, 90], 81, 95)
    [80, 90]
    """
    ordered = sorted(set(cutoffs))
    below = [cutoff for cutoff in ordered if cutoff <= low][-1:]
    between = [cutoff for cutoff in ordered if low < cutoff < high]
    above = [cutoff for cutoff in ordered if cutoff >= high and cutoff not in below][:1]
    return [*below, *between, *above]


def flag_lanes(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Stack labels that fly to the right of their stalks; lane 0 is the lowest.

    Going from right to left, a label rises above every label it would touch. A stalk then passes only to the
    left of lower labels and crosses none. At one place the first of the caller flies highest.

    >>> flag_lanes([1.0, 1.2, 5.0], [0.5, 0.5, 0.5])
    [1, 0, 0]
    """
    lanes = [0] * len(places)
    placed: list[int] = []
    for here in sorted(range(len(places)), key=lambda at: (places[at], at), reverse=True):
        end = places[here] + widths[here]
        lanes[here] = max((lanes[other] + 1 for other in placed if places[other] < end), default=0)
        placed.append(here)
    return lanes


def centred_lanes(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Give each centred label, from left to right, the first lane where it is free.

    >>> centred_lanes([1.0, 1.2, 5.0], [0.5, 0.5, 0.5])
    [0, 1, 0]
    """
    ends: list[float] = []
    lanes = [0] * len(places)
    for here in sorted(range(len(places)), key=places.__getitem__):
        start, end = places[here] - widths[here] / 2, places[here] + widths[here] / 2
        lane = next((at for at, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        lanes[here] = lane
    return lanes
