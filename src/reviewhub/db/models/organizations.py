"""Organisations: units, departments, agencies and employers are one kind of thing, known by id."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson, Moment


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


class OrganizationMerge(BureauOwned, Audited, Row):
    """Two rows were one organisation: whoever still asks for ``loser_id`` is sent to ``winner_id``.

    The loser's own row stays as it was, so that the ledger still finds it; ``moved`` counts what was
    re-pointed, by table.
    """

    __tablename__ = "organization_merges"

    loser_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), unique=True)
    winner_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    moved: Mapped[dict[str, int]] = mapped_column(CanonicalJson)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
