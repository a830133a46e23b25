"""Quiet hours and working days, in the bureau's zone and through a change of clocks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reviewhub.domain.appointing.working_time import WorkingTime

SHANGHAI = ZoneInfo("Asia/Shanghai")
TIME = WorkingTime(SHANGHAI)
MONDAY, FRIDAY, SATURDAY = date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 7)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (at(2, 7, 59), at(2, 8)),
        (at(2, 8), at(2, 8)),
        (at(2, 19, 59), at(2, 19, 59)),
        (at(2, 20), at(3, 8)),
        (at(6, 20), at(9, 8)),
        (at(7, 12), at(9, 8)),
    ],
)
def test_a_message_waits_for_the_first_hour_that_is_not_quiet(moment: datetime, sent: datetime) -> None:
    assert TIME.sendable(moment) == sent


def test_without_working_days_only_the_hours_count() -> None:
    every_day = WorkingTime(SHANGHAI, working_days=False)
    assert every_day.sendable(at(7, 12)) == at(7, 12)
    assert every_day.counted(FRIDAY, 3) == date(2026, 3, 9)


def test_days_are_counted_without_weekends_and_holidays_and_with_makeup_days() -> None:
    assert TIME.counted(FRIDAY, 0) == FRIDAY
    assert TIME.counted(FRIDAY, 1) == date(2026, 3, 9)
    moved = WorkingTime(SHANGHAI, holidays=frozenset({date(2026, 3, 9)}), makeup_days=frozenset({SATURDAY}))
    assert [moved.counted(FRIDAY, days) for days in (1, 2)] == [SATURDAY, date(2026, 3, 10)]


def test_the_last_counted_day_goes_back_over_the_weekend() -> None:
    assert TIME.last_counted(date(2026, 3, 8)) == FRIDAY
    assert TIME.last_counted(MONDAY) == MONDAY


def test_a_day_ends_at_its_own_midnight() -> None:
    assert TIME.end_of(MONDAY) == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert TIME.day_of(datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)) == MONDAY
    assert TIME.day_of(TIME.end_of(MONDAY)) == date(2026, 3, 3)


def test_a_day_of_twenty_three_hours_still_ends_at_midnight() -> None:
    berlin = WorkingTime(ZoneInfo("Europe/Berlin"))
    spring = date(2026, 3, 29)
    assert (berlin.end_of(spring) - berlin.at(spring)).total_seconds() == 23 * 3600
