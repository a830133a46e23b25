"""Tasks: one project under review in a campaign."""

from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.campaigns import Campaign
from reviewhub.db.models.projects import Project
from reviewhub.db.types import Yuan


class Task(BureauOwned, Audited, Row):
    """``asked`` (yuan) is what the project asked for when the task was made."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("campaign_id", "project_id"),
        UniqueConstraint("campaign_id", "number"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    number: Mapped[int]
    asked: Mapped[Decimal] = mapped_column(Yuan)

    campaign: Mapped[Campaign] = relationship()
    project: Mapped[Project] = relationship()
