"""What was said to the experts of a campaign, by which channel, and whether it arrived there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from reviewhub.db.models import Delivery, Expert, Notification, Panel
from reviewhub.db.queries.draws import sealed_on_panels
from reviewhub.domain.appointing.messages import LOG, DeliveryState
from reviewhub.domain.policy import Act, require
from reviewhub.services.work import Work

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message on one channel; ``at`` is when it was sent, or when it was decided on where it was not."""

    at: datetime
    name: str
    panel: str
    purpose: str
    channel: str
    state: DeliveryState
    failure: str


def sent_messages(work: Work, campaign_id: int) -> tuple[SentMessage, ...]:
    """List what went to the experts of a campaign, the newest first; names under seal are shown as codes."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    at = func.coalesce(Delivery.sent_at, Notification.made_at)
    statement = (
        select(Delivery, Notification, Panel, Expert.name)
        .join(Notification, Notification.id == Delivery.notification_id)
        .join(Panel, Panel.id == Notification.panel_id)
        .join(Expert, Expert.id == Notification.expert_id)
        .where(
            Panel.campaign_id == campaign_id,
            Delivery.state != DeliveryState.QUEUED,
            Delivery.channel != LOG,
        )
        .order_by(at.desc(), Delivery.id.desc())
        .limit(MOST)
    )
    with work.reading() as session:
        rows = session.execute(statement).all()
        sealed = sealed_on_panels(session, {panel.id for _, _, panel, _ in rows})
    return tuple(
        SentMessage(
            at=delivery.sent_at or note.made_at,
            name=sealed.get((panel.id, note.expert_id or 0), name),
            panel=panel.name,
            purpose=note.purpose,
            channel=delivery.channel,
            state=DeliveryState(delivery.state),
            failure=delivery.failure,
        )
        for delivery, note, panel, name in rows
    )
