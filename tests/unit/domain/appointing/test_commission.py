"""The line of milestones, what is missing, and what a conclusion waits for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reviewhub.domain.appointing.commission import (
    CommissionFacts,
    StepState,
    hinders_conclusion,
    is_late,
    milestones,
    missing,
)
from reviewhub.domain.workflow import CommissionState

DUE = date(2026, 3, 20)
BEFORE = date(2026, 3, 20)
AFTER = date(2026, 3, 21)
THEN = datetime(2026, 3, 2, tzinfo=UTC)
DONE, CURRENT, LATE, TODO = StepState.DONE, StepState.CURRENT, StepState.LATE, StepState.TODO

OFFERED = CommissionFacts(CommissionState.OFFERED, DUE, THEN)
DECLINED = CommissionFacts(CommissionState.DECLINED, DUE, THEN, THEN)
TAKEN = CommissionFacts(CommissionState.TAKEN, DUE, THEN, THEN)
REPORTED = CommissionFacts(CommissionState.TAKEN, DUE, THEN, THEN, THEN)
DELIVERED = CommissionFacts(CommissionState.DELIVERED, DUE, THEN, THEN, THEN, THEN)
RETURNED = CommissionFacts(CommissionState.RETURNED, DUE, THEN, THEN, None, THEN)
APPROVED = CommissionFacts(CommissionState.APPROVED, DUE, THEN, THEN, THEN, THEN, THEN)


@pytest.mark.parametrize(
    ("facts", "today", "line"),
    [
        (OFFERED, BEFORE, (DONE, CURRENT, TODO, TODO, TODO)),
        (DECLINED, AFTER, (DONE, TODO, TODO, TODO, TODO)),
        (TAKEN, BEFORE, (DONE, DONE, CURRENT, CURRENT, TODO)),
        (TAKEN, AFTER, (DONE, DONE, LATE, LATE, TODO)),
        (REPORTED, AFTER, (DONE, DONE, DONE, LATE, TODO)),
        (DELIVERED, AFTER, (DONE, DONE, DONE, DONE, CURRENT)),
        (RETURNED, BEFORE, (DONE, DONE, CURRENT, DONE, TODO)),
        (APPROVED, AFTER, (DONE, DONE, DONE, DONE, DONE)),
    ],
)
def test_the_line_shows_what_is_reached_what_is_due_and_what_is_late(
    facts: CommissionFacts, today: date, line: tuple[StepState, ...]
) -> None:
    assert tuple(one.state for one in milestones(facts, today)) == line


def test_the_due_day_itself_is_in_time() -> None:
    assert [is_late(TAKEN, DUE + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_a_report_that_waits_for_the_officer_is_not_late() -> None:
    assert not is_late(DELIVERED, AFTER)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (TAKEN, ["commission.report_missing", "commission.sheet_missing"]),
        (REPORTED, ["commission.sheet_missing"]),
        (RETURNED, ["commission.report_missing"]),
        (DELIVERED, []),
    ],
)
def test_what_is_missing_is_named(facts: CommissionFacts, codes: list[str]) -> None:
    assert list(missing(facts)) == codes


def test_a_task_waits_until_the_report_is_approved_or_the_offer_declined() -> None:
    free = [state for state in CommissionState if not hinders_conclusion(state)]
    assert free == [CommissionState.DECLINED, CommissionState.APPROVED]
