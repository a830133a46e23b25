"""The list of categories, and how near two of them are."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from reviewhub.stats.matrix import FloatArray


class Weights(StrEnum):
    """How much two different categories agree: not at all, or the more the nearer they are."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def category_list(categories: Sequence[float]) -> FloatArray:
    """Check and return the list of categories in order.

    Raises
    ------
    ValueError
        There are fewer than two different ones, or one is not finite.

    """
    found: FloatArray = np.unique(np.asarray(categories, dtype=np.float64))
    if found.size < 2 or not np.isfinite(found).all():  # noqa: PLR2004 -- one category leaves no choice
        raise ValueError("categories must be at least two different finite numbers")
    return found


def weight_matrix(categories: FloatArray, weights: Weights) -> FloatArray:
    """Give the agreement of every two categories a and b: 1 - abs(a-b)/range, or 1 - ((a-b)/range)^2.

    >>> weight_matrix(np.array([1.0, 2.0, 3.0]), Weights.QUADRATIC)[0].tolist()
    [1.0, 0.75, 0.0]
    """
    apart: FloatArray = np.abs(categories[:, None] - categories) / np.ptp(categories)
    if weights is Weights.IDENTITY:
        return np.eye(categories.size)
    return np.asarray(1 - (apart if weights is Weights.LINEAR else apart**2))
