"""What is needed to pay a fee, kept encrypted."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import Moment


class FeeDetails(BureauOwned, Versioned, Audited, Row):
    """One expert's bank, account and ID number as AES-256-GCM gave them; ``key_id`` names the key."""

    __tablename__ = "fee_details"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), unique=True)
    key_id: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
