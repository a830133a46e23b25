"""Tails and quantiles of F, t and chi-square: the one door to ``scipy.special``.

``scipy.stats`` offers the same numbers and takes a second longer to import.
"""

from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray
from scipy import special

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]

CONFIDENCE: Final = 0.95
UPPER: Final = (1 + CONFIDENCE) / 2
# A quantile with fractional degrees of freedom costs about a microsecond; a polynomial through this many of
# them pays from four times as many on.
NODES: Final = 48
FEWEST_TO_INTERPOLATE: Final = 4 * NODES
# The largest relative error at places between the nodes with which the polynomial is still used.
DOUBT: Final = 1e-12


def f_upper_tail(f: float, df1: float, df2: float) -> float:
    """Give P(F >= f) on ``df1`` and ``df2`` degrees of freedom."""
    return float(special.fdtrc(df1, df2, f))


@lru_cache(maxsize=1024)
def f_quantile(df1: float, df2: float) -> float:
    """Give the 97.5 % quantile of F, the one that two-sided 95 % intervals use."""
    return float(special.fdtri(df1, df2, UPPER))


@lru_cache(maxsize=1024)
def t_quantile(df: float) -> float:
    """Give the 97.5 % quantile of Student's t."""
    return float(special.stdtrit(df, UPPER))


def chi_square_at(upper_tails: NDArray[np.floating], df: float) -> NDArray[np.float64]:
    """Give what chi-square exceeds with each of the chances."""
    return np.asarray(special.chdtri(df, upper_tails), dtype=np.float64)


def t_lower_tail(t: float, df: float) -> float:
    """Give P(T <= t)."""
    return float(special.stdtr(df, t))


def t_two_sided(t: float, df: float) -> float:
    """Give P(abs(T) >= abs(t)); read from the lower tail, where small values stay exact."""
    return 2 * t_lower_tail(-abs(t), df)


def chi_square_upper_tail(chi_square: float, df: float) -> float:
    """Give P(X >= chi_square)."""
    return float(special.chdtrc(df, chi_square))


def f_upper_tails(f: FloatArray, df1: IntArray, df2: IntArray) -> FloatArray:
    """Give P(F >= f) place by place; NaN where f is NaN."""
    return special.fdtrc(df1, df2, f).astype(np.float64, copy=False)


def chi_square_upper_tails(chi_square: FloatArray, df: IntArray) -> FloatArray:
    """Give P(X >= chi_square) place by place; NaN where chi_square is NaN."""
    return special.chdtrc(df, chi_square).astype(np.float64, copy=False)


def t_quantiles(df: IntArray) -> FloatArray:
    """Give the 97.5 % quantiles of Student's t place by place, computing each once."""
    different, inverse = np.unique(df, return_inverse=True)
    return np.array([t_quantile(one) for one in different.tolist()])[inverse]


def t_two_sided_each(t: FloatArray, df: IntArray) -> FloatArray:
    """Give P(abs(T) >= abs(t)) place by place; NaN where t is NaN."""
    return 2 * special.stdtr(df, -np.abs(t)).astype(np.float64, copy=False)


def f_quantiles(df1: IntArray, df2: IntArray) -> FloatArray:
    """Give the 97.5 % quantiles of F place by place, computing each pair of whole degrees of freedom once."""
    if (df1 == df1[0]).all() and (df2 == df2[0]).all():
        return np.full(df1.shape, f_quantile(int(df1[0]), int(df2[0])))
    base = int(df2.max()) + 1
    pairs, inverse = np.unique(df1 * base + df2, return_inverse=True)
    known = [f_quantile(*divmod(pair, base)) for pair in pairs.tolist()]
    return np.array(known)[inverse]


def f_quantiles_between(df: IntArray, v: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the 97.5 % quantiles of F(df, v) and of F(v, df) for whole ``df`` and fractional positive ``v``.

    Many with one ``df`` are read from a Chebyshev polynomial of their logarithm in 1/v, in which it is
    smooth; where it misses a value between its nodes by more than 1e-12, each is computed by itself. NaN
    where ``v`` is NaN.
    """
    both = np.full((2, v.size), np.nan)
    known = ~np.isnan(v)
    for whole in np.unique(df[known]).tolist():
        mine = known & (df == whole)
        # Below one degree of freedom quantiles grow so fast that a few would spoil the polynomial.
        smooth = mine & (v >= 1)
        both[:, smooth] = _between(whole, v[smooth])
        both[:, mine & ~smooth] = _each(whole, v[mine & ~smooth])
    return both[0], both[1]


def _between(df: int, v: FloatArray) -> FloatArray:
    if v.size < FEWEST_TO_INTERPOLATE or v.min() == v.max():
        return _each(df, v)
    near, far = 1 / float(v.max()), 1 / float(v.min())
    middle, reach = (far + near) / 2, (far - near) / 2
    nodes, others = chebyshev.chebpts1(NODES), chebyshev.chebpts1(NODES - 1)
    polynomial = (
        2 / NODES * chebyshev.chebvander(nodes, NODES - 1).T @ _logarithms(df, middle + reach * nodes)
    )
    polynomial[0] /= 2
    misses = chebyshev.chebval(others, polynomial) - _logarithms(df, middle + reach * others).T
    if not np.abs(misses).max() < DOUBT:
        return _each(df, v)
    quantiles: FloatArray = np.exp(chebyshev.chebval((1 / v - middle) / reach, polynomial))
    return quantiles


def _logarithms(df: int, inverse: FloatArray) -> FloatArray:
    return np.log(_each(df, 1 / inverse)).T


def _each(df: int, v: FloatArray) -> FloatArray:
    return np.array([special.fdtri(df, v, UPPER), special.fdtri(v, df, UPPER)])
