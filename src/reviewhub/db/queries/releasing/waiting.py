"""What waits for somebody: a check, a signature, giving out, an answer to a unit, an item to verify."""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Campaign,
    Project,
    Reconsideration,
    ReconsiderationAnswer,
    RectificationEntry,
    RectificationItem,
    Release,
    ReleaseLine,
    ReleaseStep,
    Task,
)
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.rectifying.rectification import WITH_UNIT, ItemAct, ItemState
from reviewhub.domain.releasing.release import ReleaseState

BY_LEADER: Final = (ReleaseState.CHECKED,)
BY_OFFICER: Final = (ReleaseState.PREPARED, ReleaseState.SIGNED)
ABOUT_TERMS: Final = (ItemAct.ASK_EXTENSION, ItemAct.GRANT_EXTENSION, ItemAct.REFUSE_EXTENSION)


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


class WaitingItems(NamedTuple):
    """Items to mend that want an officer: reported ones, overdue ones, requests for a later term."""

    reported: int = 0
    overdue: int = 0
    extensions: int = 0


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


def waiting_items(session: Session, today: date) -> WaitingItems:
    """Count the items that want an officer; an extension waits while no later entry answers it."""
    item = RectificationItem
    late = item.state.in_(WITH_UNIT) & (item.due_on < today)
    counted = session.execute(
        select(
            func.coalesce(func.sum(case((item.state == ItemState.REPORTED, 1), else_=0)), 0),
            func.coalesce(func.sum(case((late, 1), else_=0)), 0),
        )
    ).one()
    entry = RectificationEntry
    newest = dict(
        iter(
            session.execute(
                select(entry.item_id, entry.act)
                .join(item, item.id == entry.item_id)
                .where(item.state.in_(WITH_UNIT), entry.act.in_(ABOUT_TERMS))
                .order_by(entry.item_id, entry.number)
            )
        )
    )
    asked = sum(act == ItemAct.ASK_EXTENSION for act in newest.values())
    return WaitingItems(int(counted[0]), int(counted[1]), asked)
