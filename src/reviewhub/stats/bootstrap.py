"""Percentile intervals by drawing targets again, for many matrices at once; they are often too short."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.batch import REASONS, VALUED, Batch, Block, Complete, Statistics, quotients
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.tails import UPPER
from reviewhub.stats.values import Undefined

RESAMPLES: Final = 1000
# A quarter of a million sums of a resample fit into the processor's cache.
CACHED: Final = 250_000
# Sums of squares are differences of larger ones here: below this share of those they are rounding noise.
NOISE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Three coefficients of every matrix of a batch with percentile limits over the same resamples."""

    absolute: Statistics
    consistent: Statistics
    alpha: Statistics


def bootstrap_many(batch: Batch, *, seed: int, resamples: int = RESAMPLES) -> Bootstrap:
    """Ask how ICC(A,1), ICC(C,1) and interval alpha would have come out with other targets of the same kind.

    Parameters
    ----------
    batch
        Matrices of any size; targets that not every rater scored are dropped and counted.
    seed
        The same seed gives the same resamples, and matrices of one size share theirs.
    resamples
        How often as many targets as there are are drawn with replacement.

    Returns
    -------
    The coefficients of the scores as they are, with the 2.5 % and 97.5 % percentiles of the resamples that
    have one. No limits where fewer than half of them do.

    Notes
    -----
    A resample is a row of multinomial counts, and all its sums are one product with the sums of each target.
    **Known under-coverage:** in simulations these "95 %" limits held the truth in 72 to 87 of 100 cases for
    ICC(A,1) and in 65 to 88 for alpha (6 to 60 targets), because raters are not drawn again and few targets
    vary too little. The F intervals of :func:`reviewhub.stats.agreement.intraclass` hold 93 to 96: show
    those, and these only beside their coverage.

    References
    ----------
    Efron (1979), Annals of Statistics 7, 1-26, doi:10.1214/aos/1176344552
    Ukoumunne et al. (2003), Statistics in Medicine 22, 3805-3821, doi:10.1002/sim.1643

    Examples
    --------
    >>> panel = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = bootstrap_many(Batch.of([panel]), seed=1).consistent[0]
    >>> round(found.value, 3), found.low < found.value < found.high
    (0.715, True)

    """
    sample = Complete.of(batch)
    # Coefficient, then its value and limits, then matrix.
    found = np.full((3, 3, len(batch)), np.nan)
    for block in sample.blocks:
        _, n, k = block.scores.shape
        counts = np.random.default_rng([seed, n]).multinomial(n, [1 / n] * n, size=resamples)
        drawn = np.vstack([np.ones(n), counts])
        step = max(1, CACHED // (resamples * (k + 2)))
        for start in range(0, block.places.size, step):
            part = Block(block.places[start : start + step], block.scores[start : start + step])
            found[:, :, part.places] = _percentiles(_coefficients(part.scores, drawn))
    names = ("icc(A,1)", "icc(C,1)", "Krippendorff's alpha, interval")
    absolute, consistent, alpha = (
        _statistics(sample, one, name) for one, name in zip(found, names, strict=True)
    )
    return Bootstrap(absolute, consistent, alpha)


def _coefficients(scores: FloatArray, drawn: FloatArray) -> FloatArray:
    """Compute the three coefficients, shape ``(3, draws, members)``, from sums over the drawn targets."""
    members, n, k = scores.shape
    centred = scores - scores.mean(axis=(1, 2))[:, None, None]
    sums = centred.sum(axis=2)
    features = np.concatenate(
        [centred.transpose(1, 2, 0), (sums**2).T[:, None], (centred**2).sum(axis=2).T[:, None]], axis=1
    )
    totals = (drawn @ features.reshape(n, -1)).reshape(len(drawn), k + 2, members)
    columns, of_rows, of_scores = totals[:, :k], totals[:, k] / k, totals[:, k + 1]
    grand = columns.sum(axis=1) ** 2 / (n * k)
    noise = NOISE * of_scores
    whole = _above(of_scores - grand, noise)
    R = _above(of_rows - grand, noise) / (n - 1)
    C = _above((columns**2).sum(axis=1) / n - grand, noise) / (k - 1)
    residual = _above(whole - R * (n - 1) - C * (k - 1), noise)
    E = residual / ((n - 1) * (k - 1))
    within = _above(of_scores - of_rows, noise)
    return np.array(
        [
            quotients(R - E, R + (k - 1) * E + k / n * (C - E)),
            quotients(R - E, R + (k - 1) * E),
            1 - quotients((n * k - 1) / (n * (k - 1)) * within, whole),
        ]
    )


def _above(squares: FloatArray, noise: FloatArray) -> FloatArray:
    return np.where(squares > noise, squares, 0.0)


def _percentiles(coefficients: FloatArray) -> FloatArray:
    """Give value and both limits, shape ``(coefficients, 3, members)``; the first draw is the value."""
    values, drawn = coefficients[:, 0], coefficients[:, 1:].transpose(0, 2, 1)
    # NaN is sorted behind all numbers.
    ordered = np.sort(drawn, axis=2)
    known = (~np.isnan(ordered)).sum(axis=2)
    few = np.isnan(values) | (2 * known < drawn.shape[2])
    last = np.maximum(known - 1, 0)
    limits = (np.where(few, np.nan, _at(ordered, share * last, last)) for share in (1 - UPPER, UPPER))
    return np.stack([values, *limits], axis=1)


def _at(ordered: FloatArray, positions: FloatArray, last: NDArray[np.int64]) -> FloatArray:
    """Read between two neighbours where a position is not whole."""
    below = positions.astype(np.int64)
    pair = np.stack([below, np.minimum(below + 1, last)], axis=2)
    lower, upper = np.moveaxis(np.take_along_axis(ordered, pair, axis=2), 2, 0)
    between: FloatArray = lower + (positions - below) * (upper - lower)
    return between


def _statistics(sample: Complete, found: FloatArray, method: str) -> Statistics:
    values, low, high = found
    reasons = sample.reasons.copy()
    lacking = np.isnan(values) & (reasons == VALUED)
    reasons[lacking] = REASONS.index(Undefined.NO_TARGET_VARIANCE)
    values = np.where(reasons == VALUED, values, np.nan)
    return Statistics(
        values,
        reasons,
        sample.n,
        sample.k,
        f"{method}, bootstrap of targets",
        low,
        high,
        dropped=sample.dropped,
    )
