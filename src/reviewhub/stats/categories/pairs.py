"""Cohen's kappa of every two raters."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.batch import Batch, Codes, Statistics, first_reason
from reviewhub.stats.categories.parts import ROUNDING
from reviewhub.stats.categories.tables import Table, share
from reviewhub.stats.categories.weights import Weights, category_list, weight_matrix
from reviewhub.stats.krippendorff.sums import blocks, row_sums
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Undefined


@dataclass(frozen=True, slots=True)
class PairKappas:
    """Kappa of every two raters in every matrix, and their mean.

    Attributes
    ----------
    pairs
        The two raters, counted from 0.
    values
        Shape ``(matrices, pairs)``; NaN where a kappa is 0/0 or a rater is padding.
    mean
        Light's kappa, the mean over the pairs; undefined where one of them is.

    """

    pairs: tuple[tuple[int, int], ...]
    values: FloatArray
    mean: Statistics


def cohen_kappas_many(
    batch: Batch, categories: Sequence[float], weights: Weights = Weights.IDENTITY
) -> PairKappas:
    """Tell of every two raters how far they choose the same category beyond chance.

    Parameters
    ----------
    batch
        Category codes; targets that not every rater scored are dropped and counted.
    categories
        The whole list of categories.
    weights
        How much different categories agree.

    Raises
    ------
    ValueError
        Fewer than two categories, or a score that is none of them.

    Notes
    -----
    kappa = (po - pe)/(1 - pe) with po the mean agreement of the two, pe = p_g'Wp_h.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46, doi:10.1177/001316446002000104
    Light (1971), Psychological Bulletin 76, 365-377, doi:10.1037/h0031643

    Examples
    --------
    >>> cohen_kappas_many(Batch.of([[[1, 1], [2, 2], [1, 2], [2, 2]]]), (1, 2)).values.tolist()
    [[0.5]]

    """
    listed = category_list(categories)
    nearness = weight_matrix(listed, weights)
    count, targets, raters = batch.scores.shape
    pairs = tuple(combinations(range(raters), 2))
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    values, n = np.full((count, len(pairs)), np.nan), np.zeros(count, dtype=np.int64)
    for part in blocks(count, targets * raters):
        scores, n[part] = _complete(batch, part)
        values[part] = _kappas(Table.of(scores, listed), nearness)[:, first, second]
    own = second < batch.raters[:, None]
    return PairKappas(pairs, np.where(own, values, np.nan), _mean(batch, values, n, own))


def _complete(batch: Batch, part: slice) -> tuple[FloatArray, NDArray[np.int64]]:
    """Keep the targets that every rater of their matrix scored, and count them."""
    scores = batch.scores[part]
    given = ~np.isnan(scores)
    own = np.arange(scores.shape[2]) < batch.raters[part, None]
    complete = np.all(given | ~own[:, None, :], axis=2)
    return np.where(complete[:, :, None], scores, np.nan), complete.sum(axis=1)


def _kappas(table: Table, weights: FloatArray) -> FloatArray:
    """Give kappa of every two raters, shape ``(matrices, raters, raters)``."""
    places = range(table.categories.size)
    chosen = [table.chosen(place) for place in places]
    n = (table.sizes > 0).sum(axis=1).astype(np.float64)[:, None, None]
    agreeing = sum(
        (chosen[place].transpose(0, 2, 1) @ _near(chosen, weights[place]) for place in places),
        start=np.zeros((table.scores.shape[0], table.scores.shape[2], table.scores.shape[2])),
    )
    shares = share(np.stack([one.sum(axis=1) for one in chosen], axis=-1), n)
    expected = shares @ weights @ shares.transpose(0, 2, 1)
    room = 1 - expected
    return share(share(agreeing, n) - expected, np.where(room > ROUNDING, room, 0))


def _near(chosen: Sequence[FloatArray], weights: FloatArray) -> FloatArray:
    """Mark every score with its agreement with one category."""
    return sum(
        (weight * one for weight, one in zip(weights, chosen, strict=True) if weight), start=0 * chosen[0]
    )


def _mean(batch: Batch, values: FloatArray, n: NDArray[np.int64], own: NDArray[np.bool_]) -> Statistics:
    total = row_sums(np.where(own, values, 0))
    return Statistics(
        share(total, own.sum(axis=1).astype(np.float64)),
        _reasons(batch, n, np.isnan(total)),
        n,
        batch.raters,
        "Light's kappa",
        dropped=batch.targets - n,
    )


def _reasons(batch: Batch, n: NDArray[np.int64], untold: NDArray[np.bool_]) -> Codes:
    return first_reason(
        n.size,
        [
            (batch.raters < 2, Undefined.ONE_RATER),  # noqa: PLR2004 -- two raters are what "agreement" means
            (batch.targets < 2, Undefined.ONE_TARGET),  # noqa: PLR2004 -- targets must be able to differ
            (n == 0, Undefined.TOO_FEW_COMPLETE_TARGETS),
            (untold, Undefined.ONE_CATEGORY),
        ],
    )
