"""Scoring a whole column of answers at once: whole numbers throughout, exactly what one by one gives.

A scorer may offer this beside ``score``; the host uses it where many sheets are computed again.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from reviewhub.plugin.protocols import Criterion

POINTS: Final = 4  # points are counted in ten-thousandths
VALUES: Final = 6  # typed numbers in millionths
LARGEST: Final = 1 << 62

Column = NDArray[Any]
Columns = Mapping[str, Column]


class Many(NamedTuple):
    """Points of a column in ten-thousandths; where ``given`` is false, the host asks ``score`` instead."""

    points: Column
    given: Column


@runtime_checkable
class BatchScorer(Protocol):
    """A scorer that can do a column of answers to one criterion at once."""

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Score every place of the columns, one column an input, exactly as ``score`` scores it alone.

        Numbers are int64 in millionths, a choice is its place among the input's choices, a check is 0 or 1;
        nothing is missing and all of it is in range. A scorer leaves to ``score`` what is not scored, what is
        refused, and what it cannot say exactly in whole numbers.
        """


def whole(value: Decimal, places: int) -> int | None:
    """Give a number in units of its last place, or None where it is finer than that."""
    shifted = value.scaleb(places)
    return int(shifted) if shifted == shifted.to_integral_value() else None


def half_up(numerator: Column, denominator: int) -> Column:
    """Divide numbers that are not negative, and round half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def wide(column: Column, factor: int) -> Column:
    """Give a column that can be multiplied by ``factor``: Python's own numbers where 64 bits are too few."""
    if column.size == 0 or int(column.max()) * max(factor, 1) < LARGEST:
        return column
    return column.astype(object)


def length(columns: Columns) -> int:
    """Count the answers."""
    return len(next(iter(columns.values())))


def nothing_given(columns: Columns) -> Many:
    """Leave a whole column to ``score``."""
    count = length(columns)
    return Many(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool))


def all_given(points: Column) -> Many:
    """Say that a whole column is scored."""
    return Many(points, np.ones(len(points), dtype=bool))
