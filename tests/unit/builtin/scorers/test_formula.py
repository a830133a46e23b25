"""Formula: what a template's expression makes of the values it names."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.formula import Formula
from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.sheet import points_of
from reviewhub.testing import check_scorer, criterion_for

SCORER = Formula()
SPENT = {"zh": "支出", "en": "spent", "unit": {"zh": "万元", "en": "10,000 yuan"}, "fact": "funds_spent"}
NAMES = {"spent": SPENT, "received": {"zh": "到位", "en": "received"}}
WHOLE = st.integers(0, 10**9)


def parameters(expression: str, **others: Any) -> dict[str, Any]:
    return {"expression": expression, "names": NAMES, **others}


# Budget execution rate of 财预〔2020〕10号: spent / received, here of 5 points, as the formula's own share.
RATE = criterion_for(SCORER.key, 5, parameters("spent ÷ received", gives="share"))


def typed(spent: str, received: str) -> dict[str, str]:
    return {"m.spent": spent, "m.received": received}


@pytest.mark.parametrize(
    ("spent", "received", "left", "code"),
    [
        ("457230.14", "497578.64", "4.59", "scorer.formula"),
        ("10", "10", "5.00", "scorer.formula"),
        ("12", "10", "5.00", "scorer.formula_clamped"),
    ],
)
def test_a_share_becomes_points_and_never_more_than_full_marks(
    spent: str, received: str, left: str, code: str
) -> None:
    (found,) = check_scorer(SCORER, RATE, [typed(spent, received)])
    assert found is not None
    assert (found.value, found.reasons[0].code) == (Decimal(left), code)


# 三公经费: each point of growth costs 0.3 of 3, here written as a formula that gives points.
@pytest.mark.parametrize(("spent", "left"), [("90", "3"), ("100", "3"), ("103", "2.1"), ("200", "0")])
def test_a_formula_can_give_points(spent: str, left: str) -> None:
    growth = "3 - 0.3 * max(0, (spent - received) / received * 100)"
    (found,) = check_scorer(SCORER, criterion_for(SCORER.key, 3, parameters(growth)), [typed(spent, "100")])
    assert found is not None
    assert found.value == Decimal(left)


def test_what_was_cut_off_is_said_with_both_numbers() -> None:
    (found,) = check_scorer(SCORER, RATE, [typed("12", "10")])
    assert found is not None
    assert dict(found.reasons[0].values) == {"criterion": "1.1", "found": "6.00", "points": "5.00"}


def test_a_number_beyond_every_sum_of_money_is_still_said() -> None:
    huge = criterion_for(SCORER.key, 5, parameters("spent * spent * received"))
    (found,) = check_scorer(SCORER, huge, [typed("999999999999", "999999999999")])
    assert found is not None
    assert (found.value, found.reasons[0].values["found"]) == (5, "1.00000e+36")


def test_division_by_zero_is_not_scored_and_says_why() -> None:
    assert points_of(RATE, Answer(typed("1", "0")), SCORER) == [
        Problem("criterion 1.1", "expression.undefined")
    ]


def test_a_blank_value_is_not_scored() -> None:
    assert SCORER.score(RATE, {"m.spent": Decimal(1)}) is None


def test_every_named_value_is_asked_for_with_its_unit_and_its_fact() -> None:
    asked = [
        (one.name, one.label.zh, one.unit.zh if one.unit else "", one.fact) for one in SCORER.inputs(RATE)
    ]
    assert asked == [("m.received", "到位", "", ""), ("m.spent", "支出", "万元", "funds_spent")]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (
            "spent / recieved",
            [("names/received", "template.unused_name"), ("names/recieved", "template.unknown_name")],
        ),
        ("spent /", [("expression", "expression.ends")]),
        ("spent + received", []),
    ],
)
def test_a_formula_and_its_names_are_checked_against_each_other(
    expression: str, found: list[tuple[str, str]]
) -> None:
    criterion = criterion_for(SCORER.key, 5, parameters(expression))
    assert [(one.path, one.code) for one in SCORER.problems(criterion)] == found


def test_a_word_of_the_language_names_no_value() -> None:
    criterion = criterion_for(SCORER.key, 5, {"expression": "1", "names": {"min": SPENT}})
    assert [one.code for one in SCORER.problems(criterion)] == ["template.reserved_name"]


@given(WHOLE, WHOLE, st.integers(1, 10**9))
def test_where_the_formula_grows_the_points_never_fall(one: int, other: int, received: int) -> None:
    given_points = []
    for spent in sorted((one, other)):
        found = SCORER.score(RATE, {"m.spent": Decimal(spent), "m.received": Decimal(received)})
        assert found is not None
        given_points.append(found.value)
    assert 0 <= given_points[0] <= given_points[1] <= 5
