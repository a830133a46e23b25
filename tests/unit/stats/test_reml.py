"""The two-way random model with gaps: published fits, refusals, what renaming must not change."""

import json
import math
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.anova import MeanSquares, mean_squares
from reviewhub.stats.design import components
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.reml import MixedModel, mixed_model, reml_entry, single_agreement
from reviewhub.stats.values import Statistic, Undefined

Case = Mapping[str, Any]

ORACLES: Final = Path(__file__).parents[2] / "oracles" / "statistics_cases.json"
CASES: Final[Sequence[Case]] = json.loads(ORACLES.read_text("utf-8"))["cases"]
KEY: Final = "reml_two_way_random"
NUMBERS: Final = ("target", "rater", "residual", "grand_mean", "icc(A,1)", "icc(C,1)")
DIGITS_OF_EFFECTS: Final = 1e-4


def fitted(scores: FloatArray, *, intervals: bool = False) -> MixedModel:
    model = mixed_model(scores, intervals=intervals)
    assert isinstance(model, MixedModel)
    return model


def panel(seed: int, targets: int, raters: int, missing: float = 0.0, spread: float = 8.0) -> FloatArray:
    """Make scores of a two-way random model whose first target and first rater miss nothing."""
    random = np.random.default_rng(seed)
    scores = 80 + random.normal(0, spread, (targets, 1)) + random.normal(0, 3, raters)
    scores = scores + random.normal(0, 5, (targets, raters))
    gaps = random.random((targets, raters)) < missing
    gaps[0], gaps[:, 0] = False, False
    return np.where(gaps, np.nan, scores)


@pytest.mark.parametrize(
    "case", [case for case in CASES if KEY in case["results"]], ids=lambda case: case["name"]
)
def test_published_fits_hold(case: Case) -> None:
    expected, found = case["results"][KEY], reml_entry(case["data"])
    assert isinstance(found, Mapping)
    near = {name: pytest.approx(expected[name], rel=1e-5, abs=1e-5) for name in NUMBERS}
    assert {name: found[name] for name in NUMBERS} == near
    assert found["singular"] == expected["singular"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if KEY in case["results"]], ids=lambda case: case["name"]
)
def test_published_effects_hold(case: Case) -> None:
    expected, found = case["results"][KEY], reml_entry(case["data"])
    assert isinstance(found, Mapping)
    for key in ("rater_effect_blup", "target_effect_blup"):
        near = pytest.approx(expected[key], rel=DIGITS_OF_EFFECTS, abs=DIGITS_OF_EFFECTS)
        assert found[key] == near


@pytest.mark.parametrize(
    "case", [case for case in CASES if KEY not in case["results"]], ids=lambda case: case["name"]
)
def test_what_was_not_published_is_refused(case: Case) -> None:
    assert isinstance(reml_entry(case["data"]), Undefined)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[None, None]], Undefined.NO_SCORES),
        ([[90, None], [80, None]], Undefined.ONE_RATER),
        ([[90, 80, 85]], Undefined.ONE_TARGET),
        ([[90, 90], [90, None]], Undefined.ALL_EQUAL),
        (
            [[90, 80, None, None], [85, 70, None, None], [None, None, 60, 70], [None, None, 65, 66]],
            Undefined.NOT_CONNECTED,
        ),
        ([[90, 80], [70, None]], Undefined.TOO_FEW_SCORES),
    ],
)
def test_the_reason_is_given_instead_of_a_fit(scores: list[list[float | None]], reason: Undefined) -> None:
    assert (mixed_model(scores), reml_entry(scores)) == (reason, reason)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 9), st.integers(3, 7))
def test_complete_scores_give_the_analysis_of_variance(seed: int, targets: int, raters: int) -> None:
    scores = panel(seed, targets, raters)
    squares = mean_squares(complete_rows(scores))
    assert isinstance(squares, MeanSquares)
    parts = components(squares)
    found = fitted(scores).components
    if parts.target > 0 < parts.rater:
        assert (found.target, found.rater, found.residual) == pytest.approx(
            (parts.target, parts.rater, parts.residual), rel=1e-6
        )
    else:
        assert fitted(scores).singular


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1000, 1000))
def test_a_constant_changes_nothing_but_the_mean(seed: int, constant: float) -> None:
    scores = panel(seed, 8, 5, missing=0.3)
    before, after = fitted(scores), fitted(scores + constant)
    assert after.grand_mean - before.grand_mean == pytest.approx(constant, abs=1e-5)
    assert after.icc_a_1.value == pytest.approx(before.icc_a_1.value, rel=1e-5, abs=1e-7)
    assert after.rater_effects == pytest.approx(before.rater_effects, rel=1e-4, abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(8)), st.permutations(range(5)))
def test_renaming_carries_the_effects_along(seed: int, targets: list[int], raters: list[int]) -> None:
    scores = panel(seed, 8, 5, missing=0.3)
    before, after = fitted(scores), fitted(scores[np.ix_(targets, raters)])
    assert after.rater_effects == pytest.approx([before.rater_effects[place] for place in raters], abs=1e-5)
    assert after.target_effects == pytest.approx(
        [before.target_effects[place] for place in targets], abs=1e-5
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_targets_and_raters_may_change_places(seed: int) -> None:
    scores = panel(seed, 9, 5, missing=0.3)
    before, after = fitted(scores), fitted(scores.T)
    assert after.components.target == pytest.approx(before.components.rater, rel=1e-5, abs=1e-6)
    assert after.target_effects == pytest.approx(before.rater_effects, rel=1e-4, abs=1e-5)
    if not before.singular:
        assert after.target_errors == pytest.approx(before.rater_errors, rel=1e-4)


def test_errors_are_those_of_the_dense_model() -> None:
    scores = panel(3, 6, 4, missing=0.3)
    model = fitted(scores)
    given_ = ~np.isnan(scores)
    rows, columns = np.nonzero(given_)
    links = np.column_stack([np.ones(rows.size), np.eye(6)[rows], np.eye(4)[columns]])
    parts = model.components
    penalty = np.diag([0.0] + [1 / parts.target] * 6 + [1 / parts.rater] * 4)
    spread = np.linalg.inv(links.T @ links / parts.residual + penalty)
    targets, raters = np.eye(6) - 1 / 6, np.eye(4) - 1 / 4
    assert model.target_errors == pytest.approx(
        np.sqrt(np.diag(targets @ spread[1:7, 1:7] @ targets)), rel=1e-9
    )
    assert model.rater_errors == pytest.approx(np.sqrt(np.diag(raters @ spread[7:, 7:] @ raters)), rel=1e-9)


def test_parallel_raters_are_known_exactly() -> None:
    model = mixed_model([[90, 80, None], [70, None, 75], [85, 75, 90]])
    assert isinstance(model, MixedModel)
    assert model.rater_effects == pytest.approx((5 / 3, -25 / 3, 20 / 3))
    assert (model.components.residual, model.icc_c_1.value, model.icc_c_1.low) == (0.0, 1.0, None)


def test_alike_targets_of_parallel_raters_have_no_consistency() -> None:
    model = mixed_model([[90, 80], [90, 80], [90, 80]])
    assert isinstance(model, MixedModel)
    assert (model.icc_c_1.undefined, model.icc_a_1.value) == (Undefined.NO_TARGET_VARIANCE, 0.0)


def test_who_gave_no_score_has_no_effect() -> None:
    scores = np.column_stack([panel(1, 6, 3), np.full(6, np.nan)])
    model = fitted(np.vstack([scores, np.full(4, np.nan)]))
    assert (model.n, model.k, model.rater_effects[3], model.target_effects[6]) == (6, 3, None, None)


def test_a_full_matrix_overlaps_wholly() -> None:
    model = fitted(panel(1, 6, 3))
    assert (model.scores_a_target, model.non_overlap) == pytest.approx((3, 0), abs=1e-12)
    assert model.icc_q_k.value == pytest.approx(model.icc_c_k.value)


def test_the_overlap_is_the_mean_over_pairs_of_targets() -> None:
    scores = panel(2, 7, 5, missing=0.5)
    model = fitted(scores)
    given_ = ~np.isnan(scores)
    sizes = given_.sum(axis=1)
    shares = [
        (given_[one] & given_[other]).sum() / (sizes[one] * sizes[other])
        for one in range(7)
        for other in range(7)
        if one != other
    ]
    assert model.non_overlap == pytest.approx((1 / sizes).mean() - np.mean(shares))


def test_without_gaps_the_consistency_interval_is_the_one_of_f() -> None:
    scores = panel(5, 12, 5)
    found, exact = fitted(scores, intervals=True).icc_c_1, intraclass(scores)[Form.CONSISTENT_SINGLE]
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.002)


def test_the_same_scores_give_the_same_digits() -> None:
    scores = panel(6, 7, 20, missing=0.3)
    assert fitted(scores, intervals=True) == fitted(scores, intervals=True)


def test_the_interval_is_left_out_when_nobody_asks() -> None:
    assert fitted(panel(6, 7, 5)).icc_a_1.low is None


def held(one: Statistic, truth: float) -> bool:
    assert one.low is not None
    assert one.high is not None
    return one.low <= truth <= one.high


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    models = [fitted(panel(seed, 8, 6, missing=0.3), intervals=True) for seed in range(200)]
    singles = np.mean([held(model.icc_a_1, 64 / 98) for model in models])
    means = np.mean([held(model.icc_c_1, 64 / 89) for model in models])
    assert (singles, means) == pytest.approx((0.95, 0.95), abs=0.04)


def test_ten_thousand_targets_need_no_table_of_ten_thousand_by_ten_thousand() -> None:
    scores = panel(7, 10_000, 50, missing=0.3)
    tracemalloc.start()
    model = fitted(scores, intervals=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6
    assert math.isclose(model.icc_a_1.value or 0, 64 / 98, abs_tol=0.1)


def test_a_single_score_is_judged_by_mean_squares_without_gaps_and_by_the_model_with_them() -> None:
    full, gappy = panel(8, 9, 5), panel(8, 9, 5, missing=0.3)
    assert single_agreement(full) == intraclass(full)[Form.ABSOLUTE_SINGLE]
    assert single_agreement(gappy) == fitted(gappy, intervals=True).icc_a_1


def test_a_single_score_of_separate_panels_is_not_judged() -> None:
    apart = [[90, 80, None, None], [85, 70, None, None], [None, None, 60, 70], [None, None, 65, 66]]
    assert single_agreement(apart).undefined == Undefined.NOT_CONNECTED
