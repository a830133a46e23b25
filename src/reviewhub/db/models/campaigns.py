"""Campaigns: one year's exercise of one kind with its pinned rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.budget.policies import CampaignPolicy
from reviewhub.db.models.templates import TemplateRevision
from reviewhub.db.types import CanonicalJson, Moment


class Campaign(BureauOwned, Versioned, Audited, Row):
    """Everything that decides a result is pinned here as ``key@version``."""

    __tablename__ = "campaigns"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))
    fiscal_year: Mapped[int]
    template_revision_id: Mapped[int] = mapped_column(ForeignKey("template_revisions.id"))
    aggregator: Mapped[str] = mapped_column(String(120))
    parameters: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    grade_scale: Mapped[str] = mapped_column(String(120))
    conclusion_scale: Mapped[str] = mapped_column(String(120), default="")
    policy: Mapped[str] = mapped_column(String(120), default="")
    scorers: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    conflict_rules: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    blind: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Moment)

    revision: Mapped[TemplateRevision] = relationship()
    own_policy: Mapped[CampaignPolicy | None] = relationship(viewonly=True)


class EarlierRevision(BureauOwned, Audited, Row):
    """What a campaign pinned of a template before it moved on: what was concluded then is computed by it."""

    __tablename__ = "earlier_revisions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    template_revision_id: Mapped[int] = mapped_column(ForeignKey("template_revisions.id"))
    grade_scale: Mapped[str] = mapped_column(String(120))
    conclusion_scale: Mapped[str] = mapped_column(String(120))
    scorers: Mapped[list[str]] = mapped_column(CanonicalJson)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    left_at: Mapped[datetime] = mapped_column(Moment)

    campaign: Mapped[Campaign] = relationship()
    revision: Mapped[TemplateRevision] = relationship()


class CampaignTriggers(BureauOwned, Audited, Row):
    """When a campaign offers its officer a second round; a campaign without this row never does."""

    __tablename__ = "campaign_triggers"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), unique=True)
    triggers: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
