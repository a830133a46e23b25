"""The two-way layout of tasks by scorers: which of it hangs together, and its sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

# One task: the place of every scorer with the total given, in whole hundredths of a point.
Column = Mapping[int, int]

FEWEST: Final = 2  # alone on a task, nobody differs from anybody


def connected(columns: Sequence[Column]) -> list[Column]:
    """Give the tasks with at least two sheets that hang together with the first through shared scorers."""
    if not columns or len(columns[0]) < FEWEST:
        return []
    kept, left = [columns[0]], [one for one in columns[1:] if len(one) >= FEWEST]
    reached = set(columns[0])
    while touching := [one for one in left if not reached.isdisjoint(one)]:
        kept += touching
        left = [one for one in left if reached.isdisjoint(one)]
        reached.update(*touching)
    return kept


@dataclass(frozen=True, slots=True)
class Sums:
    """What least squares needs once task effects are swept out, over ``scorers`` in ascending order.

    ``cross`` is Z'MZ and ``moments`` Z'My, where Z says who gave a score and M takes the task's mean away;
    ``squares`` is y'My. Everything is exact.
    """

    scorers: tuple[int, ...]
    cross: tuple[tuple[Fraction, ...], ...]
    moments: tuple[Fraction, ...]
    squares: Fraction
    cells: int
    tasks: int


def sums_of(columns: Sequence[Column]) -> Sums:
    """Sweep the mean of every task out of the layout."""
    scorers = tuple(sorted({one for column in columns for one in column}))
    at = {one: place for place, one in enumerate(scorers)}
    cross = [[Fraction(0)] * len(scorers) for _ in scorers]
    moments = [Fraction(0)] * len(scorers)
    squares = Fraction(0)
    for column in columns:
        total, count = sum(column.values()), len(column)
        squares += sum(one * one for one in column.values()) - Fraction(total * total, count)
        share = Fraction(1, count)
        places = [at[one] for one in column]
        for place, given in zip(places, column.values(), strict=True):
            moments[place] += given - Fraction(total, count)
            cross[place][place] += 1
            for other in places:
                cross[place][other] -= share
    cells = sum(map(len, columns))
    return Sums(scorers, tuple(map(tuple, cross)), tuple(moments), squares, cells, len(columns))
