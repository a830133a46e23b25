"""What is due on an invitation, by a clock that the test holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reviewhub.domain.appointing.invitation_rules import InvitationRules
from reviewhub.domain.appointing.ladder import Asked, Ladder, Rung, ladder

SHANGHAI = ZoneInfo("Asia/Shanghai")
RULES = InvitationRules(remind_hours=(24, 48), answer_days=3, cut_off_days=2)
CLOSES = datetime(2026, 3, 31, 18, tzinfo=SHANGHAI)
INSTANT = timedelta(microseconds=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


MONDAY = Asked(at(2, 10))


def made(rules: InvitationRules = RULES) -> Ladder:
    return ladder(rules, CLOSES, rules.working_time(SHANGHAI))


def moments(asked: Asked, rules: InvitationRules = RULES) -> list[tuple[str, datetime]]:
    return [(step.key, step.at.astimezone(SHANGHAI)) for step in made(rules).steps(asked)]


def test_an_unanswered_invitation_is_reminded_of_twice_and_ends_with_its_third_day() -> None:
    assert moments(MONDAY) == [("remind.1", at(3, 10)), ("remind.2", at(4, 10)), ("expire", at(6, 0))]


def test_a_weekend_and_the_night_move_reminders_to_the_morning_and_one_is_enough() -> None:
    assert moments(Asked(at(6, 15))) == [("remind.2", at(9, 8)), ("expire", at(12, 0))]


def test_reminders_count_from_when_the_invitation_itself_can_be_sent() -> None:
    expected = [("remind.1", at(10, 8)), ("remind.2", at(11, 8)), ("expire", at(12, 0))]
    assert moments(Asked(at(7, 16, 26))) == expected


def test_the_end_is_half_open() -> None:
    steps = made()
    ends = steps.answer_by(MONDAY)
    assert ends == at(6, 0)
    before, now = (steps.due(MONDAY, moment, {"remind.2"}) for moment in (ends - INSTANT, ends))
    assert before is None
    assert now is not None
    assert now.rung is Rung.EXPIRE


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        (at(3, 9, 59), set(), None),
        (at(3, 10), set(), "remind.1"),
        (at(3, 11), {"remind.1"}, None),
        (at(4, 10), {"remind.1"}, "remind.2"),
        (at(5, 12), set(), "remind.2"),
        (at(5, 12), {"remind.2"}, None),
        (at(8, 12), set(), "expire"),
        (at(8, 12), {"expire"}, None),
    ],
)
def test_each_step_is_due_once_and_what_was_missed_is_not_made_up_for(
    now: datetime, done: set[str], due: str | None
) -> None:
    step = made().due(MONDAY, now, done)
    assert (step.key if step else None) == due


def test_later_moves_the_end_to_the_day_that_was_asked_for_with_one_reminder_that_morning() -> None:
    later = replace(MONDAY, later=date(2026, 3, 10))
    assert moments(later) == [("remind_later", at(10, 8)), ("expire", at(11, 0))]


def test_the_reminder_of_a_sunday_comes_on_friday() -> None:
    later = replace(MONDAY, later=date(2026, 3, 15))
    assert moments(later)[0] == ("remind_later", at(13, 8))


def test_later_is_offered_once_from_the_end_up_to_the_cut_off() -> None:
    steps = made()
    assert steps.later_days(MONDAY) == (date(2026, 3, 6), date(2026, 3, 29))
    assert steps.later_days(replace(MONDAY, later=date(2026, 3, 10))) is None
    assert steps.later_days(Asked(at(27, 10))) is None


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (date(2026, 3, 6), None),
        (date(2026, 3, 29), None),
        (date(2026, 3, 5), "invitation.later_out_of_range"),
        (date(2026, 3, 30), "invitation.later_out_of_range"),
        (None, "invitation.later_out_of_range"),
    ],
)
def test_a_day_that_is_not_offered_is_refused_with_those_that_are(
    wanted: date | None, code: str | None
) -> None:
    problem = made().later_problem(MONDAY, wanted)
    assert (problem.code if problem else None) == code


def test_a_second_delay_is_refused() -> None:
    problem = made().later_problem(replace(MONDAY, later=date(2026, 3, 10)), date(2026, 3, 12))
    assert problem is not None
    assert problem.code == "invitation.no_later"


def test_nobody_is_waited_for_beyond_the_cut_off() -> None:
    steps = made()
    assert steps.cut_off == at(29, 18)
    assert steps.answer_by(Asked(at(27, 10))) == at(29, 18)
    assert steps.answer_by(replace(MONDAY, later=date(2026, 3, 29))) == at(29, 18)


def test_whom_the_officer_asks_after_the_cut_off_may_answer_until_scoring_ends() -> None:
    assert made().answer_by(Asked(at(30, 9))) == CLOSES


def test_a_reminder_that_would_come_after_the_end_is_not_sent() -> None:
    hasty = replace(RULES, remind_hours=(24, 200), answer_days=1)
    assert moments(MONDAY, hasty) == [("remind.1", at(3, 10)), ("expire", at(4, 0))]


def test_moments_do_not_depend_on_the_zone_they_are_told_in() -> None:
    assert moments(Asked(MONDAY.at.astimezone(UTC))) == moments(MONDAY)
