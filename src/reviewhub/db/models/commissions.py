"""Commissions: work given to an agency, and the versions of what it delivers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.documents import Document
from reviewhub.db.models.organizations import Organization
from reviewhub.db.models.panels import Assignment
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import Moment


class Commission(BureauOwned, Versioned, Audited, Row):
    """One task given to one agency; its scoring sheet hangs on the assignment."""

    __tablename__ = "commissions"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    answer_reason: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime] = mapped_column(Moment)

    task: Mapped[Task] = relationship()
    agency: Mapped[Organization] = relationship()
    assignment: Mapped[Assignment] = relationship()


class Report(BureauOwned, Audited, Row):
    """One delivered version of the agency's report."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"), index=True)
    number: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    delivered_at: Mapped[datetime] = mapped_column(Moment)

    document: Mapped[Document] = relationship()


class Acceptance(BureauOwned, Audited, Row):
    """What the officer said of one delivered version."""

    __tablename__ = "acceptances"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), unique=True)
    approved: Mapped[bool]
    remarks: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
