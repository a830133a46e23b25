"""How much a campaign may recommend in all and for each department, and what a ranking left to each task."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment, Yuan


class CampaignEnvelope(BureauOwned, Audited, Row):
    """The most a campaign may recommend, and ceilings in yuan by department; the newest row stands."""

    __tablename__ = "campaign_envelopes"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int]
    total: Mapped[Decimal | None] = mapped_column(Yuan)
    ceilings: Mapped[dict[str, str]] = mapped_column(CanonicalJson, default=dict)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)


class Allotment(BureauOwned, Audited, Row):
    """A ranking that was adopted: from what it was made, what it chose; the newest of a campaign stands."""

    __tablename__ = "allotments"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int]
    ranking: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    adopted_at: Mapped[datetime] = mapped_column(Moment)
