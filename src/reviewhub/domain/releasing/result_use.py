"""What became of a released result (结果应用情况): eight things a bureau ticks off, task by task."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import round_half_up


class UseItem(StrEnum):
    """The items of the check-list, in the order in which the form has them."""

    REPORTED_ABOVE = "reported_above"
    LEADERS_REMARK = "leaders_remark"
    REPORTED_TO_CONGRESS = "reported_to_congress"
    CONGRESS_REMARK = "congress_remark"
    FED_BACK = "fed_back"
    POLICY_CHANGED = "policy_changed"
    BUDGET_CHANGED = "budget_changed"
    OTHER = "other"


APPLIED: Final = frozenset({UseItem.POLICY_CHANGED, UseItem.BUDGET_CHANGED})
"""What counts as applied: feedback and reports alone leave a result on paper."""

LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class NewUse:
    """What is ticked: done or not, on which day, by which document, and what it was."""

    item: UseItem
    done: bool
    on: date | None = None
    document: str = ""
    note: str = ""


def problems_of(new: NewUse, today: date) -> list[Problem]:
    """Say what is missing: what is done has its day, not a later one, and "other" says what it was."""
    found = []
    if new.done and new.on is None:
        found.append(Problem("on", "use.day_missing"))
    if new.on is not None and new.on > today:
        found.append(Problem("on", "use.in_the_future"))
    if new.done and new.item is UseItem.OTHER and not new.note.strip():
        found.append(Problem("note", "use.note_missing"))
    return found


def applied_rate(done: Mapping[int, Collection[UseItem]]) -> Decimal | None:
    """Give in percent, to two decimals half up, how many of the released tasks led to a change.

    ``done`` gives by task what was done; None where nothing was released.
    """
    if not done:
        return None
    applied = sum(not APPLIED.isdisjoint(items) for items in done.values())
    return round_half_up(Decimal(100 * applied) / len(done))
