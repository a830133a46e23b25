"""The daily digest: once a working day, what an officer has to know of invitations and sheets."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Bureau,
    Campaign,
    InvitationAnswer,
    Notification,
    Panel,
    Sheet,
    Task,
)
from reviewhub.db.queries.inviting.invitations import open_invitations
from reviewhub.domain.appointing.messages import DIGEST_HOUR, Purpose
from reviewhub.domain.appointing.working_time import WorkingTime
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import AssignmentState, CampaignState
from reviewhub.services.notifying.posting import Said, tell_officers
from reviewhub.services.work import Work

FIRST: Final = timedelta(days=1)


def digest_is_due(work: Work) -> bool:
    """Tell whether there is something to say today that was not said: on a working day, from nine on."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        since = _since(work, session)
        return since is not None and bool(_lines(work, session, since))


def write_digest(work: Work) -> int:
    """Write today's digest to every officer; gives 0 where it was written already, else 1."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        _hold(session, actor)
        since = _since(work, session)
        lines = _lines(work, session, since) if since else []
        if lines:
            day = WorkingTime(work.zone).day_of(work.now()).isoformat()
            values = {"day": day, "campaigns": lines}
            subject = f"bureaus:{actor.bureau}"
            tell_officers(work, session, Said(subject, f"digest.{day}", Purpose.DIGEST, values))
        return int(bool(lines))


def _hold(session: Session, actor: Actor) -> None:
    """Let nobody else write the bureau's digest until this transaction ends."""
    session.execute(select(Bureau.id).where(Bureau.id == actor.bureau).with_for_update())


def _since(work: Work, session: Session) -> datetime | None:
    """Give the moment of the last digest while today's is missing, else None."""
    time, now = WorkingTime(work.zone), work.now()
    today = time.day_of(now)
    begins = time.at(today, DIGEST_HOUR)
    if not time.works(today) or now < begins:
        return None
    statement = select(func.max(Notification.made_at)).where(Notification.purpose == Purpose.DIGEST)
    last = session.execute(statement).scalar() or now - FIRST
    return last if last < begins else None


def _lines(work: Work, session: Session, since: datetime) -> list[dict[str, Any]]:
    """Count by campaign; campaigns of which there is nothing to say are left out."""
    counted = {
        "declined": Counter(_declined(session, since)),
        "expired": Counter(_expired(session, since)),
        "waiting": Counter(one.campaign for one in open_invitations(session)),
        "overdue": Counter(_overdue(work, session)),
    }
    names = session.execute(
        select(Campaign.id, Campaign.name).where(Campaign.state != CampaignState.CLOSED).order_by(Campaign.id)
    )
    lines = [
        {"campaign_id": id_, "name": name, **{what: found[id_] for what, found in counted.items()}}
        for id_, name in names
    ]
    return [line for line in lines if any(line[what] for what in counted)]


def _declined(session: Session, since: datetime) -> Iterator[int]:
    yield from session.execute(
        select(Panel.campaign_id)
        .join(InvitationAnswer, InvitationAnswer.panel_id == Panel.id)
        .where(InvitationAnswer.act == "decline", InvitationAnswer.at >= since)
    ).scalars()


def _expired(session: Session, since: datetime) -> Iterator[int]:
    yield from session.execute(
        select(Panel.campaign_id)
        .join(Notification, Notification.panel_id == Panel.id)
        .where(Notification.purpose == Purpose.EXPIRED, Notification.made_at >= since)
    ).scalars()


def _overdue(work: Work, session: Session) -> Iterator[int]:
    """Name the campaign of every accepted assignment whose time to score is over without a sheet."""
    yield from session.execute(
        select(Task.campaign_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.state == AssignmentState.ACCEPTED,
            Campaign.state == CampaignState.OPEN,
            Campaign.closes_at <= work.now(),
            Sheet.id.is_(None),
        )
    ).scalars()
