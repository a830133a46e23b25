"""Why a person cannot be asked now: every reason, each with its code."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewhub.domain.experts.eligibility import (
    Absence,
    Demand,
    PoolFacts,
    due_since,
    is_due,
    months_after,
    refusals,
)
from reviewhub.domain.words import Reason

READY = PoolFacts("在库", None, True, (), date(2026, 3, 1), 2, 4)
ASKED = Demand(date(2026, 5, 10), date(2026, 5, 12), tasks=2, confirmed_within=12)


def codes(facts: PoolFacts, demand: Demand = ASKED) -> list[str]:
    return [one.code for one in refusals(facts, demand)]


def test_who_is_ready_is_not_refused() -> None:
    assert refusals(READY, ASKED) == ()


@pytest.mark.parametrize("status", ["出库", "审核中", "草稿"])
def test_who_is_not_in_the_pool_is_refused_with_the_standing(status: str) -> None:
    assert refusals(replace(READY, status=status), ASKED) == (
        Reason("expert.not_in_pool", {"state": status}),
    )


def test_a_suspension_counts_on_the_first_day_of_the_work() -> None:
    suspended = replace(READY, status="停用", suspended_until=date(2026, 5, 10))
    assert refusals(suspended, ASKED) == (Reason("expert.suspended", {"until": "2026-05-10"}),)
    assert codes(replace(suspended, suspended_until=date(2026, 5, 9))) == []


@pytest.mark.parametrize(
    ("first", "last", "absent"),
    [
        (date(2026, 5, 1), date(2026, 5, 9), False),
        (date(2026, 5, 1), date(2026, 5, 10), True),
        (date(2026, 5, 12), date(2026, 5, 20), True),
        (date(2026, 5, 13), date(2026, 5, 20), False),
    ],
)
def test_an_absence_that_touches_one_day_of_the_work_refuses(first: date, last: date, absent: bool) -> None:
    assert codes(replace(READY, absences=(Absence(first, last),))) == ["expert.absent"] * absent


def test_a_record_is_confirmed_within_the_published_threshold_or_refused() -> None:
    stale = replace(READY, confirmed_on=date(2025, 5, 10))
    assert codes(stale) == ["expert.not_confirmed"]
    assert codes(replace(READY, confirmed_on=date(2025, 5, 11))) == []
    assert codes(replace(READY, confirmed_on=None)) == ["expert.not_confirmed"]


def test_without_a_published_threshold_nobody_is_left_out_for_not_having_confirmed() -> None:
    assert codes(replace(READY, confirmed_on=None), replace(ASKED, confirmed_within=None)) == []


def test_the_tasks_that_would_come_may_reach_the_limit_and_not_pass_it() -> None:
    assert codes(replace(READY, load=3)) == ["expert.yearly_limit"]
    assert codes(replace(READY, load=99, yearly_limit=None)) == []


@pytest.mark.parametrize("today", [date(2025, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2024, 2, 29)])
@pytest.mark.parametrize("months", [1, 12, 24])
def test_who_is_due_is_found_by_one_day_as_well_as_one_by_one(today: date, months: int) -> None:
    last = due_since(months, today)
    assert is_due(last, months, today)
    assert not is_due(last + timedelta(days=1), months, today)


def test_every_reason_is_given_at_once() -> None:
    worst = PoolFacts("停用", None, False, (Absence(date(2026, 5, 11), date(2026, 5, 11)),), None, 4, 4)
    assert len(codes(worst)) == 5


def test_months_after_the_last_of_a_month_stay_in_the_month() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 14) == date(2028, 1, 30)
    assert is_due(date(2025, 2, 28), 12, date(2026, 2, 28))
