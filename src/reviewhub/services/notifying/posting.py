"""Writing messages down in the transaction of the act they tell of; sending them is another's work."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Delivery, InvitationLink, Notification
from reviewhub.db.queries.inviting.recipients import Addressee, officers
from reviewhub.domain.appointing.messages import INBOX, INDOORS, LOG, DeliveryState, Purpose, key_of
from reviewhub.plugin.protocols import Notifier, Recipient
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to say once: about which row, by which rule, with which values.

    ``assignment`` is the first of the invitation it is about. It goes out from ``not_before`` on, and with
    ``link_until`` it carries a link that answers the invitation until then.
    """

    subject: str
    rule: str
    purpose: Purpose
    values: Mapping[str, Any]
    panel: int | None = None
    assignment: int | None = None
    not_before: datetime | None = None
    link_until: datetime | None = None


def post(work: Work, session: Session, said: Said, addressees: Iterable[Addressee]) -> bool:
    """Write a message to everybody who has not got it; tells whether each is reached by some channel."""
    keyed = {f"{key_of(said.subject, said.rule)}{_suffix(one)}": one for one in addressees}
    present = set(
        session.execute(select(Notification.key).where(Notification.key.in_(list(keyed)))).scalars()
    )
    reached = [_write(work, session, said, key, one) for key, one in keyed.items() if key not in present]
    return all(reached)


def tell_officers(work: Work, session: Session, said: Said) -> None:
    """Write a message to every officer of the bureau."""
    bureau = work.actor.bureau if work.actor else None
    if bureau is not None:
        post(work, session, said, officers(session, bureau))


def channels(work: Work, addressee: Addressee, purpose: str) -> list[str]:
    """Name the channels by which a message goes to somebody."""
    recipient = Recipient(addressee.name, addressee.account, addressee.email)
    offered: Iterable[Notifier] = work.registry.notifiers.values()
    if purpose in INDOORS:
        offered = (one for one in offered if one.key in {INBOX, LOG})
    return [one.key for one in offered if one.reaches(recipient)]


def _suffix(addressee: Addressee) -> str:
    """Tell the officers apart; an invitation has one expert already."""
    return "" if addressee.expert is not None else f"/accounts:{addressee.account}"


def _write(work: Work, session: Session, said: Said, key: str, addressee: Addressee) -> bool:
    note = Notification(
        key=key,
        purpose=said.purpose,
        account_id=addressee.account,
        expert_id=addressee.expert,
        panel_id=said.panel,
        assignment_id=said.assignment,
        payload=dict(said.values),
        made_at=work.now(),
    )
    session.add(note)
    session.flush()
    names = channels(work, addressee, said.purpose)
    session.add_all(
        Delivery(
            notification_id=note.id,
            channel=name,
            state=DeliveryState.QUEUED,
            next_attempt_at=said.not_before or work.now(),
        )
        for name in names
    )
    if said.link_until is not None and addressee.expert is not None:
        session.add(_link(note, said, said.link_until))
    session.flush()
    return any(name != LOG for name in names)


def _link(note: Notification, said: Said, until: datetime) -> InvitationLink:
    return InvitationLink(
        notification_id=note.id,
        panel_id=said.panel,
        expert_id=note.expert_id,
        nonce=secrets.token_urlsafe(24),
        expires_at=until,
    )
