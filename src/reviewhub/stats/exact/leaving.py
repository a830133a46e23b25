"""Taking one rater away, to see whether the band changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.exact.grid import Given, Units, check_falling


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What becomes of each target's band when one rater's scores are taken away.

    Attributes
    ----------
    bands
        Band of the mean of all scores, 0 the highest, shape ``(targets,)``; -1 without a score.
    without
        Band without each rater, shape ``(targets, raters)``; -1 where nothing is left or nothing was given.
    totals, counts
        Sum of each target's scores in units, and how many there are.

    """

    bands: NDArray[np.int8]
    without: NDArray[np.int8]
    totals: Units
    counts: Units

    @property
    def changes(self) -> Given:
        """Tell whose removal changes the band, shape ``(targets, raters)``."""
        flips: Given = (self.without >= 0) & (self.without != self.bands[:, None])
        return flips


def leave_one_out(units: Units, cutoffs: Sequence[int], given: Given | None = None) -> LeftOut:
    """Tell whose removal changes a target's band, exactly.

    Parameters
    ----------
    units, given
        Scores in steps of the grid, shape ``(targets, raters)``, and where one was given; None: everywhere.
    cutoffs
        Inclusive lower bounds of the mean in the same steps, the highest first.

    Raises
    ------
    ValueError
        The cut-offs do not fall.

    Notes
    -----
    sum >= c k in place of sum / k >= c: no division, no rounding.

    Examples
    --------
    >>> leave_one_out(np.array([[91, 92, 86], [70, 71, 72]]), [90, 80, 60]).changes.tolist()
    [[False, False, True], [False, False, False]]

    """
    check_falling(cutoffs)
    present = np.ones(units.shape, dtype=np.bool_) if given is None else given
    scores = np.where(present, units, 0)
    totals, counts = scores.sum(axis=1), present.sum(axis=1)
    without = _bands(totals[:, None] - scores, counts[:, None] - 1, cutoffs)
    without[~present] = -1
    return LeftOut(_bands(totals, counts, cutoffs), without, totals, counts)


def _bands(totals: Units, counts: Units, cutoffs: Sequence[int]) -> NDArray[np.int8]:
    """Count the cut-offs that a mean misses; -1 for a mean of nothing."""
    bands: NDArray[np.int8] = np.zeros(totals.shape, dtype=np.int8)
    for cutoff in cutoffs:
        bands += totals < cutoff * counts
    bands[np.broadcast_to(counts, totals.shape) <= 0] = -1
    return bands
