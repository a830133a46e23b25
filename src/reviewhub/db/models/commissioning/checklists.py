"""What material a task asks for, what came, and what was said of it; only added to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class ChecklistItem(BureauOwned, Audited, Row):
    """One thing that a task asks for; ``key`` is that of the preset it came from, if it came from one.

    What an agency supplies belongs to its commission, so that another firm on the task never sees it.
    """

    __tablename__ = "checklist_items"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commissions.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    supplier: Mapped[str] = mapped_column(String(20))
    required: Mapped[bool]
    due: Mapped[date | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class ChecklistEntry(BureauOwned, Audited, Row):
    """One act on an item: supplied, accepted, returned or waived with the reason; ``party`` is who did it."""

    __tablename__ = "checklist_entries"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_items.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    party: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class ChecklistFile(BureauOwned, Audited, Row):
    """One file that came with an act of supplying; ``version`` counts the files of its item from 1."""

    __tablename__ = "checklist_files"
    __table_args__ = (UniqueConstraint("item_id", "version"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_items.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("checklist_entries.id"), index=True)
    version: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
