"""Scores and cut-offs as integers on one decimal grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import Scores, score_matrix

# Sums stay below this, so that no product of a cut-off and a number of raters overflows.
LARGEST: Final = 2**62
Units: TypeAlias = NDArray[np.int64]
Given: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """Scores counted in steps of ``unit``.

    Attributes
    ----------
    units, given
        Shape ``(targets, raters)``; where nothing was given, 0 and False.
    cutoffs, unit
        Inclusive lower bounds in the same steps, the highest first, and one step.

    """

    units: Units
    given: Given
    cutoffs: tuple[int, ...]
    unit: Decimal


def on_grid(scores: Scores, cutoffs: Sequence[float]) -> Grid:
    """Count scores and cut-offs in steps of the smallest decimal place that any of them has.

    A float stands for the shortest decimal that is written like it, which is what somebody typed.

    Raises
    ------
    ValueError
        The cut-offs do not fall, or a score has so many digits that it does not fit.

    Examples
    --------
    >>> grid = on_grid([[88.5, None], [90, 71.25]], [90, 80])
    >>> grid.units.tolist(), grid.cutoffs, grid.unit
    ([[8850, 0], [9000, 7125]], (9000, 8000), Decimal('0.01'))

    """
    check_falling(cutoffs)
    matrix = score_matrix(scores)
    given = ~np.isnan(matrix)
    typed = [Decimal(repr(score)) for score in matrix[given].tolist()]
    bounds = [Decimal(repr(float(cutoff))) for cutoff in cutoffs]
    places = max((_places(number) for number in (*typed, *bounds)), default=0)
    units = np.zeros(matrix.shape, dtype=np.int64)
    counted, steps = (tuple(int(number.scaleb(places)) for number in numbers) for numbers in (typed, bounds))
    if max(map(abs, (*counted, *steps)), default=0) * matrix.shape[1] >= LARGEST:
        raise ValueError("scores have too many digits to be counted in steps")
    units[given] = counted
    return Grid(units, given, steps, Decimal(1).scaleb(-places))


def check_falling(cutoffs: Sequence[float]) -> None:
    """Refuse cut-offs that are not ordered from the highest to the lowest."""
    if any(higher <= lower for higher, lower in pairwise(cutoffs)):
        raise ValueError("cutoffs must fall: the highest first")


def _places(number: Decimal) -> int:
    """Count the decimal places, those of 90.0 being none."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
