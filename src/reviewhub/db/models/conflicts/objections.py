"""What the project's side says: who answers for it or worked on it, and whom the unit asks to step back."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.experts import Expert
from reviewhub.db.models.projects import Project
from reviewhub.db.types import Moment


class InvolvedPerson(BureauOwned, Audited, Row):
    """Someone who answers for a project or worked on it; ``part`` says how, code and phone may be empty."""

    __tablename__ = "involved_people"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    part: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)

    project: Mapped[Project] = relationship()


class Objection(BureauOwned, Audited, Row):
    """A unit's request that an expert step back from its project (申请回避), entered by an officer."""

    __tablename__ = "objections"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    grounds: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)

    project: Mapped[Project] = relationship()
    expert: Mapped[Expert] = relationship()
