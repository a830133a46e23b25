"""The pair of variances at which the restricted likelihood is greatest."""

from typing import Final

import numpy as np

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.descent import GREATEST, LEAST, downhill, off_the_flat
from reviewhub.stats.crossed.sums import Sums

STEPS: Final = 100
CLOSE_ENOUGH: Final = 1e-10
FAR_AROUND: Final = (1.0, 10.0, 1e-2, 1e-4)


def minimum(sums: Sums, start: tuple[float, float]) -> tuple[float, float]:
    """Find the ratios (rows, columns) at which the criterion is least; what is zero comes back as 0.

    Sparse scores can have two minima: the way down from the start is tried, and the one from the best place
    far around it.
    """
    around = [(start[0] * one, start[1] * other) for one in FAR_AROUND for other in FAR_AROUND]
    lowest = min(around, key=lambda place: point_at(sums, *place).criterion)
    ends = {_way_down(sums, place) for place in (start, lowest)}
    return min(ends, key=lambda place: point_at(sums, *place).criterion)


def _way_down(sums: Sums, start: tuple[float, float]) -> tuple[float, float]:
    """Follow Newton's method on the logarithms, slopes by formula, curvatures by differences.

    A step is halved while it leads upwards; a ratio near zero is put there when the criterion falls that way.
    """
    place = np.log(np.clip(start, LEAST, GREATEST))
    for _ in range(STEPS):
        place = off_the_flat(sums, place)
        following = downhill(sums, place)
        moved = float(np.abs(following - place).max())
        place = following
        if moved < CLOSE_ENOUGH:
            break
    rows, columns = (0.0 if at <= np.log(LEAST) else float(np.exp(at)) for at in place)
    return rows, columns
