"""What is exact about the bands of one matrix, as entries of a report."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from reviewhub.stats.exact.bootstrap import exact_bootstrap, too_fine
from reviewhub.stats.exact.grid import Grid, on_grid
from reviewhub.stats.exact.leaving import LeftOut, leave_one_out
from reviewhub.stats.matrix import Scores, score_matrix
from reviewhub.stats.values import Entry, Undefined


def grade_entry(scores: Scores, cutoffs: Sequence[float]) -> Entry | Undefined:
    """Give each target's band as a letter, A the highest, by its exact mean.

    >>> grade_entry([[90, 90], [89, 90]], [90, 80])["value"]
    ('A', 'B')
    """
    grid = _grid(scores, cutoffs)
    if isinstance(grid, Undefined):
        return grid
    bands = leave_one_out(grid.units, grid.cutoffs, grid.given).bands
    return {"value": tuple(None if band < 0 else chr(ord("A") + band) for band in bands.tolist())}


def leave_one_out_entry(scores: Scores, cutoffs: Sequence[float]) -> Entry | Undefined:
    """Give the least and the greatest mean without one rater, and whose removal changes the band.

    >>> leave_one_out_entry([[91, 92, 86]], [90, 80])["raters_whose_removal_changes_grade"]
    ((2,),)
    """
    grid = _grid(scores, cutoffs)
    if isinstance(grid, Undefined):
        return grid
    left = leave_one_out(grid.units, grid.cutoffs, grid.given)
    if (left.counts < 2).all():  # noqa: PLR2004 -- somebody must be left
        return Undefined.TOO_FEW_SCORES
    means = [_means_without(grid, left, target) for target in range(left.counts.size)]
    deciding = tuple(tuple(np.flatnonzero(row).tolist()) for row in left.changes)
    return {
        "mean_min": tuple(min(one, default=None) for one in means),
        "mean_max": tuple(max(one, default=None) for one in means),
        "raters_whose_removal_changes_grade": deciding,
    }


def bootstrap_entry(scores: Scores, cutoffs: Sequence[float]) -> Entry | Undefined:
    """Give the exact bootstrap of each target's band; None for a target without scores.

    >>> bootstrap_entry([[91, 89]], [90, 80])
    {'value': ((0.75, 0.25, 0.0),), 'order': ('A', 'B', 'C')}
    """
    grid = _grid(scores, cutoffs)
    if isinstance(grid, Undefined):
        return grid
    if too_fine(grid.units, grid.given):
        return Undefined.GRID_TOO_FINE
    chances = exact_bootstrap(grid.units, grid.cutoffs, grid.given)
    value = tuple(None if np.isnan(row).any() else tuple(row.tolist()) for row in chances)
    return {"value": value, "order": tuple(chr(ord("A") + band) for band in range(len(grid.cutoffs) + 1))}


def _grid(scores: Scores, cutoffs: Sequence[float]) -> Grid | Undefined:
    if not cutoffs:
        return Undefined.NO_CUTOFFS
    if np.isnan(score_matrix(scores)).all():
        return Undefined.NO_SCORES
    try:
        return on_grid(scores, sorted(set(cutoffs), reverse=True))
    except ValueError:
        return Undefined.GRID_TOO_FINE


def _means_without(grid: Grid, left: LeftOut, target: int) -> list[float]:
    others, total = int(left.counts[target]) - 1, int(left.totals[target])
    given = grid.units[target][grid.given[target]].tolist() if others else []
    return [float(Fraction(total - score, others) * Fraction(grid.unit)) for score in given]
