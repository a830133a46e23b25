"""Which page of which document proves a criterion; only added to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class EvidenceLink(BureauOwned, Audited, Row):
    """One proof of one criterion in one commission; without pages it is the whole document."""

    __tablename__ = "evidence_links"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"))
    number: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(40))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    linked_at: Mapped[datetime] = mapped_column(Moment)


class EvidenceWithdrawal(BureauOwned, Audited, Row):
    """Taking a proof back; the link stays on record and counts no more."""

    __tablename__ = "evidence_withdrawals"

    link_id: Mapped[int] = mapped_column(ForeignKey("evidence_links.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
