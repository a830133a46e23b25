"""The inbox: what was said to somebody, newest first, and what of it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from reviewhub.db.models import Account, Address, ExpertProfile, Notification
from reviewhub.db.queries.inviting.messages import in_inbox
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.experts.profile import contact_faults
from reviewhub.domain.policy import Act, require
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.work import Work

LONGEST_ADDRESS: Final = 120


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """One message; ``values`` fill its sentences, ``panel`` is the one an invitation is about."""

    id: int
    purpose: str
    values: Mapping[str, Any]
    panel: int | None
    made_at: datetime
    read_at: datetime | None


def messages(work: Work, asked: Asked) -> Listing[InboxMessage]:
    """List one's own messages; the filter ``unread`` leaves those not read yet."""
    actor = require(work.actor, Act.READ_MESSAGES)
    with work.reading() as session:
        statement = select(Notification).where(*in_inbox(actor.account))
        if asked.filters.get("unread"):
            statement = statement.where(Notification.read_at.is_(None))
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.order_by(Notification.id.desc()).limit(limit).offset(offset))
        return Listing(tuple(_message(row) for row in rows.scalars()), total, asked)


def mark_read(work: Work, notification_id: int) -> InboxMessage:
    """Note that one's own message was read, and give it; raises :class:`NotFound` for another's."""
    actor = require(work.actor, Act.READ_MESSAGES)
    with work.transaction() as session:
        statement = select(Notification).where(Notification.id == notification_id, *in_inbox(actor.account))
        row = session.execute(statement).scalar_one_or_none()
        if row is None:
            raise NotFound("not_found")
        row.read_at = row.read_at or work.now()
        return _message(row)


def mark_all_read(work: Work) -> None:
    """Note that all of one's messages were read."""
    actor = require(work.actor, Act.READ_MESSAGES)
    with work.transaction() as session:
        session.execute(
            update(Notification)
            .where(*in_inbox(actor.account), Notification.read_at.is_(None))
            .values(read_at=work.now())
            .execution_options(synchronize_session=False)
        )


def own_address(work: Work) -> str:
    """Give the e-mail address to which one's messages go; nothing where there is none."""
    actor = require(work.actor, Act.READ_MESSAGES)
    with work.reading() as session:
        statement = (
            select(ExpertProfile.email, Address.email)
            .select_from(Account)
            .outerjoin(ExpertProfile, ExpertProfile.expert_id == Account.expert_id)
            .outerjoin(Address, Address.account_id == Account.id)
            .where(Account.id == actor.account)
        )
        in_profile, left = session.execute(statement).one_or_none() or ("", "")
        return in_profile or left or ""


def save_address(work: Work, email: str) -> None:
    """Leave an e-mail address with one's account, or take it back; raises :class:`Invalid`."""
    actor = require(work.actor, Act.READ_MESSAGES)
    text = email.strip()
    faults = list(contact_faults("", text))
    if faults or len(text) > LONGEST_ADDRESS:
        raise Invalid(faults or [Problem("email", "answer.too_long", {"most": LONGEST_ADDRESS})])
    with work.transaction() as session:
        row = session.execute(select(Address).where(Address.account_id == actor.account)).scalar_one_or_none()
        if row is None:
            session.add(Address(account_id=actor.account, email=text))
        else:
            row.email = text


def _message(row: Notification) -> InboxMessage:
    return InboxMessage(row.id, row.purpose, row.payload, row.panel_id, row.made_at, row.read_at)
