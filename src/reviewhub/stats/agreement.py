"""Would another panel agree? The ICC family, Cronbach's alpha and Kendall's W."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.anova import Squares, mean_squares_many
from reviewhub.stats.batch import REASONS, VALUED, Batch, Complete, Statistics, quotients
from reviewhub.stats.matrix import FloatArray, Scores, mid_ranks
from reviewhub.stats.permutations import can_permute, chances
from reviewhub.stats.tails import (
    chi_square_upper_tail,
    chi_square_upper_tails,
    f_quantiles,
    f_quantiles_between,
    f_upper_tails,
)
from reviewhub.stats.values import Statistic, Undefined

Limits: TypeAlias = tuple[FloatArray, FloatArray]
EXACT_W: Final = "Kendall's W, corrected for ties, p by permutation"
APPROXIMATE_W: Final = "Kendall's W, corrected for ties, p by chi-square"
# Up to here comparing all pairs of targets is faster than sorting them, and the counts fit into one byte.
MOST_TO_COMPARE: Final = 127
# Scores compared at once, so that they stay in the processor's cache.
CACHED: Final = 70_000


class Form(StrEnum):
    """The six intraclass correlations, named after McGraw & Wong."""

    ONE_WAY_SINGLE = "icc(1,1)"
    ABSOLUTE_SINGLE = "icc(A,1)"
    CONSISTENT_SINGLE = "icc(C,1)"
    ONE_WAY_AVERAGE = "icc(1,k)"
    ABSOLUTE_AVERAGE = "icc(A,k)"
    CONSISTENT_AVERAGE = "icc(C,k)"


CONSISTENT: Final = (Form.CONSISTENT_SINGLE, Form.CONSISTENT_AVERAGE)


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
    forms = intraclass_many(Batch.of([scores]))
    return MappingProxyType({form: many[0] for form, many in forms.items()})


def intraclass_many(batch: Batch) -> Mapping[Form, Statistics]:
    """Give the six forms of every matrix of a batch, as :func:`intraclass` does of one.

    Examples
    --------
    >>> panels = [[[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]], [[90, 80], [70, None], [60, 65], [85, 85]]]
    >>> intraclass_many(Batch.of(panels))[Form.CONSISTENT_SINGLE].values.round(3).tolist()
    [0.714, 0.841]

    """
    squares = mean_squares_many(Complete.of(batch))
    test = _f_test(squares, squares.residual, squares.df_residual)
    once = _f_test(squares, squares.within, squares.df_within)
    one_way = _one_error_term(squares, squares.within, once, (Form.ONE_WAY_SINGLE, Form.ONE_WAY_AVERAGE))
    consistent = _one_error_term(squares, squares.residual, test, CONSISTENT)
    absolute = _absolute(squares, test)
    singles = (one_way[0], absolute[0], consistent[0])
    averages = (one_way[1], absolute[1], consistent[1])
    return MappingProxyType(dict(zip(Form, singles + averages, strict=True)))


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
    return cronbach_alpha_many(Batch.of([scores]))[0]


def cronbach_alpha_many(batch: Batch) -> Statistics:
    """Give Cronbach's alpha of every matrix of a batch, as :func:`cronbach_alpha` does of one.

    >>> cronbach_alpha_many(Batch.of([[[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]])).values.round(3).tolist()
    [0.882]
    """
    squares = mean_squares_many(Complete.of(batch))
    test = _f_test(squares, squares.residual, squares.df_residual)
    methods = ("", "Cronbach's alpha, Feldt interval")
    return _one_error_term(squares, squares.residual, test, methods)[1]


def kendall_w(scores: Scores) -> Statistic:
    """Tell whether the raters put the targets into the same order.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; only the order within a rater counts. Targets that not every
        rater scored are dropped and counted: there is no agreed form with missing ranks.

    Returns
    -------
    W between 0 and 1, with chi-square = k(n-1)W on n-1 degrees of freedom. For up to 4 targets and 15
    raters, 5 and 6, or 6 and 3, p is exact: every rater's mid-ranks in every order. For larger panels it is
    that of chi-square; ``method`` says which, and :func:`chi_square_p` gives that of chi-square for all.

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
    return kendall_w_many(Batch.of([scores]))[0]


def kendall_w_many(batch: Batch, *, exact: bool = True) -> Statistics:
    """Give Kendall's W of every matrix of a batch, as :func:`kendall_w` does of one.

    The exact p of small panels costs some milliseconds for each pattern of ties that occurs; with ``exact``
    false all p are by chi-square.

    >>> kendall_w_many(Batch.of([[[90, 80], [85, 70], [60, 65]], [[1, 3], [2, 2], [3, 1]]])).values.tolist()
    [1.0, 0.0]
    """
    sample = Complete.of(batch)
    found = np.full((2, len(batch)), np.nan)
    by_permutation = np.zeros(len(batch), dtype=np.bool_)
    for block in sample.blocks:
        orders = _orders(block.scores)
        squares = (orders.sum(axis=1, dtype=np.int64) ** 2).sum(axis=0)
        largest = orders.shape[1] * (orders.astype(np.int64) ** 2).sum(axis=(0, 1))
        found[0, block.places] = quotients(squares.astype(np.float64), largest.astype(np.float64))
        if exact and can_permute(*orders.shape[:2]):
            found[1, block.places] = _permuted(orders, squares)
            by_permutation[block.places] = True
    return _concordance(sample, found, by_permutation)


def chi_square_p(w: Statistic) -> float | None:
    """Give the p value of W by chi-square, also where ``w.p`` is the exact one."""
    return None if w.test is None else chi_square_upper_tail(w.test, w.df[0])


def mean_spearman(w: Statistic) -> float | None:
    """Turn W into the mean Spearman correlation of two raters, (kW - 1)/(k - 1); exact without ties."""
    return None if w.value is None else (w.k * w.value - 1) / (w.k - 1)


def _orders(scores: FloatArray) -> NDArray[np.int8] | NDArray[np.int64]:
    """Count targets below minus targets above, twice the centred mid-rank; shape ``(n, k, members)``."""
    members, n, k = scores.shape
    if n > MOST_TO_COMPARE:
        ranks: FloatArray = np.apply_along_axis(mid_ranks, 1, scores)
        whole: NDArray[np.int64] = (2 * ranks - (n + 1)).astype(np.int64)
        return whole.transpose(1, 2, 0)
    orders = np.empty((n, k, members), dtype=np.int8)
    step = max(1, CACHED // (n * k))
    for start in range(0, members, step):
        orders[:, :, start : start + step] = _compared(scores[start : start + step].transpose(1, 2, 0).copy())
    return orders


def _compared(scores: FloatArray) -> NDArray[np.int8]:
    total = np.zeros(scores.shape, dtype=np.int8)
    for apart in range(1, len(scores)):
        upper, lower = scores[:-apart], scores[apart:]
        sign = (upper > lower).view(np.int8) - (upper < lower).view(np.int8)
        total[:-apart] += sign
        total[apart:] -= sign
    return total


def _permuted(orders: NDArray[np.int8] | NDArray[np.int64], squares: NDArray[np.int64]) -> FloatArray:
    """Find the exact p of matrices of one size, those with the same ties at once."""
    targets = len(orders)
    # Each rater's ranks as one number: panels that differ by the order of raters become equal, and those that
    # have their first raters in common neighbours, which share the work.
    weights = (2 * targets) ** np.arange(targets)[::-1]
    coded = np.tensordot(weights, np.sort(orders, axis=0).astype(np.int64) + targets, axes=1)
    patterns, places = np.unique(np.sort(coded, axis=0).T, axis=0, return_inverse=True)
    ranks = patterns[:, :, None] // weights % (2 * targets) - targets
    p = np.empty(squares.shape)
    for place, pattern in enumerate(ranks.tolist()):
        same = places == place
        p[same] = chances([tuple(rater) for rater in pattern], squares[same])
    return p


def _concordance(sample: Complete, found: FloatArray, by_permutation: NDArray[np.bool_]) -> Statistics:
    """Join W, chi-square and the p value that fits the size of each panel."""
    w, p = found
    reasons = sample.reasons.copy()
    reasons[np.isnan(w) & (reasons == VALUED)] = REASONS.index(Undefined.RATERS_CONSTANT)
    chi_square = sample.k * (sample.n - 1) * w
    return Statistics(
        w,
        reasons,
        sample.n,
        sample.k,
        method=tuple(EXACT_W if exact else APPROXIMATE_W for exact in by_permutation.tolist()),
        p=np.where(by_permutation, p, chi_square_upper_tails(chi_square, sample.n - 1)),
        test=chi_square,
        df=(sample.n - 1,),
        dropped=sample.dropped,
    )


@dataclass(frozen=True, slots=True)
class _Test:
    """F, its p value and its degrees of freedom."""

    f: FloatArray
    p: FloatArray
    df: tuple[NDArray[np.int64], NDArray[np.int64]]


def _f_test(squares: Squares, error: FloatArray, df_error: NDArray[np.int64]) -> _Test:
    """Test whether targets differ by more than the error."""
    f, df = quotients(squares.targets, error), (squares.df_targets, df_error)
    return _Test(f, f_upper_tails(f, *df), df)


def _one_error_term(
    squares: Squares, error: FloatArray, test: _Test, methods: tuple[str, str]
) -> tuple[Statistics, Statistics]:
    """Build the single and average form whose only error is ``error``: within (1) or residual (C)."""
    k, (df_targets, df_error) = squares.sample.k, test.df
    # Targets without variance have F = 0, and limits at minus infinity.
    varying = np.where(test.f == 0, np.nan, test.f)
    lower = varying / _quantiles(df_targets, df_error, squares)
    upper = varying * _quantiles(df_error, df_targets, squares)
    above = squares.targets - error
    single = quotients(above, squares.targets + (k - 1) * error)
    average = quotients(above, squares.targets)
    return (
        _form(methods[0], squares, single, _shares(lower, upper, k), test),
        _form(methods[1], squares, average, (1 - 1 / lower, 1 - 1 / upper), test),
    )


def _absolute(squares: Squares, test: _Test) -> tuple[Statistics, Statistics]:
    """Build ICC(A,1) and ICC(A,k), whose error also holds the differences between raters."""
    n, k = squares.sample.n, squares.sample.k
    above = squares.targets - squares.residual
    bias = squares.raters - squares.residual
    single = quotients(above, squares.targets + (k - 1) * squares.residual + k * bias / n)
    divisor = squares.targets + bias / n
    average = quotients(above, np.where(divisor > 0, divisor, np.nan))
    low, high = _absolute_limits(squares, single)
    return (
        _form(Form.ABSOLUTE_SINGLE, squares, single, (low, high), test),
        _form(Form.ABSOLUTE_AVERAGE, squares, average, (_stepped_up(low, k), _stepped_up(high, k)), test),
    )


def _absolute_limits(squares: Squares, single: FloatArray) -> Limits:
    """Find the limits of ICC(A,1) by Satterthwaite's degrees of freedom (McGraw & Wong, table 7)."""
    n, k = squares.sample.n, squares.sample.k
    error = np.where(squares.residual > 0, squares.residual, np.nan)
    shift = k * single * squares.raters / error
    others = n * (1 + (k - 1) * single) - k * single
    v = squares.df_residual * (shift + others) ** 2 / (squares.df_targets * shift**2 + others**2)
    lower, upper = f_quantiles_between(squares.df_targets, np.where(v > 0, v, np.nan))
    spread = k * squares.raters + (k * n - k - n) * error
    # With hardly any degrees of freedom the quantiles exceed what a float holds, and there are no limits.
    with np.errstate(over="ignore", invalid="ignore"):
        low = quotients(n * (squares.targets - lower * error), lower * spread + n * squares.targets)
        high = quotients(n * (upper * squares.targets - error), spread + n * upper * squares.targets)
    # Far below zero the approximation turns round; limits that cross say nothing.
    ordered = low <= high
    return np.where(ordered, low, np.nan), np.where(ordered, high, np.nan)


def _shares(lower: FloatArray, upper: FloatArray, k: NDArray[np.int64]) -> Limits:
    """Turn limits of F into those of the share that targets have in the variance of one score."""
    return (lower - 1) / (lower + k - 1), (upper - 1) / (upper + k - 1)


def _quantiles(df1: NDArray[np.int64], df2: NDArray[np.int64], squares: Squares) -> FloatArray:
    """Look up the quantiles of the matrices that have mean squares at all."""
    usable = squares.sample.reasons == VALUED
    if usable.all():
        return f_quantiles(df1, df2)
    quantiles = np.full(df1.shape, np.nan)
    if usable.any():
        quantiles[usable] = f_quantiles(df1[usable], df2[usable])
    return quantiles


def _stepped_up(single: FloatArray, k: NDArray[np.int64]) -> FloatArray:
    """Predict the reliability of the mean of k raters from that of one (Spearman-Brown)."""
    divisor = 1 + (k - 1) * single
    return quotients(k * single, np.where(divisor > 0, divisor, np.nan))


def _form(method: str, squares: Squares, values: FloatArray, limits: Limits, test: _Test) -> Statistics:
    """Join values, intervals and F tests; half an interval is no interval."""
    sample, low, high = squares.sample, *limits
    whole = np.isfinite(low) & np.isfinite(high)
    reasons = sample.reasons.copy()
    lacking = np.isnan(values) & (reasons == VALUED)
    reasons[lacking & (squares.targets == 0)] = REASONS.index(Undefined.NO_TARGET_VARIANCE)
    reasons[lacking & (squares.targets != 0)] = REASONS.index(Undefined.NO_POSITIVE_VARIANCE)
    return Statistics(
        values,
        reasons,
        sample.n,
        sample.k,
        method=str(method),
        low=np.where(whole, low, np.nan),
        high=np.where(whole, high, np.nan),
        p=test.p,
        test=test.f,
        df=test.df,
        dropped=sample.dropped,
    )
