"""How often each category was chosen for each target."""

from dataclasses import dataclass

import numpy as np

from reviewhub.stats.krippendorff.sums import row_sums
from reviewhub.stats.matrix import FloatArray


def share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide, NaN where the whole is not above 0."""
    return np.asarray(part / np.where(whole > 0, whole, np.nan))


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
