"""Entries rater by rater."""

from functools import partial
from typing import Final

import numpy as np

from reviewhub.stats import severity
from reviewhub.stats.report.facts import Facts, Measure, any_number, per_place
from reviewhub.stats.values import Entry, Level, Undefined


def _correlations(facts: Facts) -> Entry | Undefined:
    numbers = severity.rest_correlations(facts.scores)
    if any_number(numbers):
        return {"value": numbers}
    n, k = facts.scores.shape
    if k == 1 or n == 1:
        return Undefined.ONE_RATER if k == 1 else Undefined.ONE_TARGET
    shared = int(((~np.isnan(facts.scores)).sum(axis=1) > 1).sum())
    few = shared < severity.FEWEST_TARGETS_FOR_CORRELATION
    return Undefined.TOO_FEW_SHARED_TARGETS if few else Undefined.RATERS_CONSTANT


def _severity(facts: Facts) -> Entry | Undefined:
    raters = severity.severity(facts.scores)
    why = raters[0].undefined
    if why and all(rater.undefined for rater in raters):
        return why
    return {
        "value": [rater.value for rater in raters],
        "ci_low": [rater.low for rater in raters],
        "ci_high": [rater.high for rater in raters],
        "p_bonferroni": [rater.p for rater in raters],
        "dropped": raters[0].dropped,
    }


RATERS: Final = (
    Measure("rater_severity", Level.INTERVAL, _severity),
    Measure("rater_mean_deviation", Level.INTERVAL, partial(per_place, severity.deviations_from_targets)),
    Measure(
        "rater_minus_mean_of_others", Level.INTERVAL, partial(per_place, severity.deviations_from_others)
    ),
    Measure("rater_rest_correlation", Level.INTERVAL, _correlations),
)
