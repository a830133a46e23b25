"""Projects as the budget list names them."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.organizations import Organization
from reviewhub.db.types import Yuan


class Project(BureauOwned, Versioned, Audited, Row):
    """One project or policy of one fiscal year; amounts in yuan."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("bureau_id", "fiscal_year", "code"),
        Index("ix_projects_listing", "bureau_id", "fiscal_year", "asked"),
    )

    fiscal_year: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    nature: Mapped[str] = mapped_column(String(40), default="")
    fund: Mapped[str] = mapped_column(String(80), default="")
    asked: Mapped[Decimal] = mapped_column(Yuan)
    general_budget: Mapped[Decimal | None] = mapped_column(Yuan)
    remark: Mapped[str] = mapped_column(Text, default="")

    unit: Mapped[Organization] = relationship(foreign_keys=[unit_id])
    department: Mapped[Organization | None] = relationship(foreign_keys=[department_id])
