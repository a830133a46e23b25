"""Numbers are checked case by case in ``test_report``; here are the edges and the laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.batch import Batch
from reviewhub.stats.krippendorff import krippendorff_alpha, krippendorff_alpha_many
from reviewhub.stats.krippendorff.jackknife import MOST_TARGETS_FOR_ORDINAL_INTERVAL
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Level, Undefined

LEVELS = pytest.mark.parametrize("level", list(Level))

panels = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(
        np.float64, shape, elements=st.one_of(st.just(float("nan")), st.integers(0, 9).map(float))
    )
)


def by_definition(scores: FloatArray, level: Level) -> float:
    """Go through all pairs, as the definition does."""
    units = [row[~np.isnan(row)] for row in scores]
    units = [row for row in units if row.size > 1]
    pooled = np.concatenate(units)

    def distance(c: float, k: float) -> float:
        if level is Level.NOMINAL:
            return float(c != k)
        if level is Level.INTERVAL:
            return (c - k) ** 2
        if level is Level.RATIO:
            return ((c - k) / (c + k)) ** 2 if c + k else 0.0
        between = (pooled >= min(c, k)) & (pooled <= max(c, k))
        return (
            float((between.sum() - ((pooled == c).sum() + (pooled == k).sum()) / 2) ** 2) if c != k else 0.0
        )

    observed = sum(distance(c, k) / (row.size - 1) for row in units for c in row for k in row)
    expected = sum(distance(c, k) for c in pooled for k in pooled)
    return float(1 - (pooled.size - 1) * observed / expected)


@LEVELS
@settings(deadline=None)
@given(scores=panels)
def test_the_closed_forms_are_the_definition(level: Level, scores: FloatArray) -> None:
    alpha = krippendorff_alpha(scores, level)
    if alpha.value is not None:
        assert alpha.value == pytest.approx(by_definition(scores, level), rel=1e-9, abs=1e-12)


@LEVELS
def test_full_agreement_is_one_and_has_no_interval(level: Level) -> None:
    alpha = krippendorff_alpha([[90, 90], [70, 70], [85, None], [85, 85]], level)
    assert (alpha.value, alpha.low, alpha.high, alpha.n, alpha.dropped) == (1, None, None, 3, 1)


@LEVELS
@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[90], [80]], Undefined.ONE_RATER),
        ([[90, None], [None, 80]], Undefined.NO_PAIRS),
        ([[90, 90], [90, 90], [80, None]], Undefined.ALL_EQUAL),
    ],
)
def test_the_reason_is_given_instead_of_a_number(
    level: Level, scores: list[list[float | None]], reason: Undefined
) -> None:
    assert krippendorff_alpha(scores, level).undefined is reason


def test_ratios_of_negative_scores_mean_nothing() -> None:
    assert krippendorff_alpha([[-1, 2], [3, 4]], Level.RATIO).undefined is Undefined.NEGATIVE_SCORES


def test_one_target_has_alpha_zero_by_construction_and_no_interval() -> None:
    alpha = krippendorff_alpha([[90, 80, 85]])
    assert (alpha.value, alpha.low) == pytest.approx((0, None), abs=1e-12)


def test_the_jackknife_is_leaving_out_one_target_after_the_other() -> None:
    scores = np.array([[90, 92, 88], [70, 76, np.nan], [80, 81, 79], [60, 70, 66], [85, 80, 84]])
    for level in (Level.INTERVAL, Level.ORDINAL):
        alpha = krippendorff_alpha(scores, level)
        parts = [by_definition(np.delete(scores, target, axis=0), level) for target in range(5)]
        error = np.sqrt(4 / 5 * ((np.array(parts) - np.mean(parts)) ** 2).sum())
        assert alpha.low == pytest.approx(by_definition(scores, level) - 2.7764451 * error, rel=1e-7)


def test_a_large_ordinal_table_has_a_value_and_no_interval() -> None:
    scores = np.random.default_rng(2).integers(60, 100, (MOST_TARGETS_FOR_ORDINAL_INTERVAL + 1, 3))
    alpha = krippendorff_alpha(scores, Level.ORDINAL)
    assert (alpha.undefined, alpha.low) == (None, None)


def test_a_target_without_which_nothing_varies_leaves_no_interval() -> None:
    alpha = krippendorff_alpha([[90, 80], [90, 90], [90, 90]])
    assert (alpha.value, alpha.low) == pytest.approx((0, None), abs=1e-12)


def test_a_matrix_of_equal_negative_scores_is_equal_before_it_is_negative() -> None:
    assert krippendorff_alpha([[-1, -1], [-1, -1]], Level.RATIO).undefined is Undefined.ALL_EQUAL
    assert krippendorff_alpha([[-1, 1], [1, -1]], Level.RATIO).undefined is Undefined.NEGATIVE_SCORES


@LEVELS
@settings(deadline=None, max_examples=40)
@given(matrices=st.lists(panels, min_size=1, max_size=4))
def test_a_batch_gives_what_its_matrices_give_alone(level: Level, matrices: list[FloatArray]) -> None:
    together = krippendorff_alpha_many(Batch.of(matrices), level)
    for place, matrix in enumerate(matrices):
        alone, found = krippendorff_alpha(matrix, level), together[place]
        assert (found.undefined, found.n, found.k, found.dropped) == (
            alone.undefined,
            alone.n,
            alone.k,
            alone.dropped,
        )
        assert [found.value, found.low, found.high] == [
            number if number is None else pytest.approx(number, rel=1e-9, abs=1e-9)
            for number in (alone.value, alone.low, alone.high)
        ]


def test_without_an_interval_the_values_are_the_same() -> None:
    batch = Batch.of(np.random.default_rng(5).integers(60, 100, (3, 6, 4)))
    bare = krippendorff_alpha_many(batch, with_interval=False)
    assert bare.values.tolist() == krippendorff_alpha_many(batch).values.tolist()
    assert bare[0].low is None
