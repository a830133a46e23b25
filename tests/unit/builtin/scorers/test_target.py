"""Targets: full marks when reached, the share when missed, less when the target was set far too low."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.target import Target
from reviewhub.testing import check_scorer, criterion_for

SCORER = Target()
OVER = {"from": Decimal("1.5"), "rule": "by_deviation"}
VALUES = st.integers(0, 4_000_000).map(lambda cents: Decimal(cents).scaleb(-4))


def scored(value: str, operator: str, target: object, full: int = 10, **others: Any) -> tuple[Decimal, str]:
    parameters = {"operator": operator, "target": target, **others}
    found = SCORER.score(criterion_for(SCORER.key, full, parameters), {"value": Decimal(value)})
    assert found is not None
    return found.value, found.reasons[0].code.removeprefix("scorer.target_")


def points(value: str, operator: str, target: object, full: int = 10, **others: Any) -> Decimal:
    return scored(value, operator, target, full, **others)[0]


# The self-evaluation form of 10/50/30/10: quantity 8, quality 8 + 8, timeliness 8, cost 8 + 10.
SELF_EVALUATION = [(8, ">="), (8, ">="), (8, ">="), (8, ">="), (8, "<="), (10, "<=")]


def test_the_output_points_of_a_self_evaluation_are_fifty_when_every_target_is_reached() -> None:
    assert sum(points("100", operator, 100, full) for full, operator in SELF_EVALUATION) == 50


@pytest.mark.parametrize(
    ("full", "operator", "value", "left"),
    [
        (8, ">=", "90", "7.20"),
        (8, "<=", "125", "6.40"),
        (10, "<=", "125", "8.00"),
        (10, ">=", "97.5", "9.75"),
    ],
)
def test_a_target_of_a_self_evaluation_that_is_missed_gives_its_share(
    full: int, operator: str, value: str, left: str
) -> None:
    assert points(value, operator, 100, full) == Decimal(left)


# Its first line: 10 x executed / full-year budget, at most 10.
@pytest.mark.parametrize(("executed", "given"), [("457.23", "9.19"), ("497.58", "10.00"), ("500", "10.00")])
def test_budget_execution_of_a_self_evaluation_is_ten_times_the_rate(executed: str, given: str) -> None:
    assert points(executed, ">=", Decimal("497.58")) == Decimal(given)


@pytest.mark.parametrize("operator", [">=", "<=", "=", "between"])
def test_every_operator_keeps_the_contract(operator: str) -> None:
    ends: dict[str, Any] = {"between": {"upper": 120}, "=": {}}.get(operator, {"over": OVER})
    criterion = criterion_for(SCORER.key, 10, {"operator": operator, "target": 100, **ends})
    answers = [{"value": value} for value in ("0", "0.000001", "99.5", "100", "130", "999999999999")]
    assert None not in check_scorer(SCORER, criterion, answers)


# "Indicators where less is better use target / actual."
def test_where_less_is_better_the_share_is_target_over_actual() -> None:
    assert scored("30", "<=", 20) == (Decimal("6.67"), "missed")
    assert scored("0", "<=", 20) == (10, "reached")


@pytest.mark.parametrize(
    ("value", "left"), [("80", "10.00"), ("90", "10.00"), ("40", "5.00"), ("120", "7.50"), ("0", "0.00")]
)
def test_between_two_ends_is_full_and_outside_counts_from_the_nearer_end(value: str, left: str) -> None:
    assert points(value, "between", 80, upper=90) == Decimal(left)


@pytest.mark.parametrize(("value", "left"), [("12", "10"), ("9", "7.5"), ("15", "7.5"), ("30", "0")])
def test_an_exact_target_loses_by_its_deviation(value: str, left: str) -> None:
    assert points(value, "=", 12) == Decimal(left)


def test_a_target_of_zero_is_met_or_not() -> None:
    assert (points("0", "=", 0), points("1", "=", 0), points("1", "<=", 0)) == (10, 0, 0)
    assert scored("5", ">=", 0, over=OVER) == (10, "reached")


def test_missed_can_give_nothing_at_all_or_nothing_below_a_pass_mark() -> None:
    assert scored("99", ">=", 100, missed="nothing") == (0, "failed")
    assert scored("59.99", ">=", 100, pass_mark=Decimal("0.6")) == (0, "failed")
    assert scored("60", ">=", 100, pass_mark=Decimal("0.6")) == (6, "missed")


# Rules of self-evaluations: a target exceeded far because it was set too low loses by the deviation.
@pytest.mark.parametrize(
    ("operator", "value", "left", "code"),
    [
        (">=", "150", "10", "reached"),
        (">=", "180", "7", "too_low"),
        (">=", "250", "0", "too_low"),
        (">=", "900", "0", "too_low"),
        ("<=", "50", "10", "reached"),
        ("<=", "20", "7", "too_low"),
        ("<=", "0", "5", "too_low"),
    ],
)
def test_a_target_exceeded_too_far_loses_what_lies_beyond(
    operator: str, value: str, left: str, code: str
) -> None:
    assert scored(value, operator, 100, over=OVER) == (Decimal(left), code)


def test_a_target_exceeded_too_far_can_keep_full_marks_and_still_be_named() -> None:
    assert scored("180", ">=", 100, over={**OVER, "rule": "full"}) == (10, "too_low")


def test_the_label_says_what_was_to_be_reached_and_the_fact_goes_along() -> None:
    parameters = {"operator": "<=", "target": Decimal("2.50"), "fact": "days_late"}
    (asked,) = SCORER.inputs(criterion_for(SCORER.key, 5, parameters))
    assert (asked.label.zh, asked.fact) == ("实际完成值（目标 ≤2.50）", "days_late")


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"operator": "between", "target": 1}, [("upper", "template.only_with")]),
        ({"operator": ">=", "target": 1, "upper": 2}, [("upper", "template.only_with")]),
        ({"operator": "between", "target": 2, "upper": 1}, [("upper", "template.order")]),
        ({"operator": "=", "target": 2, "over": OVER}, [("over", "template.only_with")]),
        ({"operator": "between", "target": 2, "upper": 2}, []),
    ],
)
def test_what_does_not_go_together_is_named(parameters: dict[str, Any], found: list[tuple[str, str]]) -> None:
    problems = SCORER.problems(criterion_for(SCORER.key, 5, parameters))
    assert [(one.path, one.code) for one in problems] == found


def test_a_blank_value_is_not_scored() -> None:
    assert SCORER.score(criterion_for(SCORER.key, 5, {"operator": ">=", "target": 1}), {}) is None


@given(VALUES, VALUES)
def test_without_an_end_to_over_achievement_more_never_costs_and_less_never_does(
    one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    assert 0 <= points(f"{low:f}", ">=", 100) <= points(f"{high:f}", ">=", 100) <= 10
    assert 0 <= points(f"{high:f}", "<=", 100) <= points(f"{low:f}", "<=", 100) <= 10


@given(VALUES, st.sampled_from([">=", "<="]))
def test_beyond_every_bound_points_stay_within_nothing_and_full_marks(value: Decimal, operator: str) -> None:
    assert 0 <= points(f"{value:f}", operator, 100, over=OVER) <= 10
