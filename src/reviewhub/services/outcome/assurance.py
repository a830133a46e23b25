"""How sure one task's grade is: what the panel's scores on all its sealed tasks say about this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewhub.domain.grade import GradeScale
from reviewhub.services.outcome.consistency import Matrix, Scored, matrix_of
from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.anova import mean_squares
from reviewhub.stats.design import USUAL_TARGET, Components, components, raters_needed, whole_raters
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.reml import mixed_model
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
    """How many experts make the panel's mean dependable (Phi of .80), with the range that 95 % leaves.

    ``most`` is None where no number can be called enough; ``parts`` are the variances in squared points.
    """

    experts: int
    least: int | None
    most: int | None
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


def needed(scores: FloatArray) -> Needed | Undefined:
    """Find how many experts a dependable mean needs, from single-score agreement and its limits."""
    parts, single = _parts(scores)
    if isinstance(parts, Undefined):
        return parts
    real = raters_needed(parts, parts.sem_agreement**2)
    if real is None:
        return Undefined.NO_TARGET_VARIANCE
    return Needed(whole_raters(real), _panel_size(single.high), _panel_size(single.low), parts)


def _parts(scores: FloatArray) -> tuple[Components | Undefined, Statistic]:
    """Give variance components and ICC(A,1): by the analysis of variance, with gaps by REML."""
    sample = complete_rows(scores)
    if not sample.dropped:
        squares = mean_squares(sample)
        single = intraclass(scores)[Form.ABSOLUTE_SINGLE]
        return (squares if isinstance(squares, Undefined) else components(squares)), single
    model = mixed_model(scores)
    if isinstance(model, Undefined):
        return model, sample.undefined(model, "icc(A,1)")
    return model.components, model.icc_a_1


def _panel_size(single: float | None) -> int | None:
    """Turn the agreement of single scores into the raters needed (Spearman-Brown); None: no number is."""
    if single is None or single <= 0:
        return None
    return whole_raters(USUAL_TARGET / (1 - USUAL_TARGET) * (1 - min(single, 1.0)) / single)


def numbers_on(rows: Sequence[Scored], task: int) -> dict[int | str, int]:
    """Give the code number on a task of everybody who has one there."""
    return {one.scorer: one.number for one in rows if one.task == task}
