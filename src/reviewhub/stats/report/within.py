"""Entries target by target: spread, and the chance to reach a bound."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from reviewhub.stats import robustness, spread
from reviewhub.stats.exact import entries
from reviewhub.stats.matrix import Scores
from reviewhub.stats.report.facts import Facts, Measure, any_number, per_place, why_no_spread
from reviewhub.stats.values import Entry, Level, Undefined


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
