"""Conflicts of interest as they were found, what a second person decided, and tasks to be done anew."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.experts import Expert
from reviewhub.db.models.organizations import Organization
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import CanonicalJson, Moment


class ConflictFinding(BureauOwned, Audited, Row):
    """One hit of a rule on an expert or agency and a task; the same hit is kept once, when first found.

    ``code`` and ``said`` are the sentence it rests on, ``record`` the row that says so, ``stage`` the check
    that found it, ``account_id`` who set that check off.
    """

    __tablename__ = "conflict_findings"
    __table_args__ = (UniqueConstraint("task_id", "fingerprint"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    rule: Mapped[str] = mapped_column(String(80))
    rule_version: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80))
    said: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    record: Mapped[str] = mapped_column(String(60), default="")
    stage: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    found_at: Mapped[datetime] = mapped_column(Moment)

    task: Mapped[Task] = relationship()
    expert: Mapped[Expert | None] = relationship()
    agency: Mapped[Organization | None] = relationship()


class ConflictDecision(BureauOwned, Audited, Row):
    """What a second person decided of a finding, with the reason; the newest of a finding stands."""

    __tablename__ = "conflict_decisions"
    __table_args__ = (UniqueConstraint("finding_id", "number"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("conflict_findings.id"))
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)


class TaskRedo(BureauOwned, Audited, Row):
    """That what a task's panel found must be done anew, and why: a scorer with a conflict had taken part.

    It stands until the task is concluded after it.
    """

    __tablename__ = "task_redos"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("conflict_decisions.id"), unique=True)
    marked_at: Mapped[datetime] = mapped_column(Moment)
