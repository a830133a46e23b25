"""What is noted of an expert's work on a task, what the expert answers, and the published thresholds."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.accounts import Account
from reviewhub.db.types import CanonicalJson, Moment


class DutyCheck(BureauOwned, Audited, Row):
    """An officer's check-list of one assignment; the newest stands, a correction names its predecessor.

    ``catalogue`` is the version of the items that ``answers`` are to; ``level`` is "" where none is stated.
    """

    __tablename__ = "duty_checks"
    __table_args__ = (UniqueConstraint("assignment_id", "number"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    number: Mapped[int]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("duty_checks.id"))
    catalogue: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    level: Mapped[str] = mapped_column(String(20), default="")
    level_reason: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    checked_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class DutyReply(BureauOwned, Audited, Row):
    """What an expert says to an entry of the own record; replies are added, never changed."""

    __tablename__ = "duty_replies"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    replied_at: Mapped[datetime] = mapped_column(Moment)


class WorkThresholds(BureauOwned, Audited, Row):
    """Thresholds as they were published, with the reason; the newest count, the earlier ones stay."""

    __tablename__ = "work_thresholds"

    thresholds: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
