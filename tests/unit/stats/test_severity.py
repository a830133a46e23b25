import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.severity import (
    deviations_from_others,
    deviations_from_targets,
    erratic_raters,
    rest_correlations,
    severity,
    shrunken_severity,
)
from reviewhub.stats.values import Undefined


def test_the_standard_error_is_the_textbook_one() -> None:
    scores = np.random.default_rng(4).normal(80, 5, (6, 4))
    residual = scores - scores.mean(1, keepdims=True) - scores.mean(0) + scores.mean()
    error = np.sqrt((residual**2).sum() / 15 * 3 / (4 * 6))
    first = severity(scores)[0]
    assert first.test == pytest.approx((scores[:, 0].mean() - scores.mean()) / error)
    assert first.high == pytest.approx((scores[:, 0].mean() - scores.mean()) + 2.1314495 * error, rel=1e-7)


def test_deviations_of_all_raters_cancel() -> None:
    found = severity([[90, 84, 88], [80, 75, 79], [70, 66, 68]])
    assert sum(rater.value or 0 for rater in found) == pytest.approx(0, abs=1e-12)


def test_parallel_raters_have_deviations_and_no_interval() -> None:
    found = severity([[90, 80], [70, 60], [85, 75]])
    assert [(rater.value, rater.low, rater.p) for rater in found] == [(5, None, None), (-5, None, None)]


def test_targets_somebody_skipped_do_not_make_anybody_strict() -> None:
    found = severity([[90, 80], [70, 64], [85, 75], [10, None]])
    assert (found[0].value, found[0].n, found[0].dropped) == pytest.approx((13 / 3, 3, 1))


def test_one_target_says_nothing_about_habits() -> None:
    assert {rater.undefined for rater in severity([[90, 80, 85]])} == {Undefined.ONE_TARGET}


def test_a_false_alarm_strikes_one_panel_in_twenty() -> None:
    random = np.random.default_rng(5)
    alarms = [
        min(rater.p or 1 for rater in severity(random.normal(80, 5, (6, 5)))) < 0.05 for _ in range(1500)
    ]
    assert np.mean(alarms) == pytest.approx(0.045, abs=0.02)


def test_a_rater_without_scores_has_no_habit() -> None:
    scores = [[90, 80, None], [70, 75, None], [60, 66, None]]
    found = (deviations_from_targets(scores), deviations_from_others(scores), rest_correlations(scores))
    assert [one[2] for one in found] == [None, None, None]


def test_a_lonely_rater_has_nobody_to_differ_from() -> None:
    assert (deviations_from_targets([[90], [80]]), deviations_from_others([[90], [80]])) == ((None,), (None,))


def test_a_scale_used_upside_down_shows_as_minus_one() -> None:
    assert rest_correlations([[90, 90, 10], [50, 50, 50], [10, 10, 90]])[2] == -1


@pytest.mark.parametrize(
    "scores", [[[90, 80], [80, 70]], [[90, 80], [90, 70], [90, 60]], [[90, None], [None, 80], [70, 60]]]
)
def test_few_shared_targets_or_a_constant_rater_have_no_correlation(scores: list[list[float | None]]) -> None:
    assert rest_correlations(scores) == (None, None)


def gappy(seed: int, targets: int, raters: int, missing: float = 0.25) -> FloatArray:
    """Make scores with gaps whose first rater scored all and whose first target all scored."""
    random = np.random.default_rng(seed)
    scores = random.normal(80, 8, (targets, 1)) + random.normal(0, 3, raters)
    scores = scores + random.normal(0, 5, (targets, raters))
    gaps = random.random((targets, raters)) < missing
    gaps[0], gaps[:, 0] = False, False
    return np.where(gaps, np.nan, scores)


def values(scores: FloatArray) -> list[float | None]:
    return [rater.value for rater in severity(scores)]


def test_with_gaps_effects_and_errors_are_those_of_least_squares() -> None:
    scores = gappy(1, 7, 4)
    rows, columns = np.nonzero(~np.isnan(scores))
    # The last rater is minus the sum of the others.
    codes = np.vstack([np.eye(3), -np.ones(3)])
    links = np.column_stack([np.eye(7)[rows], codes[columns]])
    best, square, *_ = np.linalg.lstsq(links, scores[rows, columns], rcond=None)
    df = rows.size - 7 - 4 + 1
    spread = codes @ np.linalg.inv(links.T @ links)[7:, 7:] @ codes.T
    effects = codes @ best[7:]
    found = severity(scores)
    assert [rater.value for rater in found] == pytest.approx(effects)
    assert [rater.test for rater in found] == pytest.approx(
        effects / np.sqrt(square[0] / df * np.diag(spread))
    )
    assert {rater.df for rater in found} == {(df,)}


def test_one_gap_changes_little() -> None:
    scores = np.random.default_rng(2).normal(80, 5, (9, 4))
    before = values(scores)
    scores[3, 1] = np.nan
    assert values(scores) == pytest.approx(before, abs=2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1000, 1000), st.permutations(range(5)))
def test_with_gaps_renaming_and_shifting_change_no_habit(seed: int, shift: float, raters: list[int]) -> None:
    scores = gappy(seed, 8, 5)
    before = values(scores)
    assert values(scores[:, raters] + shift) == pytest.approx([before[place] for place in raters], abs=1e-8)


def test_separate_panels_have_no_common_measure() -> None:
    apart = [[90, 80, None, None], [85, 70, None, None], [None, None, 60, 70], [None, None, 65, 66]]
    assert {rater.undefined for rater in severity(apart)} == {Undefined.NOT_CONNECTED}
    assert {rater.severity.undefined for rater in shrunken_severity(apart)} == {Undefined.NOT_CONNECTED}


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[None, None], [None, None]], Undefined.NO_SCORES),
        ([[90, None], [None, 80]], Undefined.NO_PAIRS),
        ([[90, None]], Undefined.ONE_TARGET),
        ([[90], [None]], Undefined.ONE_RATER),
    ],
)
def test_nothing_shared_shows_no_habit(scores: list[list[float | None]], reason: Undefined) -> None:
    assert {rater.undefined for rater in severity(scores)} == {reason}


def test_a_rater_who_shares_no_target_leaves_the_others_comparable() -> None:
    found = severity([[90, 80, None], [70, 64, None], [85, 75, None], [None, None, 60]])
    assert (found[0].value, found[2].undefined) == (pytest.approx(13 / 3), Undefined.TOO_FEW_SHARED_TARGETS)


def test_more_raters_than_targets_are_compared_as_well() -> None:
    scores = gappy(3, 4, 9)
    assert sum(one or 0 for one in values(scores)) == pytest.approx(0, abs=1e-9)


def test_a_shrunken_severity_is_the_raw_one_times_the_share_kept() -> None:
    scores = gappy(4, 8, 5, missing=0)
    raw, shrunken = severity(scores), shrunken_severity(scores)
    assert [one.severity.value for one in shrunken] == pytest.approx(
        [(one.value or 0) * (other.shrinkage or 0) for one, other in zip(raw, shrunken, strict=True)],
        rel=1e-6,
    )


def test_a_shrunken_severity_lies_inside_its_interval() -> None:
    for one in shrunken_severity(gappy(5, 8, 5)):
        assert (one.severity.low or 0) < (one.severity.value or 0) < (one.severity.high or 0)


def test_fewer_scores_are_shrunken_more() -> None:
    scores = gappy(6, 12, 5, missing=0)
    scores[2:, 4] = np.nan
    kept = [one.shrinkage or 0 for one in shrunken_severity(scores)]
    assert kept[4] < min(kept[:4])


def test_raters_who_differ_by_chance_alone_have_no_severity_left() -> None:
    scores = np.random.default_rng(8).normal(80, 5, (9, 4))
    found = shrunken_severity(scores - scores.mean(axis=0))
    assert {(one.severity.value, one.severity.low, one.shrinkage) for one in found} == {(0.0, None, 0.0)}


def test_who_gave_no_score_has_no_shrunken_severity() -> None:
    scores = np.column_stack([gappy(6, 8, 3), np.full(8, np.nan)])
    assert shrunken_severity(scores)[3].severity.undefined == Undefined.NO_SCORES


def test_an_erratic_rater_is_named_and_nobody_else() -> None:
    scores = np.random.default_rng(9).normal(0, 2, (12, 5)) + np.linspace(60, 90, 12)[:, None]
    scores[:, 2] += 12 * np.resize([1, -1, -1, 1, 1, -1, 1], 12)
    found = erratic_raters(scores)
    assert [rater.flagged for rater in found] == [False, False, True, False, False]
    assert (found[2].correlation or 1) < (found[0].correlation or 0)


def test_below_five_shared_targets_nobody_is_called_erratic() -> None:
    found = erratic_raters(np.random.default_rng(9).normal(80, 5, (4, 5)))
    assert {(rater.flagged, rater.correlation) for rater in found} == {(None, None)}


def test_steady_raters_raise_an_alarm_in_one_panel_of_twenty() -> None:
    random = np.random.default_rng(10)
    alarms = [
        any(rater.flagged for rater in erratic_raters(random.normal(80, 5, (7, 5)))) for _ in range(800)
    ]
    assert np.mean(alarms) == pytest.approx(0.045, abs=0.025)
