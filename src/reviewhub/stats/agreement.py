"""Would another panel agree? The ICC family, Cronbach's alpha and Kendall's W."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from reviewhub.stats.anova import MeanSquares, mean_squares
from reviewhub.stats.matrix import CompleteRows, Scores, complete_rows, mid_ranks
from reviewhub.stats.tails import chi_square_upper_tail, f_quantile, f_upper_tail
from reviewhub.stats.values import Statistic, Undefined, finite, quotient

Limits: TypeAlias = tuple[float | None, float | None]
NO_LIMITS: Final[Limits] = (None, None)


class Form(StrEnum):
    """The six intraclass correlations, named after McGraw & Wong."""

    ONE_WAY_SINGLE = "icc(1,1)"
    ABSOLUTE_SINGLE = "icc(A,1)"
    CONSISTENT_SINGLE = "icc(C,1)"
    ONE_WAY_AVERAGE = "icc(1,k)"
    ABSOLUTE_AVERAGE = "icc(A,k)"
    CONSISTENT_AVERAGE = "icc(C,k)"


def intraclass(scores: Scores) -> Mapping[Form, Statistic]:
    """Tell whether another such panel would give the same scores (A), or at least the same order (C).

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets that not every rater scored are
        dropped and counted.

    Returns
    -------
    The six forms: ``(1,.)`` raters differ from target to target, ``(A,.)`` absolute agreement,
    ``(C,.)`` consistency; ``(.,1)`` one rater, ``(.,k)`` the mean of these k raters. Each with its
    95 % interval and the F test of "targets differ" (which is not a test of rater bias).

    Notes
    -----
    With mean squares R (targets), C (raters), E (residual), W (within):
    ICC(1,1) = (R-W)/(R+(k-1)W), ICC(1,k) = (R-W)/R, ICC(C,1) = (R-E)/(R+(k-1)E), ICC(C,k) = (R-E)/R,
    ICC(A,1) = (R-E)/(R+(k-1)E+(k/n)(C-E)), ICC(A,k) = (R-E)/(R+(C-E)/n).
    Negative values are real. ICC(A,k) is undefined when its denominator is not positive: the quotient
    of two negative numbers would exceed 1. Scores without any residual have values, but no interval.

    References
    ----------
    Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428, doi:10.1037/0033-2909.86.2.420
    McGraw & Wong (1996), Psychological Methods 1, 30-46, doi:10.1037/1082-989X.1.1.30

    Examples
    --------
    >>> shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> [round(icc.value, 2) for icc in intraclass(shrout_fleiss).values()]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]

    """
    sample = complete_rows(scores)
    squares = mean_squares(sample)
    if isinstance(squares, Undefined):
        return MappingProxyType({form: sample.undefined(squares, str(form)) for form in Form})
    one_way = _one_error_term(squares, squares.within, squares.df_within)
    consistent = _one_error_term(squares, squares.residual, squares.df_residual)
    absolute = _absolute(squares)
    singles = (one_way[0], absolute[0], consistent[0])
    averages = (one_way[1], absolute[1], consistent[1])
    return MappingProxyType(
        {form: replace(icc, method=str(form)) for form, icc in zip(Form, singles + averages, strict=True)}
    )


def cronbach_alpha(scores: Scores) -> Statistic:
    """Tell how dependable the mean of these raters is when only the order of targets counts.

    alpha = (MSR - MSE) / MSR, the same number as ICC(C,k); interval by Feldt, 1 - (1 - alpha) F.
    Shapes and missing scores as in :func:`intraclass`.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334, doi:10.1007/BF02310555
    Feldt (1965), Psychometrika 30, 357-370, doi:10.1007/BF02289499

    Examples
    --------
    >>> round(cronbach_alpha([[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]).value, 3)
    0.882

    """
    method = "Cronbach's alpha, Feldt interval"
    return replace(intraclass(scores)[Form.CONSISTENT_AVERAGE], method=method)


def kendall_w(scores: Scores) -> Statistic:
    """Tell whether the raters put the targets into the same order.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; only the order within a rater counts. Targets that not every
        rater scored are dropped and counted: there is no agreed form with missing ranks.

    Returns
    -------
    W between 0 and 1, with chi-square = k(n-1)W on n-1 degrees of freedom and its p value (poor for
    five targets or fewer).

    Notes
    -----
    W = 12 S / (k^2 (n^3 - n) - k sum_j sum_g (t^3 - t)) with S the squared deviations of the rank sums,
    mid-ranks for ties and t the sizes of a rater's ties.

    References
    ----------
    Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275-287,
    doi:10.1214/aoms/1177732186

    Examples
    --------
    >>> kendall_w([[90, 80], [85, 70], [60, 65]]).value
    1.0

    """
    method = "Kendall's W, corrected for ties"
    sample = complete_rows(scores)
    reason = sample.why_not()
    if reason:
        return sample.undefined(reason, method)
    ranks = np.apply_along_axis(mid_ranks, 0, sample.scores)
    n, k = sample.n, sample.k
    totals = ranks.sum(axis=1)
    largest = k**2 * (n**3 - n) - k * _tied(sample)
    w = quotient(12 * float(((totals - totals.mean()) ** 2).sum()), largest)
    if w is None:
        return sample.undefined(Undefined.RATERS_CONSTANT, method)
    chi_square = k * (n - 1) * w
    p = chi_square_upper_tail(chi_square, n - 1)
    return Statistic(w, n=n, k=k, p=p, test=chi_square, df=(n - 1,), method=method, dropped=sample.dropped)


def mean_spearman(w: Statistic) -> float | None:
    """Turn W into the mean Spearman correlation of two raters, (kW - 1)/(k - 1); exact without ties."""
    return None if w.value is None else (w.k * w.value - 1) / (w.k - 1)


def _tied(sample: CompleteRows) -> int:
    """Sum t^3 - t over every rater's groups of equal scores."""
    counts = [np.unique(column, return_counts=True)[1] for column in sample.scores.T]
    return sum(int((count.astype(np.int64) ** 3 - count).sum()) for count in counts)


def _one_error_term(squares: MeanSquares, error: float, df_error: int) -> tuple[Statistic, Statistic]:
    """Build the single and average form whose only error is ``error``: within (1) or residual (C)."""
    k = squares.k
    f = quotient(squares.targets, error)
    single_limits, average_limits = NO_LIMITS, NO_LIMITS
    if f:
        lower = f / f_quantile(squares.df_targets, df_error)
        upper = f * f_quantile(df_error, squares.df_targets)
        single_limits = ((lower - 1) / (lower + k - 1), (upper - 1) / (upper + k - 1))
        average_limits = (1 - 1 / lower, 1 - 1 / upper)
    above = squares.targets - error
    single = quotient(above, squares.targets + (k - 1) * error)
    average = quotient(above, squares.targets)
    return (
        _form(squares, single, single_limits, f, df_error),
        _form(squares, average, average_limits, f, df_error),
    )


def _absolute(squares: MeanSquares) -> tuple[Statistic, Statistic]:
    """Build ICC(A,1) and ICC(A,k), whose error also holds the differences between raters."""
    n, k = squares.n, squares.k
    above = squares.targets - squares.residual
    bias = squares.raters - squares.residual
    f = quotient(squares.targets, squares.residual)
    single = quotient(above, squares.targets + (k - 1) * squares.residual + k / n * bias)
    divisor = squares.targets + bias / n
    average = quotient(above, divisor) if divisor > 0 else None
    limits = NO_LIMITS if single is None or f is None else _absolute_limits(squares, single)
    return (
        _form(squares, single, limits, f, squares.df_residual),
        _form(
            squares, average, (_stepped_up(limits[0], k), _stepped_up(limits[1], k)), f, squares.df_residual
        ),
    )


def _absolute_limits(squares: MeanSquares, single: float) -> Limits:
    """Find the limits of ICC(A,1) by Satterthwaite's degrees of freedom (McGraw & Wong, table 7)."""
    n, k, error = squares.n, squares.k, squares.residual
    f_raters = squares.raters / error
    others = n * (1 + (k - 1) * single) - k * single
    weight = squares.df_targets * (k * single * f_raters) ** 2 + others**2
    v = squares.df_residual * (k * single * f_raters + others) ** 2 / weight
    if v <= 0:
        return NO_LIMITS
    lower, upper = f_quantile(n - 1, v), f_quantile(v, n - 1)
    spread = k * squares.raters + (k * n - k - n) * error
    low = n * (squares.targets - lower * error) / (lower * spread + n * squares.targets)
    high = n * (upper * squares.targets - error) / (spread + n * upper * squares.targets)
    # Far below zero the approximation turns round; limits that cross say nothing.
    return (finite(low), finite(high)) if low <= high else NO_LIMITS


def _stepped_up(single: float | None, k: int) -> float | None:
    """Predict the reliability of the mean of k raters from that of one (Spearman-Brown)."""
    if single is None or 1 + (k - 1) * single <= 0:
        return None
    return k * single / (1 + (k - 1) * single)


def _form(
    squares: MeanSquares, value: float | None, limits: Limits, f: float | None, df_error: int
) -> Statistic:
    """Join value, interval and F test; half an interval is no interval."""
    df = (squares.df_targets, df_error)
    undefined = None
    if value is None:
        undefined = Undefined.NO_POSITIVE_VARIANCE if squares.targets else Undefined.NO_TARGET_VARIANCE
    low, high = NO_LIMITS if value is None or None in limits else limits
    return Statistic(
        value,
        undefined,
        n=squares.n,
        k=squares.k,
        low=low,
        high=high,
        p=None if f is None else f_upper_tail(f, *df),
        test=f,
        df=df,
        dropped=squares.dropped,
    )
