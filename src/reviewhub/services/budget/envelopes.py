"""The envelope of a campaign: what it may recommend in all and for each department, and what is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import CampaignEnvelope
from reviewhub.db.queries.budget.envelopes import (
    concluded_shares,
    departments_of,
    envelope_of,
    standing_envelope,
)
from reviewhub.domain.budget.envelope import Envelope, Use, exceeded, uses
from reviewhub.domain.errors import Invalid, Problem, StaleWrite
from reviewhub.domain.money import FEN
from reviewhub.domain.policy import Act, require
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class EnvelopePage:
    """The limits of a campaign in yuan, what its conclusions use of them, departments by id with names."""

    campaign: CampaignHead
    envelope: Envelope
    uses: tuple[Use, ...]
    departments: Mapping[int, str]
    number: int
    reason: str = ""
    set_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewEnvelope:
    """What an officer sets; ``standing`` is the number of the envelope that the form showed."""

    total: Decimal | None
    standing: int
    reason: str
    ceilings: Mapping[int, Decimal] = field(default_factory=dict)


def envelope_page(work: Work, campaign_id: int) -> EnvelopePage:
    """Give the limits that stand and what is used of them; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        head, row = head_of(found(session, campaign_id)), standing_envelope(session, campaign_id)
        envelope, departments = envelope_of(row), departments_of(session, campaign_id)
        used = tuple(uses(envelope, concluded_shares(session, campaign_id)))
    if row is None:
        return EnvelopePage(head, envelope, used, departments, 0)
    return EnvelopePage(head, envelope, used, departments, row.number, row.reason, row.set_at)


def set_envelope(work: Work, campaign_id: int, new: NewEnvelope) -> None:
    """Set the limits of a campaign from now on.

    Raises :class:`Invalid` with every fault: no reason, amounts that are none, limits below what is concluded
    already, a department without a project here; :class:`StaleWrite` when somebody set them in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        problems = _problems(session, campaign_id, new)
        if problems:
            raise Invalid(problems)
        newest = select(func.max(CampaignEnvelope.number)).where(CampaignEnvelope.campaign_id == campaign_id)
        number = session.execute(newest).scalar() or 0
        if number != new.standing:
            raise StaleWrite("stale", current=number, given=new.standing)
        row = CampaignEnvelope(
            campaign_id=campaign.id,
            number=number + 1,
            total=new.total,
            ceilings={str(one): f"{most:f}" for one, most in sorted(new.ceilings.items())},
            reason=new.reason.strip(),
            account_id=actor.account,
            set_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("set_envelope", campaign, number=number + 1)


def _problems(session: Session, campaign: int, new: NewEnvelope) -> list[Problem]:
    departments = departments_of(session, campaign)
    amounts = [new.total, *new.ceilings.values()]
    if any(one is not None and (one < 0 or one % FEN) for one in amounts):
        return [Problem("total", "envelope.not_an_amount")]
    if not set(new.ceilings) <= set(departments):
        return [Problem("ceilings", "envelope.unknown_department")]
    problems = [] if new.reason.strip() else [Problem("reason", "reason.missing")]
    envelope = Envelope(new.total, new.ceilings)
    return problems + exceeded(envelope, concluded_shares(session, campaign), departments)
