"""The two-way analysis of variance of targets x raters, on which the ICC family, SEM and severity stand."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.matrix import ROUNDING, CompleteRows, FloatArray, Scores, complete_rows
from reviewhub.stats.tails import f_upper_tail
from reviewhub.stats.values import Statistic, Undefined, quotient


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
    >>> squares = mean_squares(complete_rows([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]))
    >>> round(squares.residual, 4)
    1.5556

    """
    reason = sample.why_not()
    if reason:
        return reason
    scores, n, k = sample.scores, sample.n, sample.k
    centred = scores - scores.mean()
    rows = centred.mean(axis=1)
    columns = centred.mean(axis=0)
    noise = (ROUNDING * np.abs(scores).max()) ** 2

    def mean_square(deviations: FloatArray, repeats: int, df: int) -> float:
        square = repeats * float((deviations**2).sum()) / df
        return 0.0 if square <= noise * repeats else square

    targets = mean_square(rows, k, n - 1)
    raters = mean_square(columns, n, k - 1)
    residual = mean_square(centred - rows[:, None] - columns, 1, (n - 1) * (k - 1))
    within = mean_square(centred - rows[:, None], 1, n * (k - 1))
    return MeanSquares(targets, raters, residual, within, n, k, sample.dropped)


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
    method = "F = MS raters / MS residual"
    sample = complete_rows(scores)
    squares = mean_squares(sample)
    if isinstance(squares, Undefined):
        return sample.undefined(squares, method)
    f = quotient(squares.raters, squares.residual)
    if f is None:
        return sample.undefined(Undefined.NO_RESIDUAL_VARIANCE, method)
    df = (sample.k - 1, squares.df_residual)
    p = f_upper_tail(f, *df)
    return Statistic(f, n=sample.n, k=sample.k, p=p, test=f, df=df, method=method, dropped=sample.dropped)
