"""People who apply to the pool: under the bureau's link, followed under a secret of their own."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Bureau, PoolRules, Registration
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.errors import NotFound, Unavailable
from reviewhub.domain.experts.application import APPLICATION, Applicant, ApplicationState, read_applicant
from reviewhub.domain.policy import Actor, Role
from reviewhub.domain.workflow import move
from reviewhub.services.work import Work, require_version

MOST_AN_HOUR: Final = 60
"""Applications that a bureau takes in an hour: more is no office's intake but somebody's script."""


@dataclass(frozen=True, slots=True)
class Door:
    """The bureau that a link belongs to, and until when one may apply (None: no end)."""

    bureau: int
    name: str
    open_until: date | None


@dataclass(frozen=True, slots=True)
class Followed:
    """An application as the person who made it sees it."""

    receipt: str
    bureau: str
    state: ApplicationState
    reason: str
    received_at: datetime
    applicant: Applicant
    version: int


def door(work: Work, link: str) -> Door:
    """Give the bureau that takes applications under a link.

    Raises :class:`NotFound` for a link that never was, that was closed, or whose time is over: they answer
    alike.
    """
    with work.reading() as session:
        row = session.execute(
            select(PoolRules.open_until, Bureau.id, Bureau.name)
            .join(Bureau, Bureau.id == PoolRules.bureau_id)
            .where(PoolRules.link == link, PoolRules.link != ""),
            execution_options=EVERY_BUREAU,
        ).one_or_none()
    if row is None or (row.open_until is not None and row.open_until < work.now().date()):
        raise NotFound("registration.closed")
    return Door(row.id, row.name, row.open_until)


def apply(work: Work, link: str, applicant: Applicant) -> str:
    """Take an application; gives the secret under which it is followed, which is kept only as a digest.

    Whether somebody of that name or phone is known already is not said. Raises :class:`Invalid` with every
    fault and :class:`Unavailable` when more come than people send.
    """
    applicant.require_sound()
    there = _acting_for(work, door(work, link).bureau)
    key = secrets.token_urlsafe(24)
    with there.transaction() as session:
        now = there.now()
        _require_room(session, now)
        row = Registration(
            receipt=_receipt(session, now),
            key_digest=digest_of(key),
            state=ApplicationState.RECEIVED,
            facts=applicant.written(),
            consented_at=now,
            received_at=now,
        )
        session.add(row)
        session.flush()
        there.record("apply", row)
    return key


def follow(work: Work, key: str) -> Followed:
    """Show an application to whoever holds its secret; raises :class:`NotFound`."""
    with work.reading() as session:
        found = session.execute(
            select(Registration, Bureau.name)
            .join(Bureau, Bureau.id == Registration.bureau_id)
            .where(Registration.key_digest == digest_of(key)),
            execution_options=EVERY_BUREAU,
        ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    row, bureau = found
    state = ApplicationState(row.state)
    return Followed(
        row.receipt, bureau, state, row.reason, row.received_at, read_applicant(row.facts), row.version
    )


def correct(work: Work, key: str, applicant: Applicant, version: int) -> None:
    """Hand an application in again that was sent back; raises :class:`WrongState` for any other."""
    applicant.require_sound()
    there = _acting_for(work, _bureau_of(work, key))
    with there.transaction() as session:
        row = session.execute(
            select(Registration).where(Registration.key_digest == digest_of(key))
        ).scalar_one()
        require_version(row, version)
        row.state = move(APPLICATION, row.state, "correct")
        row.facts, row.received_at = applicant.written(), there.now()
        there.record("correct_application", row)


def digest_of(key: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(key.encode()).hexdigest()


def _bureau_of(work: Work, key: str) -> int:
    with work.reading() as session:
        bureau = session.execute(
            select(Registration.bureau_id).where(Registration.key_digest == digest_of(key)),
            execution_options=EVERY_BUREAU,
        ).scalar_one_or_none()
    if bureau is None:
        raise NotFound("not_found")
    return bureau


def _acting_for(work: Work, bureau: int) -> Work:
    """Give a unit of work inside a bureau for a person who has no account there."""
    return Work(work.engine, work.registry, work.store, Actor(0, "", Role.EXPERT, bureau), work.now)


def _require_room(session: Session, now: datetime) -> None:
    recent = session.execute(
        select(func.count(Registration.id)).where(Registration.received_at > now - timedelta(hours=1))
    ).scalar_one()
    if recent >= MOST_AN_HOUR:
        raise Unavailable("registration.too_many")


def _receipt(session: Session, now: datetime) -> str:
    """Number an application: the day, and a random part that tells nobody how many there were."""
    while True:
        receipt = f"SQ{now:%Y%m%d}{secrets.randbelow(10**6):06d}"
        if session.execute(select(Registration.id).where(Registration.receipt == receipt)).first() is None:
            return receipt
