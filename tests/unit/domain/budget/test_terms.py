"""To which facts a term applies: what nobody said fits no condition, and is named."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reviewhub.domain.budget.terms import When
from reviewhub.domain.recommendation import BudgetFacts, Circumstances

FACTS = BudgetFacts(Decimal(100), "good", Decimal("80.00"))
KNOWN = Circumstances(
    "service", Decimal(90), Decimal(80), execution_rate=Decimal(60), rectified=False, repeat=True
)


@pytest.mark.parametrize(
    ("when", "applies"),
    [
        (When(), True),
        (When(grades=("good", "fair")), True),
        (When(grades=("fair",)), False),
        (When(points_from=Decimal(80)), True),
        (When(points_below=Decimal(80)), False),
        (When(kinds=("service",)), True),
        (When(kinds=("policy",)), False),
        (When(rectified=False), True),
        (When(rectified=True), False),
        (When(repeat=True), True),
        (When(execution_from=Decimal(60)), True),
        (When(execution_below=Decimal(60)), False),
    ],
)
def test_a_term_applies_where_all_it_asks_for_is_so(when: When, applies: bool) -> None:
    assert when.applies(replace(FACTS, circumstances=KNOWN)) is applies


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        (When(kinds=("service",)), "object_kind"),
        (When(rectified=False), "rectified"),
        (When(repeat=False), "repeat"),
        (When(execution_below=Decimal(100)), "execution_rate"),
    ],
)
def test_what_nobody_said_fits_no_condition_and_is_named(when: When, missing: str) -> None:
    assert not when.applies(FACTS)
    assert list(when.unknown(FACTS)) == [missing]
    assert list(when.unknown(replace(FACTS, circumstances=KNOWN))) == []


def test_a_term_for_another_grade_misses_nothing() -> None:
    assert list(When(grades=("poor",), rectified=False).unknown(FACTS)) == []


def test_a_term_is_open_when_only_grade_and_points_are_asked_for() -> None:
    assert When(grades=("good",), points_from=Decimal(1)).is_open
    assert not When(kinds=("service",)).is_open
    assert not When(repeat=False).is_open
