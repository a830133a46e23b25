"""The matchings of a campaign."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from reviewhub.db.models import Matching
from reviewhub.domain.policy import Act, require
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class MatchingLine:
    """One matching in the list."""

    id: int
    state: str
    size: int
    pairs: int
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class CampaignMatchings:
    """A campaign's matchings, the newest first."""

    campaign: CampaignHead
    lines: tuple[MatchingLine, ...]


def campaign_matchings(work: Work, campaign_id: int) -> CampaignMatchings:
    """List what was proposed for a campaign."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        head = head_of(found(session, campaign_id))
        rows = session.execute(
            select(Matching).where(Matching.campaign_id == campaign_id).order_by(Matching.id.desc())
        ).scalars()
        lines = [
            MatchingLine(one.id, one.state, one.rules["size"], len(one.pairs), one.proposed_at)
            for one in rows
        ]
    return CampaignMatchings(head, tuple(lines))
