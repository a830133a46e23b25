"""Reading a ``(targets, raters)`` array of scores in which NaN means "not given"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.values import Statistic, Undefined

FloatArray: TypeAlias = NDArray[np.float64]
# What callers have at hand: an array in which NaN is missing, or rows in which None is.
Scores: TypeAlias = Sequence[Sequence[float | None]] | NDArray[np.floating | np.integer]

# Sums of squares below the square of this share of the largest score are rounding noise of the means.
ROUNDING: Final = 1e-13
MATRIX_AXES: Final = 2


def score_matrix(scores: Scores) -> FloatArray:
    """Check and return scores as a float array of shape ``(targets, raters)``; None and NaN are missing.

    Raises
    ------
    ValueError
        The array has not two axes, is empty, or holds an infinite score.

    Examples
    --------
    >>> score_matrix([[90, None], [80, 85]])
    array([[90., nan],
           [80., 85.]])

    """
    matrix = np.asarray(scores, dtype=np.float64)
    if matrix.ndim != MATRIX_AXES or 0 in matrix.shape:
        msg = f"scores must have targets and raters, not shape {matrix.shape}"
        raise ValueError(msg)
    if np.isinf(matrix).any():
        msg = "scores must be finite"
        raise ValueError(msg)
    return matrix


@dataclass(frozen=True, slots=True)
class CompleteRows:
    """The targets that every rater scored; ``dropped`` counts the others."""

    scores: FloatArray
    dropped: int

    @property
    def n(self) -> int:
        """Targets kept."""
        return int(self.scores.shape[0])

    @property
    def k(self) -> int:
        """Raters."""
        return int(self.scores.shape[1])

    def why_not(self) -> Undefined | None:
        """Tell why two-way methods cannot be used on these rows, or None when they can."""
        if self.k < 2:  # noqa: PLR2004 -- two raters are what "agreement" means
            return Undefined.ONE_RATER
        if self.n + self.dropped < 2:  # noqa: PLR2004 -- targets must be able to differ
            return Undefined.ONE_TARGET
        if self.n < 2:  # noqa: PLR2004 -- as above, after listwise dropping
            return Undefined.TOO_FEW_COMPLETE_TARGETS
        return Undefined.ALL_EQUAL if np.ptp(self.scores) == 0 else None

    def undefined(self, reason: Undefined, method: str) -> Statistic:
        """Make the statistic that has no value on these rows."""
        return Statistic(None, reason, n=self.n, k=self.k, method=method, dropped=self.dropped)


def complete_rows(scores: Scores) -> CompleteRows:
    """Keep the targets that every rater scored and count the rest.

    >>> complete_rows([[90, None], [80, 85]]).dropped
    1
    """
    matrix = score_matrix(scores)
    complete = ~np.isnan(matrix).any(axis=1)
    return CompleteRows(matrix[complete], int((~complete).sum()))


def mid_ranks(values: FloatArray) -> FloatArray:
    """Rank a flat array from 1; equal values share the mean of their ranks.

    >>> mid_ranks(np.array([7.0, 5.0, 5.0]))
    array([3. , 1.5, 1.5])
    """
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: FloatArray = np.cumsum(counts) - (counts - 1) / 2
    return ranks[inverse]


def connected(scores: Scores) -> bool:
    """Tell whether shared scores link all targets and raters.

    Without one connected network, lenient raters cannot be told from good targets. Targets and
    raters without any score are ignored.

    >>> connected([[90, 80, None], [None, None, 70]])
    False
    """
    given = ~np.isnan(score_matrix(scores))
    given = given[given.any(axis=1)][:, given.any(axis=0)]
    if not given.size:
        return False
    links = given.astype(np.int64)
    targets = np.eye(1, given.shape[0], dtype=np.int64)[0]
    while True:
        raters = np.sign(targets @ links)
        reached = np.sign(links @ raters)
        if np.array_equal(reached, targets):
            return bool(targets.all() and raters.all())
        targets = reached
