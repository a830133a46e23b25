"""Commissions: how far one is, what it still lacks, and whether a conclusion may follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from reviewhub.domain.workflow import CommissionState


class Step(StrEnum):
    """The stations of a commission, in their order."""

    OFFER = "offer"
    ANSWER = "answer"
    REPORT = "report"
    SHEET = "sheet"
    ACCEPTANCE = "acceptance"


class StepState(StrEnum):
    """Where a station stands, as the line of milestones draws it."""

    DONE = "done"
    CURRENT = "current"
    LATE = "late"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class CommissionFacts:
    """What there is so far; what was returned is not there: ``reported_at`` and ``scored_at`` are None."""

    state: str
    due: date
    offered_at: datetime
    answered_at: datetime | None = None
    reported_at: datetime | None = None
    scored_at: datetime | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One station; ``at`` is when it was reached."""

    step: Step
    state: StepState
    at: datetime | None


SETTLED: Final = (CommissionState.DECLINED, CommissionState.APPROVED)
AT_WORK: Final = (CommissionState.TAKEN, CommissionState.RETURNED, CommissionState.DELIVERED)


def milestones(facts: CommissionFacts, today: date) -> tuple[Milestone, ...]:
    """Draw the line of stations: report and sheet run side by side and are late after the due day."""
    at_work = StepState.LATE if is_late(facts, today) else StepState.CURRENT
    working = at_work if facts.state in AT_WORK else StepState.TODO
    answering = StepState.CURRENT if facts.state == CommissionState.OFFERED else StepState.TODO
    accepting = StepState.CURRENT if facts.state == CommissionState.DELIVERED else StepState.TODO
    taken_at = None if facts.state == CommissionState.DECLINED else facts.answered_at
    return (
        _milestone(Step.OFFER, facts.offered_at, StepState.TODO),
        _milestone(Step.ANSWER, taken_at, answering),
        _milestone(Step.REPORT, facts.reported_at, working),
        _milestone(Step.SHEET, facts.scored_at, working),
        _milestone(Step.ACCEPTANCE, facts.approved_at, accepting),
    )


def is_late(facts: CommissionFacts, today: date) -> bool:
    """Tell whether the agency should have handed in before ``today``; the due day itself is in time."""
    handed_in = facts.state in (*SETTLED, CommissionState.DELIVERED)
    return today > facts.due and not handed_in


def missing(facts: CommissionFacts) -> Iterator[str]:
    """Give the codes of what must be there before the agency can hand in and the officer approve."""
    if facts.reported_at is None:
        yield "commission.report_missing"
    if facts.scored_at is None:
        yield "commission.sheet_missing"


def hinders_conclusion(state: str) -> bool:
    """Tell whether a task waits for this commission: until its report is approved, or it was declined."""
    return state not in SETTLED


def _milestone(step: Step, at: datetime | None, otherwise: StepState) -> Milestone:
    return Milestone(step, otherwise if at is None else StepState.DONE, at)
