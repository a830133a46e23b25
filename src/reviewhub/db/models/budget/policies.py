"""Budget policies that a bureau writes itself: published revisions, and which campaign pinned which."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class BudgetPolicyRevision(BureauOwned, Audited, Row):
    """One version of a policy as the text of its file; inserted once and never changed."""

    __tablename__ = "budget_policy_revisions"
    __table_args__ = (UniqueConstraint("bureau_id", "key", "number"),)

    key: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    toml: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime] = mapped_column(Moment)


class CampaignPolicy(BureauOwned, Audited, Row):
    """That a campaign pinned a policy which the bureau wrote itself."""

    __tablename__ = "campaign_policies"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), unique=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("budget_policy_revisions.id"))

    revision: Mapped[BudgetPolicyRevision] = relationship(lazy="joined")
