"""What rank sums can come about when every rater orders the targets at random."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray

# One rater's ranks in ascending order, each as "targets below minus targets above".
Ranks: TypeAlias = tuple[int, ...]
Integers: TypeAlias = NDArray[np.int64]

# Targets -> the most raters for which all arrangements are gone through, within some hundredths of a second.
MOST_RATERS: Final = MappingProxyType({2: 15, 3: 15, 4: 15, 5: 6, 6: 3})


def can_permute(targets: int, raters: int) -> bool:
    """Tell whether the panel is small enough for :func:`chances`.

    >>> can_permute(5, 6), can_permute(6, 6)
    (True, False)
    """
    return raters <= MOST_RATERS.get(targets, 0)


def chances(raters: Sequence[Ranks], observed: Integers) -> FloatArray:
    """Tell how often raters with these ranks, ordering at random, have rank sums at least as far apart.

    Parameters
    ----------
    raters
        The ranks of each rater, ties included, with the sum 0.
    observed
        Sums of squares of the rank sums, any shape.

    Returns
    -------
    P(sum of squares >= observed), exactly: every arrangement of every rater's ranks is counted.

    Notes
    -----
    Raters are added one by one to a table of rank sums and their chances. The sum of squares does not know
    which target has which sum, so the first rater may stay in place, and the same sums in another order are
    one row.

    References
    ----------
    Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275-287,
    doi:10.1214/aoms/1177732186

    Examples
    --------
    >>> chances([(-2, 0, 2)] * 2, np.array([32])).round(4).tolist()
    [0.1667]

    """
    tails = _tails(tuple(sorted(raters)))
    return tails[np.minimum(observed, tails.size - 1)]


@lru_cache(maxsize=512)
def _tails(raters: tuple[Ranks, ...]) -> FloatArray:
    """Give the chance of each sum of squares or more, from 0 to one more than the largest."""
    sums, weights = _table(raters[:-1])
    last = _arrangements(raters[-1])
    squares = (sums**2).sum(axis=1)[:, None] + 2 * sums @ last.T + (last[0] ** 2).sum()
    chance = np.bincount(squares.ravel(), np.repeat(weights / len(last), len(last)))
    return np.append(np.cumsum(chance[::-1])[::-1], 0.0)


@lru_cache(maxsize=32)
def _table(raters: tuple[Ranks, ...]) -> tuple[Integers, FloatArray]:
    """List the possible rank sums in ascending order of targets, shape ``(rows, targets)``, with chances."""
    if len(raters) == 1:
        return np.array(raters), np.ones(1)
    sums, weights = _table(raters[:-1])
    added = _arrangements(raters[-1])
    rows = np.sort((sums[:, None, :] + added).reshape(-1, added.shape[1]), axis=1)
    low, high = rows.min(), rows.max()
    codes = (rows - low) @ (high - low + 1) ** np.arange(added.shape[1])
    _, firsts, places = np.unique(codes, return_index=True, return_inverse=True)
    summed: FloatArray = np.bincount(places, np.repeat(weights / len(added), len(added))).astype(np.float64)
    return rows[firsts], summed


@lru_cache(maxsize=256)
def _arrangements(ranks: Ranks) -> Integers:
    return np.array(sorted(set(permutations(ranks))))
