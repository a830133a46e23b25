"""Drawing a target's raters again from themselves, without drawing: the exact bootstrap of its mean."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.exact.grid import Given, Units, check_falling
from reviewhub.stats.matrix import FloatArray

# k^k counts up to here come out of the transform so near to integers that rounding makes them exact.
EXACT_UP_TO: Final = 12
# Numbers a transform holds at once.
ROOM: Final = 2**21
# Steps that the sums of one target may span.
WIDEST: Final = 2**23


def exact_bootstrap(units: Units, cutoffs: Sequence[int], given: Given | None = None) -> FloatArray:
    """Give the probability of each band when a target's raters are drawn again from themselves.

    The limit of infinitely many resamples, without a seed: the distribution of the sum of k draws is the
    k-fold convolution of the scores, here on integers. It is what a bootstrap says, and a bootstrap of few
    raters says too much: its 95 % interval of the mean covers 74/83/88/90/92 % at k = 3/5/7/10/15, and
    k equal scores give 1. On cards use :func:`reviewhub.stats.robustness.grade_chances`.

    Parameters
    ----------
    units
        Shape ``(targets, raters)``: scores as integers in steps of the grid, 88.5 in steps of 0.5 being 177.
    cutoffs
        Inclusive lower bounds in the same steps, the highest first.
    given
        Where a score was given; everywhere when left out.

    Returns
    -------
    Shape ``(targets, bands)``, the highest band first; the rows of targets without scores hold NaN and are
    not to be read. Correctly rounded up to 12 raters, to 1e-13 beyond.

    Raises
    ------
    ValueError
        The cut-offs do not fall, or the steps are too fine (:func:`too_fine`).

    References
    ----------
    Efron (1979), Annals of Statistics 7, 1-26, doi:10.1214/aos/1176344552

    Examples
    --------
    >>> exact_bootstrap(np.array([[91, 89]]), [90, 80]).tolist()
    [[0.75, 0.25, 0.0]]

    """
    check_falling(cutoffs)
    present = np.ones(units.shape, dtype=np.bool_) if given is None else given
    if too_fine(units, present):
        raise ValueError("the grid is too fine: count the scores in larger steps")
    counts = present.sum(axis=1)
    bounds = np.array(cutoffs, dtype=np.int64)
    chances = np.full((units.shape[0], bounds.size + 1), np.nan)
    for k in np.unique(counts[counts > 0]).tolist():
        rows = counts == k
        chances[rows] = _redrawn(units[rows][present[rows]].reshape(-1, k), bounds)
    return chances


def too_fine(units: Units, given: Given) -> bool:
    """Tell whether the sums of some target would span more steps than memory should hold.

    >>> too_fine(np.array([[0, 1, 10**15]]), np.array([[True, True, True]]))
    True
    """
    scored = given.any(axis=1)
    if not scored.any():
        return False
    scores, present = units[scored], given[scored]
    low = np.where(present, scores, np.iinfo(np.int64).max).min(axis=1, keepdims=True)
    above = np.where(present, scores, low) - low
    steps = np.maximum(np.gcd.reduce(above, axis=1), 1)
    return bool((above.max(axis=1) // steps > WIDEST // units.shape[1]).any())


def _redrawn(rows: Units, cutoffs: Units) -> FloatArray:
    """Give the chances of the bands for rows of k scores each."""
    k, low = rows.shape[1], rows.min(axis=1)
    steps = np.maximum(np.gcd.reduce(rows - low[:, None], axis=1), 1)
    places = (rows - low[:, None]) // steps[:, None]
    widths = places.max(axis=1) * k + 1
    # The least sum of places that reaches a cut-off: k (c - low) / step, rounded up.
    needed = np.clip(-(k * (low[:, None] - cutoffs) // steps[:, None]), 0, widths[:, None])
    lengths = 2 ** np.ceil(np.log2(widths)).astype(np.int64)
    chances = np.empty((rows.shape[0], cutoffs.size + 1))
    for length in np.unique(lengths).tolist():
        [same] = np.nonzero(lengths == length)
        for part in np.array_split(same, math.ceil(same.size * length / ROOM)):
            chances[part] = _sums_of_draws(places[part], needed[part], length)
    return chances


def _sums_of_draws(places: Units, needed: Units, length: int) -> FloatArray:
    """Convolve each row's scores k times by a transform and read the bands between the needed sums."""
    count, k = places.shape
    cells = places + length * np.arange(count)[:, None]
    counts = np.bincount(cells.ravel(), minlength=count * length).reshape(count, length)
    exact = k <= EXACT_UP_TO
    spectrum = np.fft.rfft(counts if exact else counts / k, axis=1)
    ways = np.fft.irfft(_power(spectrum, k), n=length, axis=1)
    ways = np.maximum(np.rint(ways) if exact else ways, 0.0)
    below = np.concatenate([np.zeros((count, 1)), np.cumsum(ways, axis=1)], axis=1)
    total = below[:, -1:]
    missed = np.concatenate([total, np.take_along_axis(below, needed, axis=1), 0 * total], axis=1)
    chances: FloatArray = (missed[:, :-1] - missed[:, 1:]) / total
    return chances


def _power(base: NDArray[np.complex128], exponent: int) -> NDArray[np.complex128]:
    """Raise to a whole power by squaring; NumPy's own power of complex numbers goes through logarithms."""
    if exponent == 1:
        return base
    half = _power(base, exponent // 2)
    return half * half * base if exponent % 2 else half * half
