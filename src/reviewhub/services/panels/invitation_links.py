"""Answering by the link of a message, without signing in: it opens one invitation, and nothing else."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Bureau, Expert, InvitationAnswer, InvitationLink
from reviewhub.db.queries.inviting.invitations import LATER, open_invitations
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.policy import Act, Actor, Role, require
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.panels.answering import (
    Answer,
    Answering,
    acceptance,
    is_over,
    own_rows,
    refusal,
    take_answer,
)
from reviewhub.services.panels.invitations import Invitation, shown_to
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class LinkKey:
    """What the address of a link holds under the server's signature."""

    id: int
    nonce: str


@dataclass(frozen=True, slots=True)
class LinkedInvitation:
    """What a link opens; ``closed`` is the code of why it answers nothing any more, "" while it does.

    A closed link shows no invitation, only what was ``answered`` by it: accept, decline, later or nothing.
    """

    bureau: str
    name: str
    closed: str
    answered: str = ""
    invitation: Invitation | None = None


def holder_of(work: Work, key: LinkKey) -> Actor:
    """Give the expert for whom a link acts, without any account; raises :class:`NotFound`."""
    with work.reading() as session:
        row = session.execute(
            select(InvitationLink.bureau_id, InvitationLink.expert_id, Expert.name)
            .join(Expert, Expert.id == InvitationLink.expert_id)
            .where(InvitationLink.id == key.id, InvitationLink.nonce == key.nonce)
            .execution_options(**EVERY_BUREAU)
        ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return Actor(0, row.name, Role.EXPERT, row.bureau_id, expert=row.expert_id)


def linked_invitation(work: Work, key: LinkKey) -> LinkedInvitation:
    """Open a link for its holder; changes nothing, however often it is opened."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        link = _link(session, key)
        bureau = session.get_one(Bureau, link.bureau_id).name
        closed = _closed(work, session, actor, link)
        if closed:
            return LinkedInvitation(bureau, actor.name, closed, _answered(session, link))
        return LinkedInvitation(
            bureau, actor.name, "", invitation=shown_to(work, session, actor, link.panel_id)
        )


def accept_by_link(work: Work, key: LinkKey, *, pledged: bool) -> None:
    """Accept with the pledge."""
    _answer(work, key, acceptance(work, pledged=pledged))


def decline_by_link(work: Work, key: LinkKey, reason: str) -> None:
    """Decline with a reason."""
    _answer(work, key, refusal(reason))


def put_off_by_link(work: Work, key: LinkKey, until: date | None) -> None:
    """Promise an answer by the end of a day; the reminder of that day brings a new link."""
    _answer(work, key, Answer(LATER, until=until))


def _answer(work: Work, key: LinkKey, answer: Answer) -> None:
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        link = _link(session, key, held=True)
        closed = _closed(work, session, actor, link)
        if closed:
            raise WrongState(closed)
        link.used_at = work.now()
        take_answer(work, session, Answering(actor, link.panel_id, link.id), answer)


def _link(session: Session, key: LinkKey, *, held: bool = False) -> InvitationLink:
    """Give the row; held, so that of two answers at once one finds it used."""
    statement = select(InvitationLink).where(InvitationLink.id == key.id, InvitationLink.nonce == key.nonce)
    link = session.execute(statement.with_for_update() if held else statement).scalar_one_or_none()
    if link is None:
        raise NotFound("not_found")
    return link


def _closed(work: Work, session: Session, actor: Actor, link: InvitationLink) -> str:
    if link.used_at is not None:
        return "link.used"
    if link.revoked_at is not None:
        return "link.revoked"
    if work.now() >= link.expires_at:
        return "link.expired"
    rows = own_rows(session, actor, link.panel_id)
    if not any(row.state == AssignmentState.INVITED for row in rows):
        return "link.answered" if rows else "link.revoked"
    waiting = open_invitations(session, panel=link.panel_id, expert=link.expert_id)
    return "invitation.expired" if any(is_over(work, one) for one in waiting) else ""


def _answered(session: Session, link: InvitationLink) -> str:
    statement = select(InvitationAnswer.act).where(InvitationAnswer.link_id == link.id)
    return session.execute(statement.limit(1)).scalar() or ""
