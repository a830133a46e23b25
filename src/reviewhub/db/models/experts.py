"""The pool of experts and where they work and worked."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.organizations import Organization
from reviewhub.db.types import CanonicalJson


class Expert(BureauOwned, Versioned, Audited, Row):
    """One person who can be asked to score."""

    __tablename__ = "experts"
    __table_args__ = (UniqueConstraint("bureau_id", "code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    expert_class: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80), default="")
    fields: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    yearly_limit: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(20), default="在库")

    employments: Mapped[list["Employment"]] = relationship(order_by="Employment.id", back_populates="expert")


class Employment(BureauOwned, Audited, Row):
    """Where an expert works (``current``) or worked until a month that may be unknown."""

    __tablename__ = "employments"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    current: Mapped[bool]
    until: Mapped[date | None]

    expert: Mapped[Expert] = relationship(back_populates="employments")
    organization: Mapped[Organization] = relationship()
