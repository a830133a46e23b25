"""How strict or lenient the experts of a panel are, shrunk by how well that is known: it decides nothing."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

NOISE: Final = 1e-9

Points = NDArray[np.float64]


def habits_of(matrix: Points) -> Points | None:
    """Give every expert's habit, points above (+) or below (-) the panel; None where none is to be seen.

    ``matrix`` has shape (tasks, experts), NaN where there is no sheet; its tasks hang together by experts and
    each has two sheets at least. Totals are task + expert + residual; variances by the method of moments
    (Henderson 1953, doi:10.2307/3001853), habits by best linear unbiased prediction with them. The plugin
    ``severity.adjusted_mean`` does the same exactly.
    """
    given = ~np.isnan(matrix)
    k = matrix.shape[1]
    counts = given.sum(axis=1, keepdims=True)
    centred = np.where(given, matrix - np.nansum(matrix, axis=1, keepdims=True) / counts, 0.0)
    cross = np.diag(given.sum(axis=0)) - given.T @ (given / counts)
    moments = centred.sum(axis=0)
    degrees = int(given.sum()) - matrix.shape[0] - (k - 1)
    if degrees < 1:
        return None
    explained = float(np.linalg.solve(cross + 1, moments) @ moments)
    residual = max(0.0, float((centred**2).sum()) - explained) / degrees
    between = (explained - (k - 1) * residual) / float(np.trace(cross))
    if between <= NOISE:
        return None
    shrunken: Points = np.linalg.solve(cross + 1 + np.eye(k) * residual / between, moments)
    return shrunken
