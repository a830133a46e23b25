"""How often each category was chosen for each target, and how near two categories are."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reviewhub.stats.krippendorff.sums import row_sums
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


def share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide, NaN where the whole is not above 0."""
    quotient: FloatArray = np.full(np.broadcast_shapes(part.shape, whole.shape), np.nan)
    np.divide(part, whole, out=quotient, where=whole > 0)
    return quotient


@dataclass(frozen=True, slots=True)
class Table:
    """Scores of shape ``(matrices, targets, raters)`` and, for every target, how often it got each category.

    Attributes
    ----------
    counts
        Shape ``(matrices, targets, categories)``.
    sizes
        Scores of every target, shape ``(matrices, targets)``.

    """

    scores: FloatArray
    categories: FloatArray
    counts: FloatArray
    sizes: FloatArray

    @classmethod
    def of(cls, scores: FloatArray, categories: FloatArray) -> "Table":
        """Count, category by category.

        Raises
        ------
        ValueError
            A score is not in the list of categories.

        """
        counts = np.empty((*scores.shape[:2], categories.size))
        for place, category in enumerate(categories):
            counts[:, :, place] = row_sums((scores == category).astype(np.float64))
        if counts.sum() != (~np.isnan(scores)).sum():
            raise ValueError("every score must be one of the categories")
        return cls(scores, categories, counts, row_sums(counts))

    def chosen(self, place: int) -> FloatArray:
        """Mark with 1 the scores in one category."""
        return np.asarray(self.scores == self.categories[place], dtype=np.float64)
