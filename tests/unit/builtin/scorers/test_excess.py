"""Excess over a limit: full marks within it, and what every further step costs."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.excess import Excess
from reviewhub.domain.errors import Invalid
from reviewhub.testing import check_scorer, criterion_for

SCORER = Excess()
LABEL = {"zh": "在职人员控制率", "en": "staffing control rate", "fact": "staffing_rate"}
STAFF: dict[str, Any] = {"value": LABEL, "limit": 100, "direction": "above", "lose": Decimal("0.5")}
PUBLIC: dict[str, Any] = {
    "value": LABEL,
    "limit": 0,
    "direction": "above",
    "lose": Decimal("0.5"),
    "change_of": True,
}
VALUES = st.integers(0, 3_000_000).map(lambda cents: Decimal(cents).scaleb(-4))


def points(full: int, parameters: dict[str, Any], **typed: str) -> Decimal | None:
    values = {name: Decimal(text) for name, text in typed.items()}
    scored = SCORER.score(criterion_for(SCORER.key, full, parameters), values)
    return None if scored is None else scored.value


# 财预〔2013〕53号 in local tables: at most 100 % is full, each further point costs 0.5 of 5, 0.1 of 1.
@pytest.mark.parametrize(
    ("value", "of_five", "of_one"),
    [
        ("100", "5", "1"),
        ("100.99", "5", "1"),
        ("101", "4.5", "0.9"),
        ("103.5", "3.5", "0.7"),
        ("120", "0", "0"),
    ],
)
def test_every_percentage_point_above_the_limit_costs_and_the_floor_is_zero(
    value: str, of_five: str, of_one: str
) -> None:
    assert points(5, STAFF, value=value) == Decimal(of_five)
    assert points(1, {**STAFF, "lose": Decimal("0.1")}, value=value) == Decimal(of_one)


# The same framework, budget completion rate: 100 % full, each 5 % below -2.
@pytest.mark.parametrize(
    ("value", "left"), [("100", "5"), ("112", "5"), ("95.01", "5"), ("95", "3"), ("90", "1"), ("85", "0")]
)
def test_every_five_percent_below_the_limit_cost_two(value: str, left: str) -> None:
    below = {"value": LABEL, "limit": 100, "direction": "below", "every": 5, "lose": 2}
    assert points(5, below, value=value) == Decimal(left)


# Change of the three public expenses: no growth is full, each point costs 0.3 of 3, 0.5 of 5, 0.8 of 8.
@pytest.mark.parametrize(("full", "lose", "left"), [(3, "0.3", "2.1"), (5, "0.5", "3.5"), (8, "0.8", "5.6")])
def test_the_change_between_two_amounts_is_worked_out(full: int, lose: str, left: str) -> None:
    assert points(full, {**PUBLIC, "lose": Decimal(lose)}, now="103.9", before="100") == Decimal(left)


def test_a_fall_is_within_the_limit_and_printed_as_one() -> None:
    (scored,) = check_scorer(SCORER, criterion_for(SCORER.key, 3, PUBLIC), [{"now": "90", "before": "100"}])
    assert scored is not None
    assert (scored.value, scored.reasons[0].values["value"]) == (3, "-10.00")


def test_a_quotient_that_never_ends_does_not_round_onto_a_whole_step() -> None:
    assert points(3, PUBLIC, now="999999999999.999999", before="990099009901") == Decimal("3.00")
    assert points(3, PUBLIC, now="303", before="300") == Decimal("2.50")


def test_a_change_from_zero_is_refused_as_not_defined() -> None:
    with pytest.raises(Invalid) as refused:
        SCORER.score(criterion_for(SCORER.key, 3, PUBLIC), {"now": Decimal(5), "before": Decimal(0)})
    assert [one.code for one in refused.value.problems] == ["scorer.undefined"]


def test_in_proportion_a_step_that_is_not_finished_costs_too() -> None:
    assert points(5, {**STAFF, "whole_steps": False}, value="100.5") == Decimal("4.75")


def test_the_reason_says_how_many_steps_cost_what() -> None:
    (scored,) = check_scorer(SCORER, criterion_for(SCORER.key, 5, STAFF), [{"value": "103.5"}])
    assert scored is not None
    ((code, values),) = [(one.code, dict(one.values)) for one in scored.reasons]
    facts = {"criterion": "1.1", "value": "103.50", "limit": "100", "steps": "3", "cost": "1.50"}
    assert (code, values) == ("scorer.above_limit", facts)


def test_the_inputs_are_called_after_the_value_and_carry_its_fact() -> None:
    (asked,) = SCORER.inputs(criterion_for(SCORER.key, 5, STAFF))
    assert (asked.label.zh, asked.fact) == ("在职人员控制率", "staffing_rate")
    amounts = SCORER.inputs(criterion_for(SCORER.key, 5, {**PUBLIC, "now": LABEL}))
    assert [one.label.en for one in amounts] == ["staffing control rate", "staffing control rate: last year"]


@pytest.mark.parametrize(("parameters", "typed"), [(STAFF, {}), (PUBLIC, {"now": Decimal(1)})])
def test_a_blank_value_is_not_scored(parameters: dict[str, Any], typed: dict[str, Decimal]) -> None:
    assert SCORER.score(criterion_for(SCORER.key, 5, parameters), typed) is None


def test_words_for_two_amounts_need_change_of() -> None:
    found = SCORER.problems(criterion_for(SCORER.key, 5, {**STAFF, "before": LABEL}))
    assert [(one.path, one.code) for one in found] == [("before", "template.only_with")]


@given(VALUES, VALUES, st.booleans())
def test_further_above_the_limit_never_gains_points(one: Decimal, other: Decimal, whole: bool) -> None:
    low, high = sorted((one, other))
    parameters = {**STAFF, "whole_steps": whole}
    worse, better = (points(5, parameters, value=f"{value:f}") for value in (high, low))
    assert worse is not None
    assert better is not None
    assert 0 <= worse <= better <= 5
