"""How often the 95 % intervals that people are shown hold the truth; docs/statistics.md prints the table.

Scores are made as mu + target + rater + residual, all normal, so the truth is known. A design stands here
when its interval is right in 93 to 97 cases of 100; the manual names designs where it is not.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import pytest

from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.reml import mixed_model
from reviewhub.stats.robustness import grade_chances, pooled_mean_intervals
from reviewhub.stats.severity import severity
from reviewhub.stats.spread import mean_intervals
from reviewhub.stats.values import Statistic, Undefined

pytestmark = pytest.mark.slow

MU: Final = 80
TARGETS: Final = 8.0
RATERS: Final = 3.0
RESIDUAL: Final = 5.0
PANELS: Final = 4000
DESIGNS: Final = ((6, 7), (12, 5), (30, 7))
USUAL: Final = 0.8
CUTOFFS: Final = (90, 80, 60)

Panel = tuple[FloatArray, FloatArray, FloatArray]


def panels(n: int, k: int, count: int = PANELS) -> Iterator[Panel]:
    """Make panels of n targets and k raters: their scores, the targets' and the raters' true values."""
    random = np.random.default_rng(n * 100 + k)
    for _ in range(count):
        targets, raters = random.normal(MU, TARGETS, n), random.normal(0, RATERS, k)
        yield targets[:, None] + raters + random.normal(0, RESIDUAL, (n, k)), targets, raters


def holds(interval: Statistic, truth: float) -> bool:
    """Tell whether the truth lies within; where there is no interval, it does not."""
    if interval.low is None or interval.high is None:
        return False
    return bool(interval.low <= truth <= interval.high)


def near_95(hits: Sequence[bool], design: str, record: Callable[[str, object], None]) -> bool:
    share = float(np.mean(hits))
    record(design, round(100 * share, 1))
    sys.stdout.write(f"{design}: {share:.3f}\n")
    return 0.93 <= share <= 0.97


@pytest.mark.parametrize("k", [3, 5, 7, 10, 15])
def test_the_interval_of_one_mean(k: int, record_property: Callable[[str, object], None]) -> None:
    scores = np.random.default_rng(k).normal(MU, RESIDUAL, (20_000, k))
    hits = [holds(interval, MU) for interval in mean_intervals(scores)]
    assert near_95(hits, f"mean, {k} raters", record_property)


@pytest.mark.parametrize(("n", "k"), [(2, 5), (6, 3), *DESIGNS])
def test_the_pooled_interval_of_a_mean_holds_the_value_by_all_raters_of_this_kind(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    hits = [
        holds(interval, truth)
        for scores, targets, _ in panels(n, k)
        for interval, truth in zip(pooled_mean_intervals(scores), targets, strict=True)
    ]
    assert near_95(hits, f"pooled mean, {n} x {k}", record_property)


@pytest.mark.parametrize(("n", "k"), DESIGNS)
def test_the_pooled_interval_with_a_fifth_of_the_scores_missing(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    random = np.random.default_rng(n + k)
    hits = [
        holds(interval, truth)
        for scores, targets, _ in panels(n, k)
        for interval, truth in zip(
            pooled_mean_intervals(np.where(random.random((n, k)) < 0.2, np.nan, scores)), targets, strict=True
        )
        if interval.value is not None
    ]
    assert near_95(hits, f"pooled mean, {n} x {k}, 20 % missing", record_property)


@pytest.mark.parametrize(("n", "k"), [(6, 3), (6, 7), (12, 5)])
def test_the_likeliest_grade_is_right_as_often_as_its_chance_says(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    told = [
        (max(one.chances), one.chances.index(max(one.chances)) == sum(truth < cutoff for cutoff in CUTOFFS))
        for scores, targets, _ in panels(n, k)
        for one, truth in zip(grade_chances(scores, CUTOFFS), targets, strict=True)
        if one.chances
    ]
    claimed, right = np.mean(told, axis=0)
    record_property(f"grade, {n} x {k}", (round(100 * float(claimed), 1), round(100 * float(right), 1)))
    sys.stdout.write(f"grade, {n} x {k}: claims {claimed:.3f}, is right {right:.3f}\n")
    assert claimed == pytest.approx(right, abs=0.02)


@pytest.mark.parametrize(("n", "k"), DESIGNS)
def test_the_interval_of_absolute_agreement_and_of_the_raters_needed(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    error, between = RATERS**2 + RESIDUAL**2, TARGETS**2
    needed = USUAL / (1 - USUAL) * error / between
    average, enough = [], []
    for scores, _, _ in panels(n, k):
        forms = intraclass(scores)
        average.append(holds(forms[Form.ABSOLUTE_AVERAGE], between / (between + error / k)))
        enough.append(lies_between(needed, forms[Form.ABSOLUTE_SINGLE]))
    assert near_95(average, f"ICC(A,k), {n} x {k}", record_property)
    assert near_95(enough, f"raters needed, {n} x {k}", record_property)


def lies_between(needed: float, single: Statistic) -> bool:
    """Tell whether the true number lies in the range by the limits of ICC(A,1); it may be open above."""
    if single.low is None or single.high is None or single.high <= 0:
        return False
    ratio = USUAL / (1 - USUAL)
    fewest = ratio * (1 - single.high) / single.high
    most = ratio * (1 - single.low) / single.low if single.low > 0 else np.inf
    return bool(fewest <= needed <= most)


@pytest.mark.parametrize(("n", "k"), DESIGNS)
def test_the_interval_of_severity_holds_the_distance_from_this_panel(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    hits = [
        holds(interval, truth)
        for scores, _, raters in panels(n, k)
        for interval, truth in zip(severity(scores), raters - raters.mean(), strict=True)
    ]
    assert near_95(hits, f"severity, {n} x {k}", record_property)


@pytest.mark.parametrize(("n", "k"), DESIGNS)
def test_the_interval_of_agreement_by_likelihood_with_a_fifth_of_the_scores_missing(
    n: int, k: int, record_property: Callable[[str, object], None]
) -> None:
    random = np.random.default_rng(n + k)
    hits = []
    for scores, _, _ in panels(n, k, 400):
        model = mixed_model(np.where(random.random((n, k)) < 0.2, np.nan, scores))
        if isinstance(model, Undefined):
            continue
        error = (RATERS**2 + RESIDUAL**2) / model.scores_a_target
        hits.append(holds(model.icc_a_k, TARGETS**2 / (TARGETS**2 + error)))
    assert near_95(hits, f"ICC(A,k) by likelihood, {n} x {k}, 20 % missing", record_property)
