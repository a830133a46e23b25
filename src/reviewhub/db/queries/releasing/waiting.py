"""What of releases waits for somebody: a check, a signature, giving out, an answer to a unit."""

from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Campaign,
    Project,
    Reconsideration,
    ReconsiderationAnswer,
    Release,
    ReleaseLine,
    ReleaseStep,
    Task,
)
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.releasing.release import ReleaseState

BY_LEADER: Final = (ReleaseState.CHECKED,)
BY_OFFICER: Final = (ReleaseState.PREPARED, ReleaseState.SIGNED)


class WaitingRelease(NamedTuple):
    """A release that the reader can take further."""

    release: int
    number: int
    campaign: str
    state: str


class WaitingRequest(NamedTuple):
    """A unit's request that nobody answered yet."""

    release: int
    project: str


def waiting_releases(session: Session, actor: Actor) -> tuple[WaitingRelease, ...]:
    """Give the releases that wait for this reader, not the check of one's own; nothing for who only reads."""
    wanted = BY_LEADER if may(actor, Act.SIGN_RELEASES) else BY_OFFICER
    if not may(actor, Act.SIGN_RELEASES) and not may(actor, Act.RUN_CAMPAIGNS):
        return ()
    own = (
        select(ReleaseStep.id)
        .where(ReleaseStep.release_id == Release.id, ReleaseStep.account_id == actor.account)
        .exists()
    )
    rows = session.execute(
        select(Release.id, Release.number, Campaign.name, Release.state)
        .join(Campaign, Campaign.id == Release.campaign_id)
        .where(Release.state.in_(wanted), (Release.state != ReleaseState.PREPARED) | ~own)
        .order_by(Release.id)
    )
    return tuple(WaitingRelease._make(row) for row in rows)


def waiting_requests(session: Session) -> tuple[WaitingRequest, ...]:
    """Give the requests of units without an answer."""
    rows = session.execute(
        select(ReleaseLine.release_id, Project.name)
        .select_from(Reconsideration)
        .join(ReleaseLine, ReleaseLine.id == Reconsideration.line_id)
        .join(Task, Task.id == ReleaseLine.task_id)
        .join(Project, Project.id == Task.project_id)
        .outerjoin(ReconsiderationAnswer, ReconsiderationAnswer.reconsideration_id == Reconsideration.id)
        .where(ReconsiderationAnswer.id.is_(None))
        .order_by(Reconsideration.id)
    )
    return tuple(WaitingRequest._make(row) for row in rows)
