"""Equal scores of rows, found by sorting: ranks, sizes of ties, distinct values."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray

Places: TypeAlias = NDArray[np.intp]


def row_ranks(rows: FloatArray) -> FloatArray:
    """Rank every row from 1, equal scores sharing the mean of their ranks; missing scores have none.

    >>> row_ranks(np.array([[7.0, 5.0, np.nan, 5.0]]))
    array([[3. , 1.5, nan, 1.5]])
    """
    # Places in the rows laid end to end: fetching and putting back by one flat index is the quickest.
    order = (np.argsort(rows, axis=1) + np.arange(0, rows.size, rows.shape[1])[:, None]).ravel()
    ordered = rows.ravel()[order]
    starts, lengths = _runs(ordered.reshape(rows.shape))
    middles = starts % rows.shape[1] + (lengths + 1) / 2
    middles[np.isnan(ordered[starts])] = np.nan
    ranks = np.empty(rows.size)
    ranks[order] = np.repeat(middles, lengths)
    return ranks.reshape(rows.shape)


def tied_squares(rows: FloatArray) -> FloatArray:
    """Sum the squared sizes of every row's groups of equal scores.

    >>> tied_squares(np.array([[7.0, 5.0, np.nan, 5.0]]))
    array([5.])
    """
    ordered = np.sort(rows, axis=1)
    starts, lengths = _runs(ordered)
    squares = np.where(np.isnan(ordered.ravel()[starts]), 0, lengths.astype(np.float64) ** 2)
    return np.bincount(starts // rows.shape[1], weights=squares, minlength=rows.shape[0]).astype(np.float64)


def distinct(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give every row's different scores in order, and how often each occurs; rows are filled with (1, 0).

    >>> [part.tolist() for part in distinct(np.array([[7.0, 5.0, 5.0], [2.0, 2.0, 2.0]]))]
    [[[5.0, 7.0], [2.0, 1.0]], [[2.0, 1.0], [3.0, 0.0]]]
    """
    ordered = np.sort(rows, axis=1)
    starts, lengths = _runs(ordered)
    given = ~np.isnan(ordered.ravel()[starts])
    starts, lengths = starts[given], lengths[given]
    owners = starts // rows.shape[1]
    many = np.bincount(owners, minlength=rows.shape[0])
    places = np.arange(starts.size) - np.repeat(np.cumsum(many) - many, many)
    values, counts = np.ones((rows.shape[0], many.max())), np.zeros((rows.shape[0], many.max()))
    values[owners, places] = ordered.ravel()[starts]
    counts[owners, places] = lengths
    return values, counts


def _runs(ordered: FloatArray) -> tuple[Places, Places]:
    """Find where runs of equal scores begin in ordered rows laid end to end, and how long they are."""
    begins = np.ones(ordered.shape, dtype=np.bool_)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=begins[:, 1:])
    starts = np.flatnonzero(begins)
    return starts, np.diff(starts, append=ordered.size)
