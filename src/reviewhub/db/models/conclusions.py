"""Conclusions: immutable snapshots; a correction is a new one that names its predecessor."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.documents import Document
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import CanonicalJson, Moment, PointsColumn, Yuan


class Conclusion(BureauOwned, Audited, Row):
    """What was concluded: ``snapshot`` in full, the columns beside it for lists; amounts in yuan."""

    __tablename__ = "conclusions"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    number: Mapped[int]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("conclusions.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    snapshot: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    digest: Mapped[str] = mapped_column(String(64))
    total: Mapped[Decimal] = mapped_column(PointsColumn)
    grade: Mapped[str] = mapped_column(String(40))
    conclusion: Mapped[str] = mapped_column(String(40), default="")
    action: Mapped[str] = mapped_column(String(40), default="")
    asked: Mapped[Decimal] = mapped_column(Yuan)
    amount: Mapped[Decimal] = mapped_column(Yuan)
    cut: Mapped[Decimal] = mapped_column(Yuan)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    concluded_at: Mapped[datetime] = mapped_column(Moment)

    task: Mapped[Task] = relationship()


class PreconditionCheck(BureauOwned, Audited, Row):
    """What an officer noted of one line of a conclusion's check-list; the newest one says how it stands.

    ``precondition`` is the line's id. What is fulfilled has its date and what proves it, what is open again a
    reason.
    """

    __tablename__ = "precondition_checks"
    __table_args__ = (UniqueConstraint("conclusion_id", "precondition", "number"),)

    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusions.id"))
    precondition: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    fulfilled: Mapped[bool]
    fulfilled_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    checked_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()
    document: Mapped[Document | None] = relationship()
