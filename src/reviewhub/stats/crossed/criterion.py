"""Restricted likelihood of the two-way random model and its slope, at any pair of variances."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.crossed.sums import Sums
from reviewhub.stats.matrix import FloatArray


@dataclass(frozen=True, slots=True)
class Point:
    """The model at one pair of ratios (rows, columns) to the residual variance.

    Attributes
    ----------
    criterion
        -2 log restricted likelihood with mean and residual variance at their best, up to a constant.
    slope
        Its derivatives by the two ratios.
    mean
        Generalised least-squares mean, beyond the one the layout was centred on.
    square
        Residual sum of squares y'Py of the weighted scores.
    columns
        Predicted effects of the columns.
    spread
        Covariance of ``(mean, column errors)`` in units of the residual variance, shape
        ``(columns + 1, columns + 1)``, the mean first.

    """

    criterion: float
    slope: FloatArray
    mean: float
    square: float
    columns: FloatArray
    spread: FloatArray


def point_at(sums: Sums, rows: float, columns: float) -> Point:
    """Evaluate the model; both ratios may be zero.

    With W = [columns, scores], T(a) = W'(I + a Z Z')^-1 W, S its columns' block and M = I + b S:
    -2 log L = sum log(1 + a c) + log det M + log h + (N-1) log y'Py, where h = 1'V^-1 1.

    References
    ----------
    Patterson & Thompson (1971), Biometrika 58, 545-554, doi:10.1093/biomet/58.3.545

    """
    products, change = sums.weighted(np.array(rows)), sums.slope(rows)
    S, q = products[:-1, :-1], products[:-1, -1]
    ones = S.sum(axis=1)
    inner = np.eye(sums.columns) + columns * S
    inverse = np.asarray(np.linalg.inv(inner), dtype=np.float64)
    p = 1 - columns * (inverse @ ones)
    h = float(ones @ p)
    mean = float(q @ p) / h
    unshrunken = inverse @ (q - mean * ones)
    effects = columns * unshrunken
    rest = np.append(-effects - mean, 1.0)
    square = float(rest @ products @ rest + effects @ unshrunken)
    df = sums.total - 1
    criterion = (
        float(sums.rows @ np.log1p(rows * sums.counts))
        + float(np.linalg.slogdet(inner)[1])
        + float(np.log(h) + df * np.log(square))
    )
    by_rows = (
        sums.rows @ (sums.counts / (1 + rows * sums.counts))
        + columns * np.sum(inverse * change[:-1, :-1])
        + p @ change[:-1, :-1] @ p / h
        + df * (rest @ change @ rest) / square
    )
    pulled: FloatArray = inverse @ ones
    by_columns = np.sum(inverse * S) - pulled @ pulled / h - df * (unshrunken @ unshrunken) / square
    return Point(
        criterion,
        np.array([by_rows, by_columns]),
        mean,
        square,
        effects,
        _spread(inverse, pulled, columns, h),
    )


def _spread(inverse: FloatArray, pulled: FloatArray, ratio: float, h: float) -> FloatArray:
    """Invert the mixed-model equations of mean and columns, finite also where the ratio is zero."""
    spread = np.empty((pulled.size + 1,) * 2)
    spread[0, 0] = 1 / h
    spread[0, 1:] = spread[1:, 0] = -ratio * pulled / h
    spread[1:, 1:] = ratio * inverse + ratio**2 * np.outer(pulled, pulled) / h
    return spread
