"""Ways to make one number of a panel's sheets."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewhub.domain.scoring.sheet import total_of
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Aggregate, Aggregator, Reason, Scores, Words


class MeanOfCriterionMeans:
    """Sum of the criterion means, each rounded to two decimals, so that the printed table adds up."""

    key = "builtin.mean_of_criterion_means"
    version = "1"
    title = Words("指标均分之和（各指标均分保留两位小数）", "Sum of rounded criterion means")
    least_experts = 1

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Add the rounded means; criteria that apply to nobody are rescaled away."""
        del parameters
        return Aggregate(total_of(scores.criterion_means(), scores.full), _all(scores))

    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        """Do complete panels of one size at once, in whole numbers: the means are rounded half up."""
        del full
        points = np.asarray(panels, dtype=np.int64)
        divisor = 100 * points.shape[1]  # from a sum of ten-thousandths to a mean in hundredths
        means = (2 * points.sum(axis=1) + divisor) // (2 * divisor)
        return [int(total) for total in means.sum(axis=1)]


class MeanOfTotals:
    """Mean of the experts' totals."""

    key = "builtin.mean_of_totals"
    version = "1"
    title = Words("总分平均", "Mean of totals")
    least_experts = 1

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Average every total."""
        del parameters
        return Aggregate(sum(scores.totals, Decimal(0)) / len(scores.totals), _all(scores))

    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        """Do complete panels of one size at once."""
        del full
        return _means(_totals(panels))


class TrimmedMean:
    """Mean of the totals without one highest and one lowest; fewer than five leave too little."""

    key = "builtin.trimmed_mean"
    version = "1"
    title = Words("去掉一个最高分和一个最低分后平均", "Mean without highest and lowest")
    least_experts = 5

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Average the totals between the extremes and say whose were set aside."""
        del parameters
        order = sorted(range(len(scores.totals)), key=lambda place: (scores.totals[place], place))
        kept = order[1:-1]
        value = sum((scores.totals[place] for place in kept), Decimal(0)) / len(kept)
        values = {"lowest": f"{scores.totals[order[0]]:f}", "highest": f"{scores.totals[order[-1]]:f}"}
        return Aggregate(
            value, tuple(sorted(kept)), (order[0], order[-1]), (Reason("aggregator.trimmed", values),)
        )

    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        """Do complete panels of one size at once."""
        del full
        return _means(np.sort(_totals(panels), axis=1)[:, 1:-1])


class Median:
    """Middle total; of an even number, the mean of the two in the middle."""

    key = "builtin.median"
    version = "1"
    title = Words("总分中位数", "Median of totals")
    least_experts = 1

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Take the middle."""
        del parameters
        return Aggregate(median(scores.totals), _all(scores))

    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        """Do complete panels of one size at once."""
        del full
        totals = np.sort(_totals(panels), axis=1)
        middle = totals.shape[1] // 2
        return _means(totals[:, [-middle - 1, middle]])


def _totals(panels: Sequence[Sequence[Sequence[int]]]) -> NDArray[np.int64]:
    """Total every sheet in hundredths of a point, rounded half up: shape (panels, experts)."""
    sums: NDArray[np.int64] = np.asarray(panels, dtype=np.int64).sum(axis=2)
    return (sums + 50) // 100


def _means(totals: NDArray[np.int64]) -> list[int]:
    """Average every row, rounded half up."""
    count = totals.shape[1]
    return [int(mean) for mean in (2 * totals.sum(axis=1) + count) // (2 * count)]


def _all(scores: Scores) -> tuple[int, ...]:
    return tuple(range(len(scores.rows)))


@hookimpl
def register_aggregators() -> list[Aggregator]:
    """Offer the four ways that bureaus use."""
    return [MeanOfCriterionMeans(), MeanOfTotals(), TrimmedMean(), Median()]
