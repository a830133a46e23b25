"""Chances neither too low nor too high: for pools in which people write their own features."""

from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Floats
from reviewhub.selection.lottery.target import Means, Target, equalised

# The golden section: each step leaves so much of the range.
SECTION: Final = (5**0.5 - 1) / 2
STEPS: Final = 40
# Room above the greatest chance, and a chance so small that it is none.
NEAR: Final = 1e-9


class Range:
    """How far the chances spread around the equal share, for every least chance."""

    def __init__(self, means: Means, even: float, possible: Floats) -> None:
        self.means, self.even, self.possible = means, even, possible

    def most(self, least: float) -> float:
        """Give the smallest greatest chance with nobody below ``least``."""
        self.means.between(least * self.possible, 1.0)
        return self.means.lower()

    def spread(self, least: float) -> float:
        """Give greatest over equal share plus equal share over least."""
        return self.most(least) / self.even + self.even / least

    def best(self, low: float, high: float) -> float:
        """Give the least chance with the smallest spread; the spread is convex in it."""
        left, right = high - SECTION * (high - low), low + SECTION * (high - low)
        at_left, at_right = self.spread(left), self.spread(right)
        for _ in range(STEPS):
            if at_left <= at_right:
                high, right, at_right = right, left, at_left
                left = high - SECTION * (high - low)
                at_left = self.spread(left)
            else:
                low, left, at_left = left, right, at_right
                right = low + SECTION * (high - low)
                at_right = self.spread(right)
        return (low + high) / 2


def goldilocks(means: Means, even: float) -> Target:
    """Keep the chances close to the equal share from both sides, then make them as equal as that allows.

    Minimises max(p) / even + even / min(p) over those who can be on a panel at all.

    References
    ----------
    Baharav & Flanigan (2024), Fair, manipulation-robust, and transparent sortition, EC '24, arXiv:2406.15009

    """
    equal = equalised(means)
    if np.ptp(equal.chances) < NEAR:
        return equal
    possible = (equal.chances > NEAR).astype(np.float64)
    highest = float(equal.chances[possible > 0].min())
    span = Range(means, even, possible)
    least = span.best(highest / 100, highest)
    most = span.most(least) + NEAR
    means.between(least * possible, most)
    return Target(equalised(means).chances, equal.prices, equal.multipliers, equal.least)
