"""One criterion less, the nearest boundary, and the money between two grades."""

from decimal import Decimal

import pytest

from reviewhub.domain.aggregate import Row
from reviewhub.domain.result import MoneyFacts, Result, Rules, SubmittedSheet, review
from reviewhub.domain.robustness import (
    at_stake,
    deciding_criteria,
    nearest_boundary,
    without_each_criterion,
)
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
ASKED = Decimal(1_000_000)


def rules() -> Rules:
    choice = Choice("builtin.mean_of_totals", "", "builtin.kunming_2021", {})
    return REGISTRY.rules(REGISTRY.templates["prior-assessment-national"], choice)


def result_of(*rows: Row) -> Result:
    sheets = [SubmittedSheet(number, row) for number, row in enumerate(rows, start=1)]
    return review(rules(), sheets, MoneyFacts(ASKED))


def row(first: str, others: str) -> Row:
    return (Decimal(first), *(Decimal(others),) * 19)


def test_what_remains_is_brought_back_to_full_marks() -> None:
    found = {one.criterion: one.total for one in without_each_criterion(result_of(row("0", "4.5")))}
    assert (found["1.1"], found["1.2"]) == (Decimal("90.00"), Decimal("85.26"))


def test_a_criterion_that_lifts_the_grade_is_named() -> None:
    assert [one.criterion for one in deciding_criteria(result_of(row("0", "4.5")))] == ["1.1"]


def test_equal_points_hang_on_no_criterion() -> None:
    assert deciding_criteria(result_of(row("4.5", "4.5"))) == ()


@pytest.mark.parametrize(
    ("total", "at", "distance"),
    [("80.10", 80, "0.10"), ("89.8", 90, "0.2"), ("85", 80, "5"), ("0", 60, "60")],
)
def test_the_nearest_boundary_is_found_exactly(total: str, at: int, distance: str) -> None:
    found = nearest_boundary(rules().grade_scale.bands, Decimal(total))
    assert found is not None
    assert (found.at, found.distance) == (at, Decimal(distance))


def test_between_two_supported_grades_no_money_hangs() -> None:
    policy, boundary = rules().policy, nearest_boundary(rules().grade_scale.bands, Decimal("89.8"))
    assert policy is not None
    assert boundary is not None
    assert at_stake(policy, ASKED, boundary) == 0


def test_where_a_grade_leaves_the_amount_to_the_officer_nothing_is_guessed() -> None:
    policy, boundary = rules().policy, nearest_boundary(rules().grade_scale.bands, Decimal("80.1"))
    assert policy is not None
    assert boundary is not None
    assert at_stake(policy, ASKED, boundary) is None
