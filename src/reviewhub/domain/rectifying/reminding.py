"""When a unit is reminded of an item to mend: two weeks before its term, three days before, and after."""

from datetime import date
from enum import StrEnum
from typing import Final

EARLY_DAYS: Final = 14
LATE_DAYS: Final = 3


class Rung(StrEnum):
    """One step of the reminders; after the last the officers are told too."""

    EARLY = "early"
    LATE = "late"
    OVERDUE = "overdue"


def rung(due_on: date, today: date) -> Rung | None:
    """Give the reminder that is due on a day, the day of the term still being in time; None before any."""
    left = (due_on - today).days
    if left < 0:
        return Rung.OVERDUE
    if left <= LATE_DAYS:
        return Rung.LATE
    return Rung.EARLY if left <= EARLY_DAYS else None


def reminder_key(step: Rung, due_on: date) -> str:
    """Name one reminder of an item; a later term begins anew."""
    return f"{step}.{due_on.isoformat()}"
