"""A coefficient in its two parts, agreement and chance agreement, each with its influence function."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.stats.categories.tables import share
from reviewhub.stats.krippendorff.sums import row_sums
from reviewhub.stats.matrix import FloatArray

# Chance agreement this near to 1 is 1: only one category was used.
ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """A share of agreement of every matrix, and what each target adds to it; ``moves`` have a mean of 0.

    Shapes ``(matrices,)`` and ``(matrices, targets)``.
    """

    value: FloatArray
    moves: FloatArray


@dataclass(frozen=True, slots=True)
class Corrected:
    """Agreement and chance agreement of every matrix on ``n`` targets; ``scale`` is 1 but for alpha."""

    observed: Part
    expected: Part
    n: FloatArray
    scale: FloatArray | float = 1.0

    @property
    def agreed(self) -> FloatArray:
        """Give the observed agreement po."""
        return 1 - self.scale * (1 - self.observed.value)

    @property
    def values(self) -> FloatArray:
        """Give (po - pe)/(1 - pe), NaN where chance alone agrees fully."""
        return 1 - self.scale * share(1 - self.observed.value, self._room)

    @property
    def errors(self) -> FloatArray:
        """Give the standard errors by linearisation, NaN for one target."""
        room = self._room
        left = share(1 - self.observed.value, room)
        moves = share(self.observed.moves - left[:, None] * self.expected.moves, room[:, None])
        return np.sqrt(share(row_sums(moves**2), self.n * (self.n - 1)))

    @property
    def _room(self) -> FloatArray:
        """Give 1 - pe, 0 where that is rounding."""
        room = 1 - self.expected.value
        return np.where(room > ROUNDING, room, 0)
