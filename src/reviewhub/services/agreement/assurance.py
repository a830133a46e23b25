"""How sure one task's grade is: what the panel's scores on all its sealed tasks say about this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewhub.domain.grade import GradeScale
from reviewhub.services.agreement.consistency import Matrix, Scored, matrix_of
from reviewhub.stats.anova import mean_squares
from reviewhub.stats.design import Components, RatersNeeded, components, range_of_raters
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.reml import mixed_model, single_agreement
from reviewhub.stats.robustness import GradeChances, grade_chances, pooled_mean_intervals
from reviewhub.stats.severity import Erratic, erratic_raters, severity
from reviewhub.stats.values import Statistic, Undefined


@dataclass(frozen=True, slots=True)
class Habit:
    """How one expert of the panel scores: the code number on this task, strict or lenient, steady or not.

    ``severity`` is in points, negative for strict; ``number`` is None for one who has no sheet of this task.
    """

    number: int | None
    severity: Statistic
    steadiness: Erratic


@dataclass(frozen=True, slots=True)
class Needed:
    """How many experts make the panel's mean dependable, and the variances (squared points) that say so."""

    experts: RatersNeeded
    parts: Components


@dataclass(frozen=True, slots=True)
class Assurance:
    """What the cards of one task say beside its own spread.

    ``interval`` is that of the mean of the totals, in points; ``missing`` counts totals that experts of the
    panel did not give.
    """

    interval: Statistic
    chances: GradeChances
    habits: tuple[Habit, ...]
    needed: Needed | Undefined
    missing: int


def assurance_of(rows: Sequence[Scored], task: int, scale: GradeScale) -> Assurance | None:
    """Measure how sure the grade of ``task`` is; None without a single total of it."""
    matrix = matrix_of(rows)
    if task not in matrix.tasks:
        return None
    place, scores = matrix.tasks.index(task), matrix.scores
    cutoffs = [float(band.lower) for band in scale.bands[:-1]]
    return Assurance(
        interval=pooled_mean_intervals(scores)[place],
        chances=grade_chances(scores, cutoffs)[place],
        habits=habits_of(matrix, numbers_on(rows, task)),
        needed=needed(scores),
        missing=matrix.missing,
    )


def habits_of(matrix: Matrix, numbers: Mapping[int | str, int]) -> tuple[Habit, ...]:
    """Give the habit of every expert, in the order of their code numbers, those without one last."""
    measured = zip(matrix.scorers, severity(matrix.scores), erratic_raters(matrix.scores), strict=True)
    habits = [Habit(numbers.get(scorer), strict, erratic) for scorer, strict, erratic in measured]
    return tuple(sorted(habits, key=lambda one: (one.number is None, one.number)))


def by_strictness(matrix: Matrix) -> Matrix:
    """Put the scorers from strictest to most lenient; equal ones by their scores, never by who they are."""
    strict = [one.value or 0.0 for one in severity(matrix.scores)]
    columns = np.nan_to_num(matrix.scores).T.tolist()
    places = sorted(range(len(strict)), key=lambda place: (strict[place], columns[place]))
    return Matrix(matrix.tasks, tuple(matrix.scorers[one] for one in places), matrix.scores[:, places])


def needed(scores: FloatArray) -> Needed | Undefined:
    """Find how many experts a dependable mean needs: by the analysis of variance, with gaps by REML."""
    found, parts = range_of_raters(single_agreement(scores)), _parts(scores)
    if isinstance(parts, Undefined):
        return parts
    return found if isinstance(found, Undefined) else Needed(found, parts)


def _parts(scores: FloatArray) -> Components | Undefined:
    sample = complete_rows(scores)
    if sample.dropped:
        model = mixed_model(scores, intervals=False)
        return model if isinstance(model, Undefined) else model.components
    squares = mean_squares(sample)
    return squares if isinstance(squares, Undefined) else components(squares)


def numbers_on(rows: Sequence[Scored], task: int) -> dict[int | str, int]:
    """Give the code number on a task of everybody who has one there."""
    return {one.scorer: one.number for one in rows if one.task == task}
