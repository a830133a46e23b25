"""Services counted: what is owed, what came in time, what ended early."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reviewhub.domain.appointing.work_record import Punctuality, Service, tally
from reviewhub.domain.workflow import AssignmentState

START = datetime(2026, 3, 1, tzinfo=UTC)
END = START + timedelta(days=30)
ACCEPTED = Service(AssignmentState.ACCEPTED, START, END)


def test_a_sheet_at_the_very_deadline_is_late() -> None:
    late = replace(ACCEPTED, first_sheet=END)
    early = replace(ACCEPTED, first_sheet=END - timedelta(days=2, hours=1))
    assert (late.punctuality(END), late.days_left) == (Punctuality.LATE, 0)
    assert (early.punctuality(END), early.days_left) == (Punctuality.ON_TIME, 2)


def test_only_who_accepted_and_stayed_owes_a_sheet() -> None:
    assert ACCEPTED.punctuality(START) is Punctuality.NOT_DUE
    assert ACCEPTED.punctuality(END) is Punctuality.MISSED
    recused = replace(ACCEPTED, state=AssignmentState.RECUSED)
    assert recused.punctuality(END) is Punctuality.NOT_DUE


def test_every_service_is_counted_once_and_silence_is_told_from_a_reason() -> None:
    found = tally(
        [
            ACCEPTED,
            replace(ACCEPTED, state=AssignmentState.DECLINED, declined_because=" "),
            replace(ACCEPTED, state=AssignmentState.DECLINED, declined_because="出差"),
            replace(ACCEPTED, state=AssignmentState.EXPIRED),
            replace(ACCEPTED, state=AssignmentState.EXCLUDED, first_sheet=START, asked_again=True),
        ],
        END,
    )
    assert (found.invited, found.accepted, found.declined, found.declined_silently) == (5, 2, 2, 1)
    assert (found.expired, found.excluded, found.on_time, found.missed) == (1, 1, 1, 1)
    assert (found.asked_again, found.answered_again) == (1, 0)
