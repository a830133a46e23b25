"""Agreement on one target against a panel that answers at random: rwg, rwg(j), a_wg."""

from dataclasses import replace

import numpy as np

from reviewhub.stats.batch import Batch, Statistics, first_reason, quotients
from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.spread import target_deviations, target_means
from reviewhub.stats.values import Scale, Statistic, Undefined


def on_scale(scores: Scores, scale: Scale) -> bool:
    """Tell whether every given score lies on the scale.

    >>> on_scale([[90, None], [101, 80]], Scale(0, 100))
    False
    """
    matrix = score_matrix(scores)
    return not bool(((matrix < scale.low) | (matrix > scale.high)).any())


def within_target(scores: Scores, null_variance: float) -> tuple[float | None, ...]:
    """Tell how much less the raters of a target scatter than random raters would (rwg).

    1 - s^2 / null variance, cut at 0; None below two scores. On a 0-100 scale it flatters: a standard
    deviation of 15 points still gives .73.

    References
    ----------
    James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98, doi:10.1037/0021-9010.69.1.85

    Examples
    --------
    >>> within_target([[90, 80]], Scale(0, 100).discrete_variance)
    (0.9411764705882353,)

    """
    deviations = target_deviations(scores)
    return tuple(None if s is None else max(0.0, 1 - s**2 / null_variance) for s in deviations)


def over_targets(scores: Scores, null_variance: float) -> Statistic:
    """Tell how much raters agree over all targets taken as items of one whole (rwg(j)).

    J q / (J q + s2 / null variance) with q = 1 - s2 / null variance, cut at 0, and s2 the mean variance of
    the J targets. Only for complete scores.

    References
    ----------
    James, Demaree & Wolf (1984), doi:10.1037/0021-9010.69.1.85

    Examples
    --------
    >>> round(over_targets([[90, 80], [70, 75]], Scale(0, 100).discrete_variance).value, 3)
    0.981

    """
    return over_targets_many(Batch.of([scores]), null_variance)[0]


def over_targets_many(batch: Batch, null_variance: float) -> Statistics:
    """Give rwg(j) of every matrix of a batch, as :func:`over_targets` does of one.

    >>> over_targets_many(Batch.of([[[90, 80], [70, 75]]]), 850).values.round(3).tolist()
    [0.981]
    """
    lindell = over_targets_lindell_many(batch, null_variance)
    scaled: FloatArray = np.maximum(lindell.values, 0.0) * lindell.n
    return replace(lindell, values=quotients(scaled, scaled + 1 - lindell.values), method="rwg(j)")


def over_targets_lindell(scores: Scores, null_variance: float) -> Statistic:
    """Give Lindell's r*wg(j) = 1 - mean variance / null variance; may be negative; only for complete scores.

    References
    ----------
    Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23, 127-135,
    doi:10.1177/01466219922031257

    Examples
    --------
    >>> round(over_targets_lindell([[90, 80], [70, 75]], 850).value, 4)
    0.9632

    """
    return over_targets_lindell_many(Batch.of([scores]), null_variance)[0]


def over_targets_lindell_many(batch: Batch, null_variance: float) -> Statistics:
    """Give r*wg(j) of every matrix of a batch, as :func:`over_targets_lindell` does of one.

    >>> over_targets_lindell_many(Batch.of([[[90, 80], [70, 75]]]), 850).values.round(4).tolist()
    [0.9632]
    """
    scores, n, k = batch.scores, batch.targets, batch.raters
    given = (~np.isnan(scores)).sum(axis=(1, 2))
    means = np.nansum(scores, axis=2) / k[:, None]
    squares = np.nansum((scores - means[:, :, None]) ** 2, axis=(1, 2))
    variances = quotients(squares, (n * (k - 1)).astype(np.float64))
    faults = [(k == 1, Undefined.ONE_RATER), (given < n * k, Undefined.INCOMPLETE)]
    return Statistics(1 - variances / null_variance, first_reason(len(batch), faults), n, k, "r*wg(j)")


def against_greatest_spread(scores: Scores, scale: Scale) -> tuple[float | None, ...]:
    """Compare the raters with the widest split that has the same mean (a_wg).

    1 - 2 s^2 / ([(H+L)M - M^2 - HL] k/(k-1)); None below two scores and where the mean M is so near an end of
    the scale (L, H) that k raters could not split; exactly at an end everybody agrees and the value is 1.

    References
    ----------
    Brown & Hauenstein (2005), Organizational Research Methods 8, 165-184, doi:10.1177/1094428105275376

    Examples
    --------
    >>> against_greatest_spread([[25, 75], [0, 0]], Scale(0, 100))
    (0.5, 1.0)

    """
    matrix = score_matrix(scores)
    sizes = (~np.isnan(matrix)).sum(axis=1)
    rows = zip(target_means(matrix), target_deviations(matrix), sizes, strict=True)
    return tuple(
        None if mean is None or deviation is None else _against_split(mean, deviation, int(k), scale)
        for mean, deviation, k in rows
    )


def _against_split(mean: float, deviation: float, k: int, scale: Scale) -> float | None:
    low, high = scale.low, scale.high
    if mean in (low, high):
        return 1.0
    if not (low * (k - 1) + high) / k <= mean <= (high * (k - 1) + low) / k:
        return None
    widest = ((high + low) * mean - mean**2 - high * low) * k / (k - 1)
    return 1 - 2 * deviation**2 / widest
