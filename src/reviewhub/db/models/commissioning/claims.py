"""What reports claim, and why some of it differs from what the platform computes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class ReportClaims(BureauOwned, Audited, Row):
    """The figures of one delivered version, as they were read or typed; the newest of a version counts.

    ``document_id`` is the file that they were read from, None where somebody typed them.
    """

    __tablename__ = "report_claims"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    claimed: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    claimed_at: Mapped[datetime] = mapped_column(Moment)


class ClaimExplanation(BureauOwned, Audited, Row):
    """Why one difference is as it is; ``difference`` names it with its figures, the newest row counts."""

    __tablename__ = "claim_explanations"

    claims_id: Mapped[int] = mapped_column(ForeignKey("report_claims.id"), index=True)
    difference: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    explained_at: Mapped[datetime] = mapped_column(Moment)
