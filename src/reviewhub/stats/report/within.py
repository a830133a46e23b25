"""Entries target by target: consensus, spread, and the chance to reach a bound."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from reviewhub.stats import consensus, robustness, spread
from reviewhub.stats.exact import entries
from reviewhub.stats.matrix import Scores
from reviewhub.stats.report.facts import Facts, Measure, any_number, per_place, why_no_spread
from reviewhub.stats.values import Entry, Level, Statistic, Undefined


def _mean_intervals(facts: Facts) -> Entry | Undefined:
    means = spread.mean_intervals(facts.scores)
    if all(mean.low is None for mean in means):
        return why_no_spread(facts)
    return {"ci_low": [mean.low for mean in means], "ci_high": [mean.high for mean in means]}


def _grubbs(facts: Facts) -> Entry | Undefined:
    tests = enumerate(spread.odd_ones(facts.scores))
    value = {
        str(target): {"G": odd.g, "p_two_sided": odd.p, "rater": odd.rater} for target, odd in tests if odd
    }
    return {"value": value} if value else why_no_spread(facts, spread.FEWEST_FOR_ODD_ONE)


def _mad(facts: Facts) -> Entry | Undefined:
    value = spread.median_distance(facts.scores)
    if not any_number(value):
        return Undefined.NO_SCORES
    return {"value": value, "robust_z": spread.robust_distances(facts.scores)}


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


def _chances(facts: Facts) -> Entry | Undefined:
    if not facts.cutoffs:
        return Undefined.NO_CUTOFFS
    value = robustness.chance_of_reaching(facts.scores, facts.cutoffs)
    return {"value": value, "cutoffs": facts.cutoffs} if any_number(value) else why_no_spread(facts)


def _graded(build: Callable[[Scores, Sequence[float]], Entry | Undefined], facts: Facts) -> Entry | Undefined:
    """Make an entry of the bands between the cut-offs, the highest first."""
    falling = sorted(set(facts.cutoffs), reverse=True)
    return build(facts.scores, falling) if falling else Undefined.NO_CUTOFFS


def _doubted(
    build: Callable[[Scores, Sequence[float]], Entry | Undefined], facts: Facts
) -> Entry | Undefined:
    """Make an entry that says how sure a band is: of one rater nothing is."""
    return Undefined.ONE_RATER if facts.scores.shape[1] == 1 else _graded(build, facts)


def _pooled_means(facts: Facts) -> Entry | Undefined:
    return robustness.pooled_means_entry(facts.scores)


WITHIN: Final = (
    Measure("rwg_discrete_uniform", Level.INTERVAL, partial(_rwg, "discrete_variance")),
    Measure("rwg_continuous_uniform", Level.INTERVAL, partial(_rwg, "continuous_variance")),
    Measure("awg", Level.INTERVAL, _awg),
    Measure("rwg_j_discrete_uniform", Level.INTERVAL, partial(_rwg_j, consensus.over_targets)),
    Measure("rwg_j_lindell", Level.INTERVAL, partial(_rwg_j, consensus.over_targets_lindell)),
    Measure("ad_mean", Level.INTERVAL, partial(per_place, spread.distance_from_mean)),
    Measure("ad_median", Level.INTERVAL, partial(per_place, spread.distance_from_median)),
    Measure("grubbs_per_target", Level.INTERVAL, _grubbs),
    Measure("mad_per_target", Level.INTERVAL, _mad),
    Measure("target_mean", Level.INTERVAL, partial(per_place, spread.target_means)),
    Measure("target_mean_t_interval", Level.INTERVAL, _mean_intervals),
    Measure("target_sd", Level.INTERVAL, partial(per_place, spread.target_deviations)),
    Measure("target_range", Level.INTERVAL, partial(per_place, spread.target_ranges)),
    Measure("target_mean_t_interval_pooled", Level.INTERVAL, _pooled_means),
    Measure("mean_above_cutoff_probability_t", Level.INTERVAL, _chances),
    Measure("grade_probability_t_pooled", Level.INTERVAL, partial(_doubted, robustness.grade_chances_entry)),
    Measure("grade", Level.INTERVAL, partial(_graded, entries.grade_entry)),
    Measure("leave_one_rater_out", Level.INTERVAL, partial(_doubted, entries.leave_one_out_entry)),
    Measure("grade_probability_exact_bootstrap", Level.INTERVAL, partial(_doubted, entries.bootstrap_entry)),
)
