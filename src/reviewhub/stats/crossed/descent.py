"""One step down the restricted likelihood's criterion, on the logarithms of the two ratios."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import FloatArray

# Ratios to the residual variance: what is smaller than the least is a variance of zero.
LEAST: Final = 1e-10
GREATEST: Final = 1e12
LONGEST_STEP: Final = 3.0
APART: Final = 1e-5
HALVINGS: Final = 40
# On a logarithmic scale a variance of zero is infinitely far away; from here on the slope at zero decides.
NEAR_ZERO: Final = 1e-3
FLAT: Final = 1e-7


def off_the_flat(sums: Sums, place: FloatArray) -> FloatArray:
    """Put ratios near zero there, or back where the criterion bends, as its slope at zero says."""
    scale = np.array([sums.counts.mean(), np.diag(sums.whole)[:-1].mean()])
    for at in np.flatnonzero(np.exp(place) * scale < NEAR_ZERO):
        without = np.where(np.arange(2) == at, 0.0, np.exp(place))
        falls = point_at(sums, *without).slope[at] < 0
        if falls and np.exp(place[at]) * scale[at] < FLAT:
            place = np.where(np.arange(2) == at, np.log(NEAR_ZERO / scale), place)
        elif not falls:
            place = np.where(np.arange(2) == at, np.log(LEAST), place)
    return place


def _slope(sums: Sums, place: FloatArray) -> FloatArray:
    """Give the slope along the logarithms."""
    ratios = np.exp(place)
    slope: FloatArray = point_at(sums, *ratios).slope * ratios
    return slope


def downhill(sums: Sums, place: FloatArray) -> FloatArray:
    """Take one step, halved until it does not lead upwards."""
    here = point_at(sums, *np.exp(place))
    slope = here.slope * np.exp(place)
    free = (place > np.log(LEAST)) | (here.slope < 0)
    if not free.any():
        return place
    step = np.zeros(2)
    step[free] = _newton(sums, place, slope, free)
    # Shortened as a whole: cut side by side it could lead upwards.
    step = step * min(1.0, LONGEST_STEP / float(np.abs(step).max() or 1.0))
    for _ in range(HALVINGS):
        there = np.clip(place + step, np.log(LEAST), np.log(GREATEST))
        if point_at(sums, *np.exp(there)).criterion <= here.criterion:
            return there
        step = step / 2
    return place


def _newton(sums: Sums, place: FloatArray, slope: FloatArray, free: NDArray[np.bool_]) -> FloatArray:
    """Take Newton's step, with the size of each curvature whatever its sign: so it always leads downwards."""
    away = APART * np.eye(2)[free]
    bends: FloatArray = np.array([_slope(sums, place + one) - _slope(sums, place - one) for one in away]) / (
        2 * APART
    )
    bends = (bends[:, free] + bends[:, free].T) / 2
    values, vectors = np.linalg.eigh(bends)
    sizes = np.maximum(np.abs(values), np.finfo(float).tiny)
    step: FloatArray = -vectors @ ((vectors.T @ slope[free]) / sizes)
    return step
