"""Entries of consensus: spread beside the spread that the scale leaves to chance."""

from collections.abc import Callable
from functools import partial
from typing import Final

from reviewhub.stats import consensus, spread
from reviewhub.stats.matrix import Scores
from reviewhub.stats.report.facts import Facts, Measure, any_number, why_no_spread
from reviewhub.stats.values import Entry, Level, Statistic, Undefined


def _rwg(variance: str, facts: Facts) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    null_variance: float = getattr(facts.scale, variance)
    value = consensus.within_target(facts.scores, null_variance)
    return {"value": value, "null_variance": null_variance} if any_number(value) else why_no_spread(facts)


def _rwg_j(measure: Callable[[Scores, float], Statistic], facts: Facts) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    over = measure(facts.scores, facts.scale.discrete_variance)
    return over.undefined or {"value": over.value}


def _awg(facts: Facts) -> Entry | Undefined:
    reason = _why_no_scale(facts)
    if reason or facts.scale is None:
        return reason or Undefined.NO_SCALE
    value = consensus.against_greatest_spread(facts.scores, facts.scale)
    if any_number(value):
        return {"value": value}
    compared = any_number(spread.target_ranges(facts.scores))
    return Undefined.MEANS_NEAR_SCALE_END if compared else why_no_spread(facts)


def _why_no_scale(facts: Facts) -> Undefined | None:
    if facts.scale is None:
        return Undefined.NO_SCALE
    return None if consensus.on_scale(facts.scores, facts.scale) else Undefined.SCORES_OFF_SCALE


CONSENSUS: Final = (
    Measure("rwg_discrete_uniform", Level.INTERVAL, partial(_rwg, "discrete_variance")),
    Measure("rwg_continuous_uniform", Level.INTERVAL, partial(_rwg, "continuous_variance")),
    Measure("awg", Level.INTERVAL, _awg),
    Measure("rwg_j_discrete_uniform", Level.INTERVAL, partial(_rwg_j, consensus.over_targets)),
    Measure("rwg_j_lindell", Level.INTERVAL, partial(_rwg_j, consensus.over_targets_lindell)),
)
