"""How sure it is that a mean lies at or above a cut-off.

What decides a grade is exact and lives elsewhere; these are descriptions in floating point.
"""

import math
from collections.abc import Sequence

import numpy as np

from reviewhub.stats.matrix import Scores, score_matrix
from reviewhub.stats.spread import target_deviations, target_means
from reviewhub.stats.tails import t_lower_tail


def chance_of_reaching(scores: Scores, cutoffs: Sequence[float]) -> tuple[tuple[float, ...] | None, ...]:
    """Tell how probable it is that the mean of many such raters would reach each cut-off.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing and left out.
    cutoffs
        Inclusive lower bounds.

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
    counts = (~np.isnan(score_matrix(scores))).sum(axis=1).tolist()
    rows = zip(target_means(scores), target_deviations(scores), counts, strict=True)
    return tuple(
        tuple(t_lower_tail((mean - cutoff) / (deviation / math.sqrt(k)), k - 1) for cutoff in cutoffs)
        if mean is not None and deviation
        else None
        for mean, deviation, k in rows
    )
