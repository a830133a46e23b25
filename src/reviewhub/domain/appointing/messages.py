"""What people are told, as purposes and values; how a delivery goes on when a channel fails."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """Why somebody is written to; sentences and addresses follow from it."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REMINDER_LATER = "reminder_later"
    EXPIRED = "expired"
    DECLINED = "declined"
    PUT_OFF = "put_off"
    SEAT_EXPIRED = "seat_expired"
    CUT_OFF = "cut_off"
    UNREACHABLE = "unreachable"
    UNDELIVERED = "undelivered"
    DIGEST = "digest"
    RELEASED = "released"
    RECTIFY = "rectify"
    RECTIFY_DUE = "rectify_due"
    RECTIFY_LATE = "rectify_late"
    RECTIFY_CAME = "rectify_came"
    RECTIFY_ANSWERED = "rectify_answered"
    HOLD = "hold"


class DeliveryState(StrEnum):
    """How far one message is on one channel; dropped is what was answered before it could go."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


TO_ANSWER: Final = frozenset({Purpose.INVITATION, Purpose.REMINDER, Purpose.REMINDER_LATER})
# Told at once on the pages and in the log only: the daily digest sums it up, or e-mail is what failed.
INDOORS: Final = frozenset(
    {
        Purpose.DECLINED,
        Purpose.PUT_OFF,
        Purpose.SEAT_EXPIRED,
        Purpose.UNREACHABLE,
        Purpose.UNDELIVERED,
        Purpose.RECTIFY_CAME,
    }
)
INBOX: Final = "builtin.inbox"
LOG: Final = "builtin.log"
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
LEASE: Final = timedelta(minutes=10)
DIGEST_HOUR: Final = 9


def next_attempt(failed_at: datetime, attempts: int) -> datetime | None:
    """Give when a delivery is tried again after so many failures; None when that is enough."""
    return failed_at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def key_of(subject: str, rule: str) -> str:
    """Name what is said once: the row it is about, and the rule that says it."""
    return f"{subject}/{rule}"
