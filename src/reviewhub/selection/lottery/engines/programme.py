"""What an engine is asked and what it answers, whichever solver stands behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]

# More than any chance or share: a bound that never binds, so that every price stands with a row.
BEYOND: Final = 2.0


@dataclass(frozen=True, slots=True)
class Columns:
    """A sparse matrix by columns: those of column ``j`` stand from ``starts[j]`` to ``starts[j + 1]``."""

    starts: Indices
    rows: Indices
    values: Floats

    @classmethod
    def of(cls, columns: Iterable[Mapping[int, float]]) -> "Columns":
        """Collect columns given as coefficients by row."""
        entries = [sorted(column.items()) for column in columns]
        starts = np.cumsum([0, *(len(column) for column in entries)])
        rows = [row for column in entries for row, _ in column]
        values = [value for column in entries for _, value in column]
        return cls(starts.astype(np.int32), np.array(rows, dtype=np.int32), np.array(values, dtype=float))

    def __len__(self) -> int:
        """Count the columns."""
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Programme:
    """Amounts ``x`` from 0 to ``most`` with ``lower <= A x <= upper``.

    Attributes
    ----------
    columns
        The matrix A.
    lower, upper
        Bounds of every row, infinite where there is none.
    most
        Greatest amount of every column.
    whole
        Whether amounts are whole numbers.

    """

    columns: Columns
    lower: Floats
    upper: Floats
    most: Floats
    whole: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Bounds for one question in place of the programme's: of the amounts and of the rows."""

    least: Floats
    most: Floats
    lower: Floats
    upper: Floats

    @classmethod
    def of(cls, programme: Programme) -> "Box":
        """Give a copy of a programme's own bounds, to be narrowed."""
        least = np.zeros(len(programme.columns))
        return cls(least, programme.most.copy(), programme.lower.copy(), programme.upper.copy())


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best amounts, what they gain, and for amounts that need not be whole the price of every row."""

    amounts: Floats
    gain: float
    prices: Floats


class Model(Protocol):
    """One programme that is asked for several optima."""

    def best(self, gains: Floats, box: Box | None = None) -> Optimum | None:
        """Give amounts that gain most, ``None`` where no amounts keep the bounds."""
        ...


@dataclass(frozen=True, slots=True)
class Shares:
    """Where the shares of panels stand.

    Attributes
    ----------
    least
        The least chance among the rising types.
    shares
        One a panel, summing to 1.
    prices
        One a type, not negative; those of rising types sum to 1.
    ceiling
        What a panel must outweigh under these prices to improve the least chance.

    """

    least: float
    shares: Floats
    prices: Floats
    ceiling: float


class Master(Protocol):
    """Shares of panels that lift the least chance, with panels added as they are found."""

    def add(self, chances: Floats) -> None:
        """Add panels: the chance each gives to every type, shape ``(panels, types)``."""
        ...

    def settle(self, floors: Mapping[int, float]) -> None:
        """Hold types at these chances from below and no longer lift them."""
        ...

    def solve(self) -> Shares:
        """Give the shares that lift the least chance of the types that still rise most."""
        ...


class Engine(Protocol):
    """A solver."""

    def model(self, programme: Programme) -> Model:
        """Set a programme up."""
        ...

    def master(self, types: int) -> Master:
        """Set up shares over panels of so many types, none of them settled."""
        ...
