"""Sending what was written down: claimed by one sender at a time, tried again with growing pauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Bureau, Delivery, InvitationLink, Notification
from reviewhub.db.queries.draws import sealed_on_panels
from reviewhub.db.queries.inviting.recipients import Addressee, experts, holders
from reviewhub.domain.appointing.messages import (
    LEASE,
    TO_ANSWER,
    DeliveryState,
    Purpose,
    next_attempt,
)
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.notifying.posting import Said, tell_officers
from reviewhub.services.work import Work

MOST_AT_ONCE: Final = 200
LONGEST_FAILURE: Final = 200


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way by one channel; ``link`` is id and nonce of the link it carries, if any."""

    delivery: int
    channel: str
    id: str
    purpose: str
    values: Mapping[str, Any]
    bureau: str
    addressee: Addressee
    panel: int | None
    link: tuple[int, str] | None


def bureaus(work: Work) -> list[int]:
    """Name every bureau of the installation, for work that nobody in particular asks for."""
    with work.reading() as session:
        return list(session.execute(select(Bureau.id).order_by(Bureau.id)).scalars())


def due_deliveries(work: Work) -> list[int]:
    """Name the deliveries whose time has come and that nobody is sending, the oldest first."""
    with work.reading() as session:
        statement = select(Delivery.id).where(*_free(work)).order_by(Delivery.next_attempt_at, Delivery.id)
        return list(session.execute(statement.limit(MOST_AT_ONCE)).scalars())


def claim(work: Work, delivery_id: int) -> Outgoing | None:
    """Take one delivery to send it now; None when another has it, or it is not needed any more.

    Whoever takes it and then breaks down holds it for :data:`LEASE` and no longer.
    """
    with work.transaction() as session:
        taken = session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id, *_free(work))
            .values(claimed_until=work.now() + LEASE)
            .returning(Delivery.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if taken is None:
            return None
        row = session.get_one(Delivery, delivery_id, options=[joinedload(Delivery.notification)])
        addressee = _addressee(session, row.notification)
        if addressee is None or not _is_wanted(session, row.notification):
            row.state, row.claimed_until = DeliveryState.DROPPED, None
            return None
        return _outgoing(session, row, addressee)


def settle(work: Work, delivery_id: int, failure: str = "", *, permanent: bool = False) -> None:
    """Say how a delivery ended; after the last failure the officers are told."""
    with work.transaction() as session:
        row = session.get_one(Delivery, delivery_id, options=[joinedload(Delivery.notification)])
        row.attempts += 1
        row.claimed_until = None
        row.failure = failure[:LONGEST_FAILURE]
        again = next_attempt(work.now(), row.attempts) if failure and not permanent else None
        if not failure:
            row.state, row.sent_at = DeliveryState.SENT, work.now()
        elif again:
            row.next_attempt_at = again
        else:
            row.state = DeliveryState.FAILED
            _tell(work, session, row)


def _free(work: Work) -> tuple[Any, ...]:
    now = work.now()
    return (
        Delivery.state == DeliveryState.QUEUED,
        Delivery.next_attempt_at <= now,
        or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= now),
    )


def _addressee(session: Session, note: Notification) -> Addressee | None:
    """Look the address up when the message goes: it may have changed since it was written."""
    if note.expert_id is not None:
        return next(iter(experts(session, [note.expert_id])), None)
    return next(iter(holders(session, [note.account_id or 0])), None)


def _is_wanted(session: Session, note: Notification) -> bool:
    """Tell whether a request for an answer still waits for one."""
    if note.purpose not in TO_ANSWER:
        return True
    asked = note.payload["assignments"]
    waiting = select(Assignment.id).where(
        Assignment.id.in_(asked), Assignment.state == AssignmentState.INVITED
    )
    return session.execute(waiting.limit(1)).first() is not None


def _outgoing(session: Session, row: Delivery, addressee: Addressee) -> Outgoing:
    note = row.notification
    link = session.execute(
        select(InvitationLink.id, InvitationLink.nonce).where(InvitationLink.notification_id == note.id)
    ).first()
    return Outgoing(
        delivery=row.id,
        channel=row.channel,
        id=f"{note.id}.{row.channel}",
        purpose=note.purpose,
        values=note.payload,
        bureau=session.get_one(Bureau, note.bureau_id).name,
        addressee=addressee,
        panel=note.panel_id,
        link=(link.id, link.nonce) if link else None,
    )


def _tell(work: Work, session: Session, row: Delivery) -> None:
    note = row.notification
    addressee = _addressee(session, note)
    sealed = sealed_on_panels(session, [note.panel_id or 0])
    name = addressee.name if addressee else ""
    values = {
        "channel": row.channel,
        "name": sealed.get((note.panel_id or 0, note.expert_id or 0), name),
        "purpose": note.purpose,
        "failure": row.failure,
        "campaign": note.payload.get("campaign", ""),
        "campaign_id": note.payload.get("campaign_id"),
    }
    tell_officers(work, session, Said(f"deliveries:{row.id}", "undelivered", Purpose.UNDELIVERED, values))
