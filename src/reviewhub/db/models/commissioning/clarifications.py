"""Questions between the parties to a task, and what followed; only added to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class Clarification(BureauOwned, Audited, Row):
    """One question; what a firm asks or is asked belongs to its commission, which no other firm sees."""

    __tablename__ = "clarifications"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commissions.id"), index=True)
    number: Mapped[int]
    asker: Mapped[str] = mapped_column(String(20))
    asked: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class ClarificationEntry(BureauOwned, Audited, Row):
    """One act on a question: answered, asked again, settled."""

    __tablename__ = "clarification_entries"
    __table_args__ = (UniqueConstraint("clarification_id", "number"),)

    clarification_id: Mapped[int] = mapped_column(ForeignKey("clarifications.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    party: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
