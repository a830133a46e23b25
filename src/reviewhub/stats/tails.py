"""Tails and quantiles of F, t and chi-square: the one door to ``scipy.special``.

``scipy.stats`` offers the same numbers and takes a second longer to import.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

CONFIDENCE: Final = 0.95
UPPER: Final = (1 + CONFIDENCE) / 2


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
