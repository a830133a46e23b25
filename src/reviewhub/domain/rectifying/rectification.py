"""Rectifications: what must be mended by when, and how one item goes from demand to verification."""

import calendar
from datetime import date
from enum import StrEnum
from typing import Final

from reviewhub.domain.workflow import Moves

USUAL_MONTHS: Final = 2  # 昆明经开区 2021: written feedback within two months after the report is received


class Source(StrEnum):
    """Where a demand comes from; the four sources of the integrated budget system's notices."""

    EVALUATION = "evaluation"
    DEPARTMENT_EVALUATION = "department_evaluation"
    SELF_EVALUATION = "self_evaluation"
    MONITORING = "monitoring"


class ItemState(StrEnum):
    """How far one item is; whether it is overdue is computed and never a state."""

    PROPOSED = "proposed"
    ISSUED = "issued"
    PLANNED = "planned"
    REPORTED = "reported"
    VERIFIED = "verified"
    SENT_BACK = "sent_back"
    DROPPED = "dropped"


class ItemAct(StrEnum):
    """What is entered about an item."""

    ISSUE = "issue"
    DROP = "drop"
    PLAN = "plan"
    PROGRESS = "progress"
    REPORT = "report"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ESCALATE = "escalate"


class Escalation(StrEnum):
    """What follows an item that is overdue, before or beside a payment hold."""

    URGED = "urged"
    SUMMONED = "summoned"
    CIRCULATED = "circulated"


class HoldKind(StrEnum):
    """How payment is held: later than planned, or not at all until it is released."""

    DELAY = "delay"
    STOP = "stop"


WITH_UNIT: Final = (ItemState.ISSUED, ItemState.PLANNED, ItemState.SENT_BACK)
OPEN: Final = (*WITH_UNIT, ItemState.REPORTED)
_STAYING: Final = (
    ItemAct.ASK_EXTENSION,
    ItemAct.GRANT_EXTENSION,
    ItemAct.REFUSE_EXTENSION,
    ItemAct.ESCALATE,
)

ITEM: Final[Moves] = {
    (ItemState.PROPOSED, ItemAct.ISSUE): ItemState.ISSUED,
    (ItemState.PROPOSED, ItemAct.DROP): ItemState.DROPPED,
    **{(state, ItemAct.PLAN): ItemState.PLANNED for state in WITH_UNIT},
    (ItemState.PLANNED, ItemAct.PROGRESS): ItemState.PLANNED,
    **{(state, ItemAct.REPORT): ItemState.REPORTED for state in WITH_UNIT},
    (ItemState.REPORTED, ItemAct.VERIFY): ItemState.VERIFIED,
    (ItemState.REPORTED, ItemAct.SEND_BACK): ItemState.SENT_BACK,
    **{(state, act): state for state in WITH_UNIT for act in _STAYING},
}
BY_UNIT: Final = frozenset({ItemAct.PLAN, ItemAct.PROGRESS, ItemAct.REPORT, ItemAct.ASK_EXTENSION})


def usual_term(from_day: date) -> date:
    """Give the day two calendar months later; the last day of a month that is shorter."""
    months = from_day.year * 12 + from_day.month - 1 + USUAL_MONTHS
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(from_day.day, last))


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """Tell whether the unit let the term pass; the day itself still counts, and what it reported is not."""
    return state in WITH_UNIT and today > due_on


def acts_on(state: str, *, by_unit: bool, overdue: bool, asked: bool) -> tuple[ItemAct, ...]:
    """Give what one side can do now; ``asked`` tells that a request for a later term waits for its answer."""
    hidden = set()
    if not asked:
        hidden |= {ItemAct.GRANT_EXTENSION, ItemAct.REFUSE_EXTENSION}
    if asked:
        hidden |= {ItemAct.ASK_EXTENSION}
    if not overdue:
        hidden |= {ItemAct.ESCALATE}
    return tuple(
        act for act in ItemAct if (state, act) in ITEM and (act in BY_UNIT) is by_unit and act not in hidden
    )
