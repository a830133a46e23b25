"""How sure it is that a mean lies at or above a cut-off.

What decides a grade is exact and lives elsewhere; these are descriptions in floating point.
"""

from collections.abc import Sequence

import numpy as np

from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.tails import t_lower_tail


def chance_of_reaching(scores: Scores, cutoffs: Sequence[float]) -> tuple[tuple[float, ...] | None, ...]:
    """Tell how probable it is that the mean of many such raters would reach each cut-off.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing and left out.
    cutoffs
        Shape ``(cutoffs,)``, inclusive lower bounds.

    Returns
    -------
    For each target one probability a cut-off, or None with fewer than two scores or without spread:
    seven equal scores are no proof of certainty.

    Notes
    -----
    P(mu >= c) = T_{k-1}((mean - c) / (s / sqrt(k))), the posterior of a normal mean under a flat prior.

    Examples
    --------
    >>> [chances] = chance_of_reaching([[91, 92, 88, 90]], [90, 80])
    >>> [round(chance, 3) for chance in chances]
    [0.606, 0.999]

    """
    bounds = np.asarray(cutoffs, dtype=np.float64)
    return tuple(_chances(row[~np.isnan(row)], bounds) for row in score_matrix(scores))


def _chances(row: FloatArray, bounds: FloatArray) -> tuple[float, ...] | None:
    if row.size < 2 or np.ptp(row) == 0:  # noqa: PLR2004 -- a spread needs two scores
        return None
    error = row.std(ddof=1) / np.sqrt(row.size)
    return tuple(t_lower_tail(float((row.mean() - bound) / error), row.size - 1) for bound in bounds)
