"""Checks of delivered reports: what they lack and what they repeat."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class ReportCheck(BureauOwned, Audited, Row):
    """One check of one delivered version against a structure; the newest counts."""

    __tablename__ = "report_checks"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    structure: Mapped[str] = mapped_column(String(60))
    found: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    checked_at: Mapped[datetime] = mapped_column(Moment)
