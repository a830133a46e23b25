"""What the coming days bring: whom the ladder will write to, when, and what already waits to be sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Delivery, Notification
from reviewhub.db.queries.draws import sealed_on_panels
from reviewhub.db.queries.inviting.invitations import OpenInvitation, open_invitations
from reviewhub.db.queries.inviting.recipients import Addressee, experts
from reviewhub.domain.appointing.ladder import Asked, Rung
from reviewhub.domain.appointing.messages import LOG, DeliveryState, Purpose
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import CampaignState
from reviewhub.services.campaigns import found
from reviewhub.services.notifying.asking import ladder_of
from reviewhub.services.notifying.posting import channels
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
        people = _people(session, invited)
        until = work.now() + WEEK
        planned = [
            message
            for one in invited
            for message in _planned(work, one, people[one.panel, one.expert])
            if message.at < until
        ]
        waiting = list(_waiting(session, people))
    messages = sorted((*planned, *waiting), key=lambda one: (one.at, one.name, one.purpose))
    closed = campaign.state == CampaignState.CLOSED
    return ComingWeek(campaign.id, campaign.name, closed, until, tuple(messages))


def _people(session: Session, invited: Sequence[OpenInvitation]) -> dict[tuple[int, int], Addressee]:
    """Give everybody who is waited for, by panel and expert; a name under seal is shown as its code."""
    known = {one.expert: one for one in experts(session, [one.expert for one in invited])}
    sealed = sealed_on_panels(session, [one.panel for one in invited])
    keys = [(one.panel, one.expert) for one in invited]
    return {key: replace(known[key[1]], name=sealed.get(key, known[key[1]].name)) for key in keys}


def _planned(work: Work, invited: OpenInvitation, person: Addressee) -> Iterator[ComingMessage]:
    """Give the steps that are not taken, each at the moment at which its message may go."""
    steps, now = ladder_of(work, invited), work.now()
    asked = invited.asked or Asked(now)
    if invited.asked is None:
        by = _by(work, person, Purpose.INVITATION)
        yield ComingMessage(steps.time.sendable(now), person.name, invited.panel_name, Purpose.INVITATION, by)
    for step in steps.steps(asked):
        if step.key not in invited.done and (step.at > now or step.rung is Rung.EXPIRE):
            purpose = PURPOSES[step.rung]
            at = steps.time.sendable(max(step.at, now))
            yield ComingMessage(at, person.name, invited.panel_name, purpose, _by(work, person, purpose))


def _by(work: Work, person: Addressee, purpose: Purpose) -> tuple[str, ...]:
    """Name the channels by which a person is reached; the log reaches nobody."""
    return tuple(one for one in channels(work, person, purpose) if one != LOG)


def _waiting(session: Session, people: Mapping[tuple[int, int], Addressee]) -> Iterator[ComingMessage]:
    """Give what is written and not sent, or failed, of open invitations."""
    panels, asked = {panel for panel, _ in people}, {expert for _, expert in people}
    rows = session.execute(
        select(Delivery)
        .join(Notification, Notification.id == Delivery.notification_id)
        .where(
            Notification.panel_id.in_(panels),
            Notification.expert_id.in_(asked),
            Delivery.state == DeliveryState.QUEUED,
            Delivery.channel != LOG,
        )
        .options(joinedload(Delivery.notification))
        .order_by(Delivery.id)
    ).scalars()
    for row in rows:
        note = row.notification
        person = people.get((note.panel_id or 0, note.expert_id or 0))
        if person is None:
            continue
        yield ComingMessage(
            row.next_attempt_at,
            person.name,
            str(note.payload["panel"]),
            Purpose(note.purpose),
            (row.channel,),
            row.failure,
        )
