"""How good an agency's work was, by bureau and unit, and the fee that was agreed for it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.templates import TemplateRevision
from reviewhub.db.types import CanonicalJson, Moment, PointsColumn


class QualitySheet(BureauOwned, Audited, Row):
    """One side's sheet about one commission; the newest of a side stands, ``correction`` says why again.

    ``paper`` names the unit's own form when an officer typed it in.
    """

    __tablename__ = "quality_sheets"
    __table_args__ = (UniqueConstraint("commission_id", "side", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"))
    side: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    template_revision_id: Mapped[int] = mapped_column(ForeignKey("template_revisions.id"))
    answers: Mapped[dict[str, str]] = mapped_column(CanonicalJson)
    points: Mapped[list[Any]] = mapped_column(CanonicalJson)
    total: Mapped[Decimal] = mapped_column(PointsColumn)
    paper: Mapped[str] = mapped_column(String(120), default="")
    correction: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    submitted_at: Mapped[datetime] = mapped_column(Moment)

    revision: Mapped[TemplateRevision] = relationship()
    account: Mapped[Account] = relationship()


class FeeAgreement(BureauOwned, Audited, Row):
    """The fee agreed for a commission; the newest counts, ``reason`` says why it was agreed anew."""

    __tablename__ = "fee_agreements"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"))
    number: Mapped[int]
    terms: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    agreed_at: Mapped[datetime] = mapped_column(Moment)
