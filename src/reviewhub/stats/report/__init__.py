"""Every statistic of one matrix under stable keys, ready for JSON; what is undefined says why."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from reviewhub.stats.agreement import intraclass
from reviewhub.stats.anova import mean_squares
from reviewhub.stats.matrix import Scores, complete_rows, connected, score_matrix
from reviewhub.stats.report.categories import CATEGORIES
from reviewhub.stats.report.chance import CHANCE
from reviewhub.stats.report.consensus import CONSENSUS
from reviewhub.stats.report.facts import Facts
from reviewhub.stats.report.raters import RATERS
from reviewhub.stats.report.reliability import RELIABILITY
from reviewhub.stats.report.within import WITHIN
from reviewhub.stats.values import Level, Report, Scale, Undefined

CATALOGUE: Final = (*RELIABILITY, *CHANCE, *CATEGORIES, *CONSENSUS, *WITHIN, *RATERS)


def report(
    scores: Scores,
    *,
    level: Level = Level.INTERVAL,
    scale: Scale | None = None,
    cutoffs: Sequence[float] = (),
) -> Report:
    """Compute every statistic that the scores allow.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing.
    level
        What the scores are; statistics that need more are undefined as ``level_too_low``.
    scale
        The scale the raters used; without it rwg and a_wg are undefined.
    cutoffs
        Bounds for the probability that a mean reaches them, and of the grades whose agreement is told;
        without them every different score is a category of its own.

    Raises
    ------
    ValueError
        The scores are not a matrix of finite numbers.

    Examples
    --------
    >>> result = report([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(result.results["icc(A,k)"]["value"], 2), result.undefined["awg"].value
    (0.62, 'no_scale')

    """
    matrix = score_matrix(scores)
    complete = complete_rows(matrix)
    facts = Facts(matrix, complete, mean_squares(complete), intraclass(matrix), level, scale, tuple(cutoffs))
    entries = {measure.key: measure.on(facts, level) for measure in CATALOGUE}
    return Report(
        n_targets=matrix.shape[0],
        n_raters=matrix.shape[1],
        missing=int(np.isnan(matrix).sum()),
        connected=connected(matrix),
        results=MappingProxyType(
            {key: entry for key, entry in entries.items() if not isinstance(entry, Undefined)}
        ),
        undefined=MappingProxyType(
            {key: entry for key, entry in entries.items() if isinstance(entry, Undefined)}
        ),
    )
