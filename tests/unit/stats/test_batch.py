"""A batch is its matrices, one by one: nothing leaks between them, and padding is nothing."""

from collections.abc import Callable, Mapping
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.agreement import (
    Form,
    cronbach_alpha,
    cronbach_alpha_many,
    intraclass,
    intraclass_many,
    kendall_w,
    kendall_w_many,
)
from reviewhub.stats.anova import rater_bias, rater_bias_many
from reviewhub.stats.batch import REASONS, VALUED, Batch, Complete, Statistics, first_reason
from reviewhub.stats.matrix import FloatArray, Scores
from reviewhub.stats.spread import target_deviations, target_means
from reviewhub.stats.values import Statistic, Undefined

Many = Callable[[Batch], Mapping[Form, Statistics]]
One = Callable[[Scores], Mapping[Form, Statistic]]

# What has one form only goes under this one.
SOLE = Form.CONSISTENT_AVERAGE

MEASURES: Mapping[str, tuple[Many, One]] = {
    "intraclass": (intraclass_many, intraclass),
    "cronbach": (lambda batch: {SOLE: cronbach_alpha_many(batch)}, lambda one: {SOLE: cronbach_alpha(one)}),
    "rater bias": (lambda batch: {SOLE: rater_bias_many(batch)}, lambda one: {SOLE: rater_bias(one)}),
    "kendall": (lambda batch: {SOLE: kendall_w_many(batch)}, lambda one: {SOLE: kendall_w(one)}),
}

scores = st.one_of(st.none(), *[st.integers(0, 5)] * 6)
matrices = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 4)).flatmap(
        lambda shape: st.lists(
            st.lists(scores, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    ),
    min_size=1,
    max_size=5,
)
measures = pytest.mark.parametrize("name", MEASURES)


def same(mine: Statistic, other: Statistic) -> bool:
    """Compare all fields; numbers to twelve digits."""
    return all(
        x == pytest.approx(y, rel=1e-12, abs=1e-12) if isinstance(x, float) else x == y
        for x, y in zip(astuple(mine), astuple(other), strict=True)
    )


def panels(count: int, n: int, k: int) -> FloatArray:
    random = np.random.default_rng(20_261_128)
    level = random.normal(75, 8, (count, n, 1)) + random.normal(0, 3, (count, 1, k))
    return np.clip(np.round(level + random.normal(0, 5, (count, n, k))), 0, 100)


@measures
@settings(deadline=None)
@given(given_matrices=matrices)
def test_each_matrix_gets_what_it_would_get_alone(name: str, given_matrices: list[Scores]) -> None:
    many, one = MEASURES[name]
    found = many(Batch.of(given_matrices))
    for place, matrix in enumerate(given_matrices):
        assert all(same(found[key][place], alone) for key, alone in one(matrix).items())


@measures
@pytest.mark.parametrize("shape", [(6, 7), (20, 7), (40, 3), (5, 4)])
def test_a_thousand_matrices_of_one_size_get_what_each_would_get_alone(
    name: str, shape: tuple[int, int]
) -> None:
    many, one = MEASURES[name]
    made = panels(1000, *shape)
    found = many(Batch.of(made))
    for place in range(0, 1000, 50):
        assert all(same(found[key][place], alone) for key, alone in one(made[place]).items())


@measures
def test_neither_the_order_of_targets_and_raters_nor_a_constant_changes_anything(name: str) -> None:
    made = panels(60, 5, 4)
    random = np.random.default_rng(3)
    turned = made[:, random.permutation(5)][:, :, random.permutation(4)] + 20
    before, after = (MEASURES[name][0](Batch.of(one)) for one in (made, turned))
    for key, many in before.items():
        for column in ("values", "low", "high", "p"):
            mine, other = getattr(many, column), getattr(after[key], column)
            assert (mine is None) == (other is None)
            assert mine is None or mine == pytest.approx(other, rel=1e-9, abs=1e-12, nan_ok=True)


@measures
def test_padding_changes_nothing(name: str) -> None:
    many, _ = MEASURES[name]
    made = panels(3, 6, 4)
    wide = np.full((3, 9, 8), np.nan)
    wide[:, :6, :4] = made
    bare, padded = many(Batch.of(made)), many(Batch(wide, np.full(3, 6), np.full(3, 4)))
    assert all(same(bare[key][place], padded[key][place]) for key in bare for place in range(3))


@measures
@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([[90, 80]], Undefined.ONE_TARGET),
        ([[90], [80]], Undefined.ONE_RATER),
        ([[90, None], [None, 80]], Undefined.TOO_FEW_COMPLETE_TARGETS),
        ([[None, None], [None, None]], Undefined.TOO_FEW_COMPLETE_TARGETS),
        ([[80, 80], [80, 80], [None, 3]], Undefined.ALL_EQUAL),
    ],
)
def test_a_matrix_without_a_value_says_why_and_spoils_no_other(
    name: str, matrix: Scores, reason: Undefined
) -> None:
    found = MEASURES[name][0](Batch.of([[[90, 80], [70, 65], [60, 71]], matrix]))
    assert {(many[0].undefined, many[1].undefined) for many in found.values()} == {(None, reason)}


@settings(deadline=None)
@given(matrices)
def test_targets_laid_below_each_other_keep_their_statistics(given_matrices: list[Scores]) -> None:
    stacked = Batch.of(given_matrices).stacked()
    assert target_means(stacked) == sum((target_means(one) for one in given_matrices), ())
    assert target_deviations(stacked) == sum((target_deviations(one) for one in given_matrices), ())


def test_complete_rows_are_sorted_into_blocks_of_one_size() -> None:
    kept = Complete.of(Batch.of([[[9, 8], [7, 7]], [[1, 2], [3, None], [5, 6]], [[1, 2, 3], [4, 5, 6]]]))
    assert [(one.places.tolist(), one.scores.shape) for one in kept.blocks] == [
        ([0, 1], (2, 2, 2)),
        ([2], (1, 2, 3)),
    ]
    assert (kept.n.tolist(), kept.dropped.tolist(), kept.largest.tolist()) == (
        [2, 2, 2],
        [0, 1, 0],
        [9, 6, 6],
    )


def test_the_first_fault_is_the_reason() -> None:
    both = np.array([True, True, False])
    faults = [(both, Undefined.ONE_RATER), (np.array([True, False, False]), Undefined.ALL_EQUAL)]
    codes = first_reason(3, faults)
    assert [REASONS[code] for code in codes[:2]] == [Undefined.ONE_RATER] * 2
    assert codes[2] == VALUED


@pytest.mark.parametrize(
    ("given_matrices", "complaint"),
    [
        ([], "at least one"),
        (np.empty((0, 2, 2)), "not shape"),
        (np.full((1, 2, 2), np.inf), "finite"),
        ([[1, 2]], "not shape"),
    ],
)
def test_what_is_no_batch_is_refused(given_matrices: FloatArray, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Batch.of(given_matrices)
