"""When a unit is reminded of an item."""

from datetime import date, timedelta

import pytest

from reviewhub.domain.rectifying.reminding import Rung, reminder_key, rung

DUE = date(2026, 5, 2)


@pytest.mark.parametrize(
    ("days_before", "due"),
    [(15, None), (14, Rung.EARLY), (4, Rung.EARLY), (3, Rung.LATE), (0, Rung.LATE), (-1, Rung.OVERDUE)],
)
def test_a_reminder_comes_two_weeks_and_three_days_before_the_term_and_after_it(
    days_before: int, due: Rung | None
) -> None:
    assert rung(DUE, DUE - timedelta(days=days_before)) is due


def test_a_later_term_is_reminded_of_anew() -> None:
    assert reminder_key(Rung.LATE, DUE) != reminder_key(Rung.LATE, DUE + timedelta(days=30))
