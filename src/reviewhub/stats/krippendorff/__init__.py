"""Krippendorff's alpha in closed form: no table of all value pairs, missing scores welcome."""

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.batch import Batch, Codes, Statistics, first_reason
from reviewhub.stats.krippendorff.jackknife import limits, ranked_left_out
from reviewhub.stats.krippendorff.levels import alpha_of, alphas
from reviewhub.stats.krippendorff.sums import UnitSums, blocks, pairable_sizes
from reviewhub.stats.matrix import FloatArray, Scores
from reviewhub.stats.values import Level, Statistic, Undefined


def krippendorff_alpha(scores: Scores, level: Level = Level.INTERVAL) -> Statistic:
    """Tell how far the panel is from agreeing by chance alone, even when some scores are missing.

    Parameters
    ----------
    scores
        Shape ``(targets, raters)``; NaN is missing. Targets with fewer than two scores carry no
        pair and do not enter; ``dropped`` counts them.
    level
        Nominal, ordinal, interval or ratio distance between scores.

    Returns
    -------
    alpha, at most 1; 0 is chance (and is what one target alone always gives). For interval and
    ordinal scores with an approximate 95 % interval: a jackknife over targets with Student's t.

    Notes
    -----
    alpha = 1 - Do/De over pairable values. Interval: Do = (1/N) sum_u 2 (m S2 - S^2)/(m-1) with m scores,
    sum S and sum of squares S2 in target u; De = 2 (N sum x^2 - (sum x)^2)/(N(N-1)). Ordinal is the same
    on the mid-ranks of all pairable values. Ratio distance ((c-k)/(c+k))^2 needs scores of 0 or more.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, repository.upenn.edu/asc_papers/43
    Hayes & Krippendorff (2007), Communication Methods and Measures 1, 77-89,
    doi:10.1080/19312450709336664

    Examples
    --------
    >>> round(krippendorff_alpha([[90, 92, None], [70, None, 74], [80, 81, 79]]).value, 3)
    0.948

    """
    return krippendorff_alpha_many(Batch.of([scores]), level)[0]


def krippendorff_alpha_many(
    batch: Batch, level: Level = Level.INTERVAL, *, with_interval: bool = True
) -> Statistics:
    """Tell of every matrix how far its panel is from agreeing by chance alone.

    Parameters
    ----------
    batch
        The matrices; what is missing and what is dropped as in :func:`krippendorff_alpha`.
    level
        Nominal, ordinal, interval or ratio distance between scores. Ratio takes time as the square of
        a matrix's different scores, the others as sorting; all take space as the scores.
    with_interval
        Whether to compute limits; ordinal ones cost one alpha a target.

    Examples
    --------
    >>> krippendorff_alpha_many(Batch.of([[[90, 92], [70, 74]], [[1, 1], [2, 2]]])).values.round(3).tolist()
    [0.96, 1.0]

    """
    count, targets, raters = batch.scores.shape
    n = np.empty(count, dtype=np.int64)
    codes: Codes = np.empty(count, dtype=np.int8)
    values, low, high = np.full((3, count), np.nan)
    for part in blocks(count, targets * raters):
        scores = batch.scores[part]
        sizes = pairable_sizes(scores)
        n[part] = (sizes > 0).sum(axis=1)
        values[part], left_out = _worked(scores, sizes, level, with_interval=with_interval)
        codes[part] = _reasons(scores, sizes, values[part], level, batch.raters[part])
        if left_out is not None:
            low[part], high[part] = limits(values[part], left_out, sizes)
    return Statistics(
        values,
        codes,
        n,
        batch.raters,
        f"Krippendorff's alpha, {level}",
        low=low,
        high=high,
        dropped=batch.targets - n,
    )


def _worked(
    scores: FloatArray, sizes: FloatArray, level: Level, *, with_interval: bool
) -> tuple[FloatArray, FloatArray | None]:
    """Give alpha and, where limits are wanted and offered, alpha without each target in turn."""
    if level is Level.INTERVAL:
        sums = UnitSums.of(scores, sizes)
        return alpha_of(sums.parts(), sizes), sums.left_out() if with_interval else None
    values = alphas(scores, sizes, level)
    return values, ranked_left_out(scores, sizes) if with_interval and level is Level.ORDINAL else None


def _reasons(
    scores: FloatArray, sizes: FloatArray, values: FloatArray, level: Level, raters: NDArray[np.int64]
) -> Codes:
    n, pairable = (sizes > 0).sum(axis=1), sizes > 0
    equal, negative = np.isnan(values), np.zeros_like(values, dtype=np.bool_)
    if level is Level.RATIO:
        kept = np.where(pairable[:, :, None], scores, np.nan).reshape(values.size, -1)
        least = np.fmin.reduce(kept, axis=1)
        # Ratios of scores on both sides of 0 need not tell different ones apart.
        equal, negative = np.fmax.reduce(kept, axis=1) == least, least < 0
    return first_reason(
        values.size,
        [
            (raters < 2, Undefined.ONE_RATER),  # noqa: PLR2004 -- two raters are what "agreement" means
            (n == 0, Undefined.NO_PAIRS),
            (equal, Undefined.ALL_EQUAL),
            (negative, Undefined.NEGATIVE_SCORES),
        ],
    )
