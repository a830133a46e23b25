"""How far the experts of a panel agree, measured over all their sealed tasks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np

from reviewhub.stats.agreement import Form, intraclass, kendall_w
from reviewhub.stats.anova import mean_squares
from reviewhub.stats.design import components
from reviewhub.stats.krippendorff import krippendorff_alpha
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.reml import mixed_model
from reviewhub.stats.spread import (
    OddOne,
    distance_from_mean,
    odd_ones,
    target_deviations,
    target_means,
    target_ranges,
)
from reviewhub.stats.values import Level, Statistic, Undefined

PARTS: Final = 10_000
Name = TypeVar("Name", int, str, int | str)


@dataclass(frozen=True, slots=True)
class Consistency:
    """Agreement of one panel over its tasks, and the spread on the one task that is looked at.

    ``projects`` × ``experts`` is the size of the matrix; distances and ranges are in points. ``between`` is
    the standard deviation of the projects' means, ``error`` the standard error of such a mean.
    """

    projects: int
    experts: int
    icc_a_k: Statistic
    kendall_w: Statistic
    alpha: Statistic
    between: float | None
    error: float | None
    deviation: float | None
    distance: float | None
    range: float | None
    odd_one: OddOne | None
    odd_number: int | None

    @property
    def is_alike(self) -> bool:
        """Tell whether the projects' means differ less than each of them may be wrong: none can be ranked."""
        return self.between is not None and self.error is not None and self.between < self.error


class Scored(Protocol):
    """One scorer's total of one task in ten-thousandths of a point, None while there is no sheet."""

    @property
    def task(self) -> int:
        """The task's id."""

    @property
    def scorer(self) -> int | str:
        """Who scored; the same value means the same expert or agency on every task."""

    @property
    def number(self) -> int:
        """The code number of the scorer on this task."""

    @property
    def total(self) -> int | None:
        """The sheet's total."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Totals in points, shape ``(tasks, scorers)``, NaN where there is no sheet, and whose they are."""

    tasks: tuple[int, ...]
    scorers: tuple[int | str, ...]
    scores: FloatArray

    @property
    def missing(self) -> int:
        """Count the totals that are not there."""
        return int(np.isnan(self.scores).sum())

    def ordered(self, numbers: Mapping[int | str, int]) -> "Matrix":
        """Put the scorers in the order of their code numbers, which tells nothing else, the others last."""
        wanted = sorted(self.scorers, key=lambda one: (one not in numbers, numbers.get(one), str(one)))
        places = [self.scorers.index(one) for one in wanted]
        return Matrix(self.tasks, tuple(wanted), self.scores[:, places])

    def of(self, task: int | None) -> FloatArray:
        """Give the totals of one task, shape ``(1, scorers)``; without sheets a single gap."""
        return self.scores[[self.tasks.index(task)]] if task in self.tasks else np.full((1, 1), np.nan)


def matrix_of(rows: Sequence[Scored]) -> Matrix:
    """Lay the totals of a panel out."""
    scorers = _places({one.scorer for one in rows})
    tasks = _places({one.task for one in rows})
    scores = np.full((len(tasks), len(scorers)), np.nan)
    for one in rows:
        if one.total is not None:
            scores[tasks[one.task], scorers[one.scorer]] = one.total / PARTS
    return Matrix(tuple(tasks), tuple(scorers), scores)


def consistency_of(rows: Sequence[Scored], task: int | None = None) -> Consistency:
    """Measure a panel; ``task`` names the one whose spread is shown."""
    matrix = matrix_of(rows)
    mine = matrix.of(task)
    odd = odd_ones(mine)[0]
    return Consistency(
        projects=len(matrix.tasks),
        experts=len(matrix.scorers),
        icc_a_k=_agreement(matrix),
        kendall_w=kendall_w(matrix.scores),
        alpha=krippendorff_alpha(matrix.scores, Level.INTERVAL),
        between=_between(matrix),
        error=_error(matrix),
        deviation=target_deviations(mine)[0],
        distance=distance_from_mean(mine)[0],
        range=target_ranges(mine)[0],
        odd_one=odd,
        odd_number=_number(rows, task, matrix.scorers[odd.rater]) if odd and odd.rater is not None else None,
    )


def _agreement(matrix: Matrix) -> Statistic:
    """Give ICC(A,k) by the analysis of variance; with gaps by REML, which drops no task."""
    if matrix.missing:
        model = mixed_model(matrix.scores)
        if not isinstance(model, Undefined):
            return model.icc_a_k
    return intraclass(matrix.scores)[Form.ABSOLUTE_AVERAGE]


def _between(matrix: Matrix) -> float | None:
    """Give the standard deviation of the projects' means."""
    means = [one for one in target_means(matrix.scores) if one is not None]
    return float(np.std(means, ddof=1)) if len(means) > 1 else None


def _error(matrix: Matrix) -> float | None:
    """Give the standard error of a project's mean, the experts' severity in it: sqrt((vR + vE)/k)."""
    squares = mean_squares(complete_rows(matrix.scores))
    if isinstance(squares, Undefined):
        return None
    return components(squares).sem_agreement / math.sqrt(squares.k)


def _places(found: set[Name]) -> dict[Name, int]:
    return {one: place for place, one in enumerate(sorted(found))}


def _number(rows: Sequence[Scored], task: int | None, scorer: int | str) -> int | None:
    return next((one.number for one in rows if one.task == task and one.scorer == scorer), None)
