"""An incomplete table of targets x raters, or the reason why two-way effects cannot be had from it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray, Scores, connected, score_matrix
from reviewhub.stats.values import Undefined

BoolArray: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """The targets and raters that have scores, at least as many rows as columns.

    Attributes
    ----------
    centred
        Scores minus their mean, 0 where missing, shape ``(rows, columns)``.
    given
        Whether there is a score, same shape.
    mean
        Mean of all scores.
    target_places
        Which targets of the matrix stand here.
    rater_places
        Which raters of the matrix stand here.
    swapped
        Whether the rows are raters, because there are more of them than of targets.

    """

    centred: FloatArray
    given: BoolArray
    mean: float
    target_places: NDArray[np.intp]
    rater_places: NDArray[np.intp]
    swapped: bool

    @property
    def n(self) -> int:
        """Targets."""
        return int(self.target_places.size)

    @property
    def k(self) -> int:
        """Raters."""
        return int(self.rater_places.size)

    @property
    def total(self) -> int:
        """Scores."""
        return int(self.given.sum())

    @property
    def df_residual(self) -> int:
        """Degrees of freedom that targets and raters leave: N - n - k + 1."""
        return self.total - self.n - self.k + 1

    def turned(self) -> "Layout":
        """Let rows and columns change places."""
        return replace(self, centred=self.centred.T, given=self.given.T, swapped=not self.swapped)


def layout_of(scores: Scores) -> Layout | Undefined:
    """Read a matrix in which scores may be missing, or tell why two-way effects cannot be had from it.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets and raters without any score are left out.

    Examples
    --------
    >>> layout_of([[90, 80, None], [None, None, 70], [None, None, 60]]).value
    'not_connected'
    >>> layout_of([[90, 80, None], [70, None, 75], [60, 65, 61]]).df_residual
    2

    """
    matrix = score_matrix(scores)
    given = ~np.isnan(matrix)
    targets, raters = np.flatnonzero(given.any(axis=1)), np.flatnonzero(given.any(axis=0))
    reason = _why_not(matrix, targets.size, raters.size)
    if reason:
        return reason
    kept = matrix[np.ix_(targets, raters)]
    mean = float(np.nanmean(kept))
    layout = Layout(np.nan_to_num(kept - mean), ~np.isnan(kept), mean, targets, raters, swapped=False)
    if layout.df_residual < 1:
        return Undefined.TOO_FEW_SCORES
    return layout if layout.n >= layout.k else layout.turned()


def _why_not(matrix: FloatArray, targets: int, raters: int) -> Undefined | None:
    if not targets:
        return Undefined.NO_SCORES
    if raters == 1:
        return Undefined.ONE_RATER
    if targets == 1:
        return Undefined.ONE_TARGET
    if np.nanmax(matrix) == np.nanmin(matrix):
        return Undefined.ALL_EQUAL
    return None if connected(matrix) else Undefined.NOT_CONNECTED
