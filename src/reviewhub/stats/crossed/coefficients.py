"""Intraclass correlations from variance components, for single scores and for means with gaps."""

from typing import Final

from reviewhub.stats.crossed.draws import Draws, limits
from reviewhub.stats.crossed.layout import Layout
from reviewhub.stats.design import Components
from reviewhub.stats.values import Statistic, Undefined

METHOD: Final = "two-way random model by REML, interval from generalised pivots"


def overlap(layout: Layout) -> tuple[float, float]:
    """Give the harmonic mean of scores a target and ten Hove's Q."""
    given = layout.given.T if layout.swapped else layout.given
    sizes = given.sum(axis=1)
    size = layout.n / float((1 / sizes).sum())
    shares = (given / sizes[:, None]).sum(axis=0)
    shared = (float(shares @ shares) - float((1 / sizes).sum())) / (layout.n * (layout.n - 1))
    return size, max(0.0, 1 / size - shared)


def coefficient(
    layout: Layout, parts: Components, weights: tuple[float, float], draws: Draws | None
) -> Statistic:
    """Give vT/(vT + w1 vR + w2 vE) with the interval that the draws span."""
    of_rater, of_residual = weights
    whole = parts.target + of_rater * parts.rater + of_residual * parts.residual
    if not whole:
        return Statistic(None, Undefined.NO_TARGET_VARIANCE, n=layout.n, k=layout.k, method=METHOD)
    low, high = (None, None)
    if draws:
        low, high = limits(draws.target / (draws.target + of_rater * draws.rater + of_residual))
    return Statistic(parts.target / whole, n=layout.n, k=layout.k, low=low, high=high, method=METHOD)
