"""Messages that were decided on, and how far each is on each channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class Notification(BureauOwned, Row):
    """One message to one person; ``key`` is said once a bureau, ``payload`` holds values and no prose.

    ``assignment_id`` is the first assignment of the invitation it is about. ``account_id`` is whose inbox
    shows it, ``expert_id`` whom it reaches without an account.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("bureau_id", "key"),
        Index("ix_notifications_account_id_read_at", "account_id", "read_at"),
    )

    key: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)
    panel_id: Mapped[int | None] = mapped_column(ForeignKey("panels.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    made_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)


class Delivery(BureauOwned, Row):
    """One message on one channel; ``claimed_until`` keeps two senders from sending it at once."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notification_id", "channel"),
        Index("ix_deliveries_state_next_attempt_at", "state", "next_attempt_at"),
    )

    notification_id: Mapped[int] = mapped_column(ForeignKey("notifications.id"))
    channel: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str] = mapped_column(String(200), default="")

    notification: Mapped[Notification] = relationship()


class Address(BureauOwned, Row):
    """Where somebody without an expert's profile wants to be written to."""

    __tablename__ = "addresses"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), unique=True)
    email: Mapped[str] = mapped_column(String(120))
