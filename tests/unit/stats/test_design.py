import numpy as np
import pytest

from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.anova import MeanSquares
from reviewhub.stats.design import (
    Components,
    RatersNeeded,
    components,
    one_way_unbalanced,
    panel_of,
    range_of_raters,
    raters_needed,
    whole_raters,
)
from reviewhub.stats.values import Statistic, Undefined

PLAIN = Components(target=25.0, rater=4.0, residual=16.0)
NO_TARGETS = Components(target=-1.0, rater=4.0, residual=16.0)


def test_components_solve_the_expected_mean_squares() -> None:
    squares = MeanSquares(targets=116.0, raters=40.0, residual=16.0, within=20.8, n=6, k=4, dropped=0)
    assert components(squares) == Components(target=25.0, rater=4.0, residual=16.0)


def test_a_panel_of_the_needed_size_reaches_the_target() -> None:
    panel = panel_of(PLAIN, whole_raters(raters_needed(PLAIN, 20.0) or 0))
    assert panel is not None
    assert (panel.raters, panel.absolute >= 0.8) == (4, True)


def test_one_rater_fewer_does_not_reach_it() -> None:
    panel = panel_of(PLAIN, 3)
    assert panel is not None
    assert panel.absolute < 0.8


def test_targets_that_differ_by_rounding_noise_alone_do_not_differ() -> None:
    squares = MeanSquares(
        targets=0.11111111111111112, raters=0.3, residual=0.1111111111111111, within=0.2, n=3, k=3, dropped=0
    )
    assert (components(squares).target, raters_needed(components(squares), 1.0)) == (0.0, None)


def test_a_negative_rater_component_counts_as_none() -> None:
    lenient = Components(target=25.0, rater=-3.0, residual=16.0)
    assert (lenient.sem_agreement, lenient.sem_consistency) == (4.0, 4.0)


def test_alike_targets_cannot_be_told_apart_by_any_panel() -> None:
    assert (panel_of(NO_TARGETS, 5), raters_needed(NO_TARGETS, 20.0)) == (None, None)


def test_rounding_noise_does_not_hire_another_rater() -> None:
    assert [whole_raters(needed) for needed in (4.000000000000016, 4.00001, 0.2)] == [4, 5, 1]


def test_the_unbalanced_form_of_balanced_scores_is_the_balanced_form() -> None:
    scores = np.random.default_rng(6).normal(80, 5, (7, 4))
    icc, k0 = one_way_unbalanced(scores)
    balanced = intraclass(scores)[Form.ONE_WAY_SINGLE]
    assert (icc.value, icc.low, icc.high, k0) == pytest.approx(
        (balanced.value, balanced.low, balanced.high, 4)
    )


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[None, None]], Undefined.NO_SCORES),
        ([[90, 80], [None, None]], Undefined.ONE_TARGET),
        ([[90, None], [None, 80]], Undefined.NO_PAIRS),
        ([[90, 90], [90, None]], Undefined.ALL_EQUAL),
    ],
)
def test_the_reason_is_given_instead_of_a_number(scores: list[list[float | None]], reason: Undefined) -> None:
    icc, k0 = one_way_unbalanced(scores)
    assert (icc.undefined, k0) == (reason, None)


def test_targets_without_inner_spread_are_perfectly_alike_inside() -> None:
    icc, _ = one_way_unbalanced([[90, 90, None], [80, 80, 80]])
    assert (icc.value, icc.low) == (1, None)


def test_the_interval_of_a_single_score_gives_the_range_of_raters() -> None:
    assert range_of_raters(Statistic(0.5, low=0.2, high=0.8)) == RatersNeeded(4, 1, 16)


@pytest.mark.parametrize("low", [-0.2, 0.0, 0.01])
def test_no_panel_is_promised_when_the_scores_may_be_worth_nothing(low: float) -> None:
    assert range_of_raters(Statistic(0.5, low=low, high=0.8)) == RatersNeeded(4, 1, None)


def test_the_range_is_that_of_the_d_study() -> None:
    needed = whole_raters(raters_needed(PLAIN, 20.0) or 0)
    found = range_of_raters(Statistic(25 / 45, low=0.3, high=0.9))
    assert isinstance(found, RatersNeeded)
    assert found.likely == needed


@pytest.mark.parametrize(
    ("single", "reason"),
    [
        (Statistic(None, Undefined.ONE_RATER), Undefined.ONE_RATER),
        (Statistic(1.0), Undefined.NO_RESIDUAL_VARIANCE),
    ],
)
def test_without_an_interval_there_is_no_range(single: Statistic, reason: Undefined) -> None:
    assert range_of_raters(single) == reason
