"""Rectifications: what must be mended, item by item, with everything entered about it, never overwritten."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.documents import Document
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import Moment


class Rectification(BureauOwned, Audited, Row):
    """One notice to mend, of one task; ``source`` says what found it, ``note`` what the notice says above."""

    __tablename__ = "rectifications"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    task: Mapped[Task] = relationship()


class RectificationItem(BureauOwned, Versioned, Audited, Row):
    """One thing to mend: criterion it was found under ("" for none), problem, demand, term."""

    __tablename__ = "rectification_items"
    __table_args__ = (
        UniqueConstraint("rectification_id", "number"),
        Index("ix_rectification_items_state_due_on", "state", "due_on"),
    )

    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectifications.id"))
    number: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(40), default="")
    problem: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))

    rectification: Mapped[Rectification] = relationship()


class RectificationEntry(BureauOwned, Audited, Row):
    """One entry about an item: plan, progress, report, extension, verification, escalation.

    ``detail`` is the kind of an escalation; ``due_on`` the term that a plan, a request or its answer names.
    """

    __tablename__ = "rectification_entries"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("rectification_items.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[str] = mapped_column(String(20), default="")
    due_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)

    item: Mapped[RectificationItem] = relationship()
    account: Mapped[Account] = relationship()
    document: Mapped[Document | None] = relationship()
