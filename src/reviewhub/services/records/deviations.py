"""How an expert's totals compare with those of the panels, on concluded tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewhub.services.agreement.consistency import Scored, matrix_of
from reviewhub.stats.severity import severity
from reviewhub.stats.values import Statistic, Undefined


@dataclass(frozen=True, slots=True)
class Deviations:
    """Points above (+) or below the mean of the others by task, and severity over all of them."""

    by_task: Mapping[int, float]
    severity: Statistic


def deviations_of(rows: Sequence[Scored], scorer: int | str) -> Deviations:
    """Compare one scorer with the others on these tasks; a task that nobody else scored says nothing.

    The severity is that of :func:`reviewhub.stats.severity.severity`: gaps are taken into account, and
    where it cannot be known it says why.
    """
    matrix = matrix_of(rows)
    if scorer not in matrix.scorers:
        return Deviations({}, Statistic(None, Undefined.NO_SCORES))
    place = matrix.scorers.index(scorer)
    own, others = matrix.scores[:, place], np.delete(matrix.scores, place, axis=1)
    known = ~np.isnan(own) & ~np.isnan(others).all(axis=1)
    by_task = {
        task: float(own[row] - np.nanmean(others[row])) for row, task in enumerate(matrix.tasks) if known[row]
    }
    return Deviations(by_task, severity(matrix.scores)[place])
