"""What a campaign decides about its invitations: read for the form, written from what was read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import CampaignInvitationRules
from reviewhub.domain.appointing.invitation_rules import InvitationRules, read_rules
from reviewhub.domain.appointing.ladder import ladder
from reviewhub.domain.errors import Invalid, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import CampaignState
from reviewhub.services.campaigns import found
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules of one campaign, and the cut-off by them; ``version`` is 0 while they are the defaults."""

    campaign: int
    campaign_name: str
    rules: InvitationRules
    version: int
    cut_off: datetime
    is_closed: bool


def campaign_rules(work: Work, campaign_id: int) -> RulesPage:
    """Give the rules of a campaign; raises :class:`NotFound`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        row = _row(session, campaign_id)
    rules = read_rules(row.rules if row else None)
    return RulesPage(
        campaign=campaign.id,
        campaign_name=campaign.name,
        rules=rules,
        version=row.version if row else 0,
        cut_off=ladder(rules, campaign.closes_at, rules.working_time(work.zone)).cut_off,
        is_closed=campaign.state == CampaignState.CLOSED,
    )


def save_rules(work: Work, campaign_id: int, rules: InvitationRules, version: int) -> None:
    """Decide the rules of a campaign; invitations under way go by them from now on.

    Raises :class:`Invalid` with every fault, :class:`StaleWrite` when somebody decided in between.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    problems = list(rules.problems())
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        if campaign.state == CampaignState.CLOSED:
            raise WrongState("campaign.over")
        row = _row(session, campaign_id)
        if (row.version if row else 0) != version:
            raise StaleWrite("stale", current=row.version if row else 0, given=version)
        if row is None:
            session.add(CampaignInvitationRules(campaign_id=campaign_id, rules=rules.written()))
        else:
            row.rules = rules.written()
        session.flush()
        work.record("set_invitation_rules", campaign)


def _row(session: Session, campaign_id: int) -> CampaignInvitationRules | None:
    statement = select(CampaignInvitationRules).where(CampaignInvitationRules.campaign_id == campaign_id)
    return session.execute(statement).scalar_one_or_none()
