"""Published case numbers are checked in ``test_report``; here are the edges and the laws."""

from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.batch import Batch
from reviewhub.stats.categories import Agreement, category_agreement, category_agreement_many
from reviewhub.stats.categories.chance import Coefficient
from reviewhub.stats.categories.weights import Weights
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Undefined

GRADES = (1, 2, 3, 4)
KAPPAS = (Coefficient.FLEISS, Coefficient.CONGER, Coefficient.KRIPPENDORFF)
WEIGHTS = pytest.mark.parametrize("weights", list(Weights))
NAN = float("nan")
# Gwet's four raters and twelve targets with seven gaps, as far as it is printed everywhere.
FOUR_RATERS: Final[list[list[float | None]]] = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]

panels = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([NAN, 1.0, 2.0, 3.0, 4.0]))
)


def are_the_same(first: Agreement, second: Agreement) -> bool:
    one, other = first.statistic, second.statistic
    return (one.undefined, one.n, one.k, one.dropped) == (
        other.undefined,
        other.n,
        other.k,
        other.dropped,
    ) and all(
        a == b or (a is not None and b is not None and np.isclose(a, b, rtol=1e-6, atol=1e-8))
        for a, b in ((one.value, other.value), (first.error, second.error), (first.observed, second.observed))
    )


def test_gwets_published_value_is_met() -> None:
    found = category_agreement(FOUR_RATERS, (1, 2, 3, 4, 5))
    assert found[Coefficient.GWET].statistic.value == pytest.approx(0.77544, abs=5e-6)


@WEIGHTS
def test_full_agreement_is_one_and_needs_no_interval(weights: Weights) -> None:
    for one in category_agreement([[1, 1], [3, 3], [4, 4], [2, None]], GRADES, weights).values():
        assert (one.statistic.value, one.statistic.low, one.statistic.p) == pytest.approx((1, None, None))
        assert (one.observed, one.error) == pytest.approx((1, 0))


def test_where_one_grade_alone_is_used_kappas_are_undefined_and_ac_is_one() -> None:
    found = category_agreement([[4, 4], [4, 4], [4, None]], GRADES)
    assert {found[kappa].statistic.undefined for kappa in KAPPAS} == {Undefined.ONE_CATEGORY}
    assert (found[Coefficient.GWET].statistic.value, found[Coefficient.FLEISS].observed) == (1, 1)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[1], [2]], Undefined.ONE_RATER),
        ([[1, 2, 2]], Undefined.ONE_TARGET),
        ([[1, None], [None, 2]], Undefined.NO_PAIRS),
        ([[None, None], [None, None]], Undefined.NO_PAIRS),
    ],
)
def test_the_reason_is_given_instead_of_a_number(scores: list[list[float | None]], reason: Undefined) -> None:
    assert {one.statistic.undefined for one in category_agreement(scores, GRADES).values()} == {reason}


def test_high_agreement_on_skewed_grades_has_little_kappa_and_much_ac() -> None:
    scores = [[4, 4]] * 18 + [[4, 3], [3, 4]]
    found = category_agreement(scores, GRADES)
    assert found[Coefficient.FLEISS].observed == pytest.approx(0.9)
    assert found[Coefficient.FLEISS].statistic.value == pytest.approx(-0.0526, abs=1e-4)
    assert found[Coefficient.GWET].statistic.value == pytest.approx(0.897, abs=1e-3)


def test_grades_nobody_chose_count_for_ac_and_bp_only() -> None:
    scores = [[3, 4], [4, 4], [3, 3]]
    two, four = category_agreement(scores, (3, 4)), category_agreement(scores, GRADES)
    changed = {one for one in Coefficient if two[one].statistic.value != four[one].statistic.value}
    assert changed == {Coefficient.GWET, Coefficient.BRENNAN_PREDIGER}


def test_a_score_that_is_no_category_is_refused() -> None:
    with pytest.raises(ValueError, match="one of the categories"):
        category_agreement([[1, 5], [2, 2]], GRADES)


@WEIGHTS
@settings(deadline=None, max_examples=40)
@given(scores=panels, order=st.randoms(use_true_random=False))
def test_the_order_of_raters_and_targets_does_not_matter(
    weights: Weights, scores: FloatArray, order: Random
) -> None:
    targets, raters = list(range(scores.shape[0])), list(range(scores.shape[1]))
    order.shuffle(targets)
    order.shuffle(raters)
    before = category_agreement(scores, GRADES, weights)
    after = category_agreement(scores[targets][:, raters], GRADES, weights)
    for coefficient, one in before.items():
        assert are_the_same(after[coefficient], one)


@settings(deadline=None, max_examples=40)
@given(matrices=st.lists(panels, min_size=1, max_size=4))
def test_a_batch_gives_what_its_matrices_give_alone(matrices: list[FloatArray]) -> None:
    together = category_agreement_many(Batch.of(matrices), GRADES, Weights.QUADRATIC)
    for place, matrix in enumerate(matrices):
        for coefficient, alone in category_agreement(matrix, GRADES, Weights.QUADRATIC).items():
            assert are_the_same(together[coefficient][place], alone)
