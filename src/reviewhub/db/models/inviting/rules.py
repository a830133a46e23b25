"""What a campaign decided about its invitations."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson


class CampaignInvitationRules(BureauOwned, Versioned, Audited, Row):
    """The rules of one campaign; one without this row goes by the defaults."""

    __tablename__ = "invitation_rules"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), unique=True)
    rules: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
