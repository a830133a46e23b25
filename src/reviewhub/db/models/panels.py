"""Panels, and the assignments that tie one expert or agency to one task."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.experts import Expert
from reviewhub.db.models.organizations import Organization
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import CanonicalJson, Moment


class Panel(BureauOwned, Audited, Row):
    """Experts chosen together for some tasks of one campaign; ``method`` says how (appointed)."""

    __tablename__ = "panels"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    method: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    formed_at: Mapped[datetime] = mapped_column(Moment)


class Assignment(BureauOwned, Versioned, Audited, Row):
    """One expert or agency for one task; ``number`` is the code scores are shown under (专家1 is 1)."""

    __tablename__ = "assignments"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    panel_id: Mapped[int | None] = mapped_column(ForeignKey("panels.id"), index=True)
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    warnings: Mapped[list[Any]] = mapped_column(CanonicalJson, default=list)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_reason: Mapped[str] = mapped_column(Text, default="")
    pledge: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    ended_reason: Mapped[str] = mapped_column(Text, default="")

    task: Mapped[Task] = relationship()
    panel: Mapped[Panel | None] = relationship()
    expert: Mapped[Expert | None] = relationship()
    agency: Mapped[Organization | None] = relationship()
