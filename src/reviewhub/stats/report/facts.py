"""What an entry is made from, and the catalogue's line that makes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewhub.stats.agreement import Form
from reviewhub.stats.anova import MeanSquares
from reviewhub.stats.matrix import CompleteRows, FloatArray, Scores
from reviewhub.stats.values import Entry, Level, Scale, Statistic, Undefined


@dataclass(frozen=True, slots=True)
class Facts:
    """The matrix, what its scores are, and what several statistics read from it."""

    scores: FloatArray
    complete: CompleteRows
    squares: MeanSquares | Undefined
    forms: Mapping[Form, Statistic]
    level: Level
    scale: Scale | None
    cutoffs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the catalogue: its key, the lowest level it makes sense on, how to make its entry."""

    key: str
    level: Level
    build: Callable[[Facts], Entry | Undefined]

    def on(self, facts: Facts, level: Level) -> Entry | Undefined:
        """Make the entry, or refuse because the scores mean too little."""
        order = tuple(Level)
        if order.index(level) < order.index(self.level):
            return Undefined.LEVEL_TOO_LOW
        return self.build(facts)


def rows_used(dropped: int) -> str:
    """Say in a word whether targets were left out."""
    return "complete rows only" if dropped else "all"


def interval(statistic: Statistic) -> Entry:
    """Give the limits as an entry does."""
    return {"ci_low": statistic.low, "ci_high": statistic.high}


def per_place(measure: Callable[[Scores], tuple[float | None, ...]], facts: Facts) -> Entry | Undefined:
    """Make the entry of a measure that has one number a target or a rater."""
    numbers = measure(facts.scores)
    return {"value": numbers} if any_number(numbers) else why_no_spread(facts)


def any_number(numbers: Sequence[object]) -> bool:
    """Tell whether there is any number at all."""
    return any(number is not None for number in numbers)


def why_no_spread(facts: Facts, fewest: int = 2) -> Undefined:
    """Tell why no target has ``fewest`` different scores."""
    most = int((~np.isnan(facts.scores)).sum(axis=1).max())
    if not most:
        return Undefined.NO_SCORES
    if facts.scores.shape[1] == 1:
        return Undefined.ONE_RATER
    return Undefined.TOO_FEW_SCORES if most < fewest else Undefined.ALL_EQUAL
