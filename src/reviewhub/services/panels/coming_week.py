"""What the coming days bring: whom the ladder will write to, when, and what already waits to be sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Delivery, Notification
from reviewhub.db.queries.invitations import OpenInvitation, open_invitations
from reviewhub.db.queries.recipients import Addressee, experts
from reviewhub.domain.appointing.ladder import Asked, Rung
from reviewhub.domain.appointing.messages import DeliveryState, Purpose
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import CampaignState
from reviewhub.services.campaigns import found
from reviewhub.services.notifying.posting import channels
from reviewhub.services.panels.asking import ladder_of
from reviewhub.services.work import Work

WEEK: Final = timedelta(days=7)
PURPOSES: Final = {
    Rung.REMIND: Purpose.REMINDER,
    Rung.REMIND_LATER: Purpose.REMINDER_LATER,
    Rung.EXPIRE: Purpose.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class ComingMessage:
    """One message of the coming week: when it goes if nobody answers, to whom, by which channels.

    ``failure`` is what a channel said at the last attempt.
    """

    at: datetime
    name: str
    panel: str
    purpose: Purpose
    channels: tuple[str, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class ComingWeek:
    """The messages of seven days from now, in order."""

    campaign: int
    campaign_name: str
    is_closed: bool
    until: datetime
    messages: tuple[ComingMessage, ...]


def coming_week(work: Work, campaign_id: int) -> ComingWeek:
    """Compute what will be sent by the same rules that send it; raises :class:`NotFound`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        invited = open_invitations(session, campaign=campaign_id)
        people = {one.expert or 0: one for one in experts(session, [one.expert for one in invited])}
        until = work.now() + WEEK
        planned = [
            message
            for one in invited
            for message in _planned(work, one, people[one.expert])
            if message.at < until
        ]
        waiting = list(_waiting(session, {one.panel for one in invited}, people))
    messages = sorted((*planned, *waiting), key=lambda one: (one.at, one.name, one.purpose))
    closed = campaign.state == CampaignState.CLOSED
    return ComingWeek(campaign.id, campaign.name, closed, until, tuple(messages))


def _planned(work: Work, invited: OpenInvitation, person: Addressee) -> Iterator[ComingMessage]:
    """Give the steps that are not taken, each at the moment at which its message may go."""
    steps, now = ladder_of(work, invited), work.now()
    asked = invited.asked or Asked(now)
    if invited.asked is None:
        by = tuple(channels(work, person, Purpose.INVITATION))
        yield ComingMessage(steps.time.sendable(now), person.name, invited.panel_name, Purpose.INVITATION, by)
    for step in steps.steps(asked):
        if step.key not in invited.done and (step.at > now or step.rung is Rung.EXPIRE):
            purpose = PURPOSES[step.rung]
            at = steps.time.sendable(max(step.at, now))
            yield ComingMessage(
                at, person.name, invited.panel_name, purpose, tuple(channels(work, person, purpose))
            )


def _waiting(session: Session, panels: set[int], people: dict[int, Addressee]) -> Iterator[ComingMessage]:
    """Give what is written and not sent, or failed, of open invitations."""
    rows = session.execute(
        select(Delivery)
        .join(Notification, Notification.id == Delivery.notification_id)
        .where(
            Notification.panel_id.in_(panels),
            Notification.expert_id.in_(people),
            Delivery.state == DeliveryState.QUEUED,
        )
        .options(joinedload(Delivery.notification))
        .order_by(Delivery.id)
    ).scalars()
    for row in rows:
        note = row.notification
        yield ComingMessage(
            row.next_attempt_at,
            people[note.expert_id or 0].name,
            str(note.payload["panel"]),
            Purpose(note.purpose),
            (row.channel,),
            row.failure,
        )
