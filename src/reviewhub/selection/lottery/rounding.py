"""Shares as whole numbers that sum to a whole."""

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.engines.programme import Floats


def rounded(shares: Floats, whole: int) -> NDArray[np.int64]:
    """Round shares to whole numbers in their proportion that sum to ``whole``, by the largest remainders.

    Among equal remainders the earlier share is rounded up.
    """
    exact = np.maximum(shares, 0.0) / np.maximum(shares, 0.0).sum() * whole
    weights: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    missing = whole - int(weights.sum())
    order = np.argsort(-(exact - weights), kind="stable")
    weights[order[:missing]] += 1
    return weights
