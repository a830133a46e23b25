"""The two-way analysis of variance of targets x raters, on which the ICC family, SEM and severity stand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.batch import REASONS, VALUED, Batch, Complete, Statistics, quotients
from reviewhub.stats.matrix import ROUNDING, CompleteRows, FloatArray, Scores
from reviewhub.stats.tails import f_upper_tails
from reviewhub.stats.values import Statistic, Undefined


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of a two-way layout with one score a cell.

    ``within`` pools raters and residual: the error of the one-way layout.
    """

    targets: float
    raters: float
    residual: float
    within: float
    n: int
    k: int
    dropped: int

    @property
    def df_targets(self) -> int:
        """Degrees of freedom of targets."""
        return self.n - 1

    @property
    def df_residual(self) -> int:
        """Degrees of freedom of the residual."""
        return (self.n - 1) * (self.k - 1)

    @property
    def df_within(self) -> int:
        """Degrees of freedom within targets."""
        return self.n * (self.k - 1)


@dataclass(frozen=True, slots=True)
class Squares:
    """The mean squares of every matrix of a batch, each of shape ``(matrices,)``; NaN where there are none.

    Attributes
    ----------
    targets
        Mean square of targets.
    raters
        Mean square of raters.
    residual
        Mean square of the residual.
    within
        Raters and residual together: the error of the one-way layout.
    sample
        The complete targets they stand on, with the reasons.

    """

    targets: FloatArray
    raters: FloatArray
    residual: FloatArray
    within: FloatArray
    sample: Complete

    @property
    def df_targets(self) -> NDArray[np.int64]:
        """Degrees of freedom of targets."""
        return self.sample.n - 1

    @property
    def df_residual(self) -> NDArray[np.int64]:
        """Degrees of freedom of the residual."""
        return (self.sample.n - 1) * (self.sample.k - 1)

    @property
    def df_within(self) -> NDArray[np.int64]:
        """Degrees of freedom within targets."""
        return self.sample.n * (self.sample.k - 1)


def mean_squares(sample: CompleteRows) -> MeanSquares | Undefined:
    """Split the variation of complete scores into targets, raters and residual.

    With means x_i., x_.j and x_..: MSR = k sum (x_i. - x_..)^2 / (n-1), MSC = n sum (x_.j - x_..)^2 / (k-1),
    MSE = sum (x_ij - x_i. - x_.j + x_..)^2 / ((n-1)(k-1)). What is only rounding noise counts as zero.

    Parameters
    ----------
    sample
        Complete rows, shape ``(n, k)``.

    Returns
    -------
    The mean squares, or the reason why there are none.

    Examples
    --------
    >>> from reviewhub.stats.matrix import complete_rows
    >>> squares = mean_squares(complete_rows([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]))
    >>> round(squares.residual, 4)
    1.5556

    """
    reason = sample.why_not()
    if reason:
        return reason
    parts = _parts(sample.scores[None], np.abs(sample.scores).max(keepdims=True)[0])
    targets, raters, residual, within = (float(part[0]) for part in parts)
    return MeanSquares(targets, raters, residual, within, sample.n, sample.k, sample.dropped)


def mean_squares_many(sample: Complete) -> Squares:
    """Split the variation in every matrix of a batch; formulas as in :func:`mean_squares`.

    >>> batch = Batch.of([[[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]], [[90, 90], [90, 90]]])
    >>> mean_squares_many(Complete.of(batch)).residual.round(4).tolist()
    [1.5556, nan]
    """
    found = np.full((4, sample.reasons.size), np.nan)
    for block in sample.blocks:
        found[:, block.places] = _parts(block.scores, sample.largest[block.places])
    found[:, sample.reasons != VALUED] = np.nan
    targets, raters, residual, within = found
    return Squares(targets, raters, residual, within, sample)


def _parts(scores: FloatArray, largest: FloatArray) -> FloatArray:
    """Give the mean squares of targets, raters, residual and within, shape ``(4, members)``."""
    members, n, k = scores.shape
    # Products with ones: summing along such short axes takes five times as long.
    means = (scores.reshape(-1, k) @ np.ones(k)).reshape(members, n) / k
    rows = means - means.mean(axis=1)[:, None]
    rest = scores - means[:, :, None]
    columns = np.ones(n) @ rest / n
    within = _square_sums(rest)
    rest -= columns[:, None, :]
    noise = (ROUNDING * largest) ** 2
    return np.array(
        [
            _told(k * _square_sums(rows) / (n - 1), noise * k),
            _told(n * _square_sums(columns) / (k - 1), noise * n),
            _told(_square_sums(rest) / ((n - 1) * (k - 1)), noise),
            _told(within / (n * (k - 1)), noise),
        ]
    )


def _square_sums(deviations: FloatArray) -> FloatArray:
    flat = deviations.reshape(deviations.shape[0], -1)
    sums: FloatArray = np.einsum("ij,ij->i", flat, flat)
    return sums


def _told(squares: FloatArray, noise: FloatArray) -> FloatArray:
    return np.where(squares <= noise, 0.0, squares)


def rater_bias(scores: Scores) -> Statistic:
    """Tell whether raters differ in level (some strict, some lenient) beyond chance.

    F = MSC / MSE on (k-1, (n-1)(k-1)) degrees of freedom; incomplete targets are dropped and counted.

    References
    ----------
    McGraw & Wong (1996), Psychological Methods 1, 30-46, doi:10.1037/1082-989X.1.1.30

    Examples
    --------
    >>> shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> round(rater_bias(shrout_fleiss).value, 3)
    31.866

    """
    return rater_bias_many(Batch.of([scores]))[0]


def rater_bias_many(batch: Batch) -> Statistics:
    """Test every matrix of a batch, as :func:`rater_bias` does one.

    >>> rater_bias_many(Batch.of([[[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]])).values.round(3).tolist()
    [46.5]
    """
    squares = mean_squares_many(Complete.of(batch))
    sample = squares.sample
    f = quotients(squares.raters, squares.residual)
    reasons = sample.reasons.copy()
    reasons[np.isnan(f) & (reasons == VALUED)] = REASONS.index(Undefined.NO_RESIDUAL_VARIANCE)
    df = (sample.k - 1, squares.df_residual)
    return Statistics(
        f,
        reasons,
        sample.n,
        sample.k,
        "F = MS raters / MS residual",
        p=f_upper_tails(f, *df),
        test=f,
        df=df,
        dropped=sample.dropped,
    )
