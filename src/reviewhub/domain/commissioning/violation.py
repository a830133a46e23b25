"""Violations of agencies: what is held against one, and until when it is given no work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

LOOK_BACK_YEARS: Final = 3
"""No major offence in the three years before: a condition of the published lists of agencies."""


class Gravity(StrEnum):
    """How much a violation weighs: only a major one keeps an agency from work for three years."""

    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Violation:
    """One violation: the day it was found, until which day it bars by decision (None: none was set)."""

    gravity: Gravity
    found_on: date
    bars_until: date | None = None
    lifted: bool = False


def bars_through(one: Violation) -> date | None:
    """Give the last day on which it keeps the agency from work; None where it does not.

    A major one bars for three years from the day it was found, or as long as was decided if that is longer;
    a minor one only as long as was decided; a lifted one no more.
    """
    if one.lifted:
        return None
    days = [one.bars_until] if one.bars_until is not None else []
    if one.gravity is Gravity.MAJOR:
        days.append(_years_after(one.found_on))
    return max(days, default=None)


def barred_through(violations: Iterable[Violation], today: date) -> date | None:
    """Give the last day on which an agency may not be commissioned, None when it may be today."""
    ends = [end for one in violations if (end := bars_through(one)) is not None and end >= today]
    return max(ends, default=None)


def _years_after(day: date) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + LOOK_BACK_YEARS, day=28 if last_of_february else day.day)
