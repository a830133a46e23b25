"""Organisations: units, departments, agencies and employers are one kind of thing, known by id."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson


class Organization(BureauOwned, Versioned, Audited, Row):
    """One organisation; it can be several things to a bureau at once."""

    __tablename__ = "organizations"
    __table_args__ = (UniqueConstraint("bureau_id", "name"),)

    name: Mapped[str] = mapped_column(String(200))
    former_names: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    budget_code: Mapped[str] = mapped_column(String(40), default="")
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    is_unit: Mapped[bool] = mapped_column(default=False)
    is_department: Mapped[bool] = mapped_column(default=False)
    is_agency: Mapped[bool] = mapped_column(default=False)
    is_employer: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(40), default="")
    qualification: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
