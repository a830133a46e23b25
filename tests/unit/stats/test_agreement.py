"""Numbers are checked case by case in ``test_report``; here are the edges and the laws."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.agreement import (
    EXACT_W,
    Form,
    chi_square_p,
    cronbach_alpha,
    intraclass,
    kendall_w,
    kendall_w_many,
    mean_spearman,
)
from reviewhub.stats.batch import Batch
from reviewhub.stats.matrix import FloatArray, mid_ranks
from reviewhub.stats.values import Statistic, Undefined

PARALLEL = [[90, 80], [70, 60], [85, 75]]
AGREEING = [[90, 90], [70, 70], [85, 85]]
RATERS_CONSTANT = [[90, 80, 70]] * 4
SINGLES = (Form.ONE_WAY_SINGLE, Form.ABSOLUTE_SINGLE, Form.CONSISTENT_SINGLE)

panels = st.tuples(st.integers(3, 7), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 100).map(float))
)


def values(scores: FloatArray | list[list[float]]) -> list[float | None]:
    return [icc.value for icc in intraclass(scores).values()]


def same(one: list[float | None], other: list[float | None]) -> bool:
    """Compare coefficients; one may be undefined only where the other is."""
    return [x is None for x in one] == [x is None for x in other] and all(
        x == pytest.approx(y, rel=1e-7, abs=1e-9) for x, y in zip(one, other, strict=True) if x is not None
    )


@settings(deadline=None)
@given(panels, st.randoms(use_true_random=False))
def test_the_order_of_targets_and_raters_does_not_matter(
    scores: FloatArray, random: np.random.Generator
) -> None:
    rows, columns = list(range(scores.shape[0])), list(range(scores.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    assert same(values(scores), values(scores[rows][:, columns]))


@settings(deadline=None)
@given(panels, st.integers(-50, 50), st.sampled_from([0.5, 2.0, 10.0]))
def test_neither_the_zero_nor_the_unit_of_the_scale_matters(
    scores: FloatArray, zero: int, unit: float
) -> None:
    assert same(values(scores), values(scores * unit + zero))


@settings(deadline=None)
@given(panels)
def test_consistency_does_not_see_how_strict_a_rater_is(scores: FloatArray) -> None:
    strict = scores - np.arange(scores.shape[1]) * 8.0
    mine, theirs = intraclass(scores), intraclass(strict)
    forms = (Form.CONSISTENT_SINGLE, Form.CONSISTENT_AVERAGE)
    if scores.min() < scores.max():
        assert same([mine[form].value for form in forms], [theirs[form].value for form in forms])


@settings(deadline=None)
@given(panels)
@example(np.array([[25.0, 0], [21, 0], [29, 2], [2, 21]]))
def test_no_coefficient_exceeds_one_and_every_interval_is_in_order(scores: FloatArray) -> None:
    for icc in intraclass(scores).values():
        assert icc.value is None or icc.value <= 1
        assert icc.low is None or icc.high is None or icc.low <= icc.high <= 1


def test_the_quotient_of_two_negative_numbers_is_not_offered_as_agreement() -> None:
    icc = intraclass([[1, 5], [5, 1], [3, 3.2]])[Form.ABSOLUTE_AVERAGE]
    assert (icc.value, icc.undefined) == (None, Undefined.NO_POSITIVE_VARIANCE)


def test_raters_who_agree_on_everything_have_one_and_no_interval() -> None:
    found = intraclass(AGREEING).values()
    assert {(icc.value, icc.low, icc.high, icc.p, icc.test) for icc in found} == {
        (1.0, None, None, None, None)
    }


def test_parallel_raters_are_consistent_but_do_not_agree() -> None:
    found = intraclass(PARALLEL)
    consistent, absolute = found[Form.CONSISTENT_SINGLE], found[Form.ABSOLUTE_SINGLE]
    assert (consistent.value, absolute.value) == pytest.approx((1, 13 / 19))


def test_targets_that_do_not_differ_have_no_consistency() -> None:
    found = intraclass(RATERS_CONSTANT)
    assert {form: icc.undefined for form, icc in found.items() if icc.undefined} == {
        Form.CONSISTENT_SINGLE: Undefined.NO_TARGET_VARIANCE,
        Form.ONE_WAY_AVERAGE: Undefined.NO_TARGET_VARIANCE,
        Form.CONSISTENT_AVERAGE: Undefined.NO_TARGET_VARIANCE,
    }


def test_dropped_targets_are_counted() -> None:
    icc = intraclass([[90, 80], [70, 75], [85, 70], [60, None]])[Form.ABSOLUTE_AVERAGE]
    assert (icc.n, icc.k, icc.dropped) == (3, 2, 1)


def test_the_mean_of_raters_is_stepped_up_by_spearman_brown() -> None:
    found = intraclass([[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]])
    stepped = [3 * icc.value / (1 + 2 * icc.value) for icc in map(found.get, SINGLES) if icc and icc.value]
    assert stepped == pytest.approx([icc.value for form, icc in found.items() if form not in SINGLES])


def test_cronbach_alpha_is_consistency_of_the_mean_under_another_name() -> None:
    alpha, icc = cronbach_alpha(AGREEING), intraclass(AGREEING)[Form.CONSISTENT_AVERAGE]
    assert (alpha.value, alpha.method) == (icc.value, "Cronbach's alpha, Feldt interval")


def test_raters_with_one_order_have_w_one_whatever_their_points() -> None:
    assert kendall_w([[1, 50], [2, 51], [99, 52]]).value == pytest.approx(1)


def test_two_opposite_orders_have_w_zero() -> None:
    w = kendall_w([[1, 3], [2, 2], [3, 1]])
    assert (w.value, mean_spearman(w)) == (0, -1)


def test_three_raters_with_one_order_of_three_have_the_exact_chance_of_one_in_thirty_six() -> None:
    w = kendall_w([[1, 50, 3], [2, 51, 4], [99, 52, 5]])
    assert (w.p, w.method) == (pytest.approx(1 / 36), EXACT_W)
    assert chi_square_p(w) == pytest.approx(np.exp(-3))


def test_a_larger_panel_has_the_chance_of_chi_square() -> None:
    w = kendall_w(np.arange(42).reshape(7, 6) % 11)
    assert w.method != EXACT_W
    assert w.p == chi_square_p(w)


def test_the_exact_chance_can_be_left_out() -> None:
    w = kendall_w_many(Batch.of([[[1, 50], [2, 51], [99, 52]]]), exact=False)[0]
    assert w.p == chi_square_p(w)


@pytest.mark.parametrize("targets", [127, 128])
def test_ranks_are_the_same_whether_targets_are_compared_or_sorted(targets: int) -> None:
    scores = np.random.default_rng(4).integers(0, 40, (targets, 5))
    ranks = np.apply_along_axis(mid_ranks, 0, scores.astype(np.float64))
    spread = 5 * ((ranks - ranks.mean(axis=0)) ** 2).sum()
    sums = ranks.sum(axis=1)
    assert kendall_w(scores).value == pytest.approx(((sums - sums.mean()) ** 2).sum() / spread, rel=1e-12)


def test_constant_raters_order_nothing() -> None:
    w = kendall_w(RATERS_CONSTANT)
    assert (w.undefined, mean_spearman(w)) == (Undefined.RATERS_CONSTANT, None)


@pytest.mark.parametrize("measure", [kendall_w, cronbach_alpha])
@pytest.mark.parametrize(
    ("scores", "reason"),
    [([[90, 80]], Undefined.ONE_TARGET), ([[90], [80]], Undefined.ONE_RATER)],
)
def test_the_reason_is_given_instead_of_a_number(
    measure: type[Statistic], scores: list[list[float]], reason: Undefined
) -> None:
    assert measure(scores).undefined is reason  # type: ignore[arg-type]  # a function that makes one
