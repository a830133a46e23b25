"""How strict or lenient raters are, shrunk by how well that is known: variances by the method of moments."""

from typing import Final

import numpy as np

from reviewhub.stats.matrix import FloatArray

NOISE: Final = 1e-9


def shrunken_by_moments(matrix: FloatArray) -> FloatArray | None:
    """Give every rater's deviation from the panel, in points, lenient above 0; None where none is to be seen.

    In closed form, where :func:`reviewhub.stats.severity.shrunken_severity` iterates to the likeliest
    variances; on complete scores whose components are positive both agree.

    Parameters
    ----------
    matrix
        Shape ``(targets, raters)``; NaN is missing. The targets hang together by raters, and each has two
        scores at least.

    Notes
    -----
    Scores are target + rater + residual; variances by Henderson's third method, deviations by best linear
    unbiased prediction with them.

    References
    ----------
    Henderson (1953), Biometrics 9, 226-252, doi:10.2307/3001853

    Examples
    --------
    >>> strict = shrunken_by_moments(np.array([[90.0, 84, 88], [80, 75, 79], [70, 66, 68], [85, 80, 86]]))
    >>> strict is not None and [round(float(one), 2) for one in strict]
    [1.94, -2.9, 0.97]

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
    shrunken: FloatArray = np.linalg.solve(cross + 1 + np.eye(k) * residual / between, moments)
    return shrunken
