"""What was released of tasks: the lines of releases that reached the departments, the newest last."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Release, ReleaseLine, ReleaseStep
from reviewhub.domain.releasing.release import ReleaseAct, ReleaseState


class ReleasedLine(NamedTuple):
    """One released result: ids of line, release, task and conclusion; the release's number; when."""

    line: int
    release: int
    number: int
    campaign: int
    task: int
    conclusion: int
    released_at: datetime


def released_lines(session: Session, tasks: Sequence[int] | Select[int]) -> list[ReleasedLine]:
    """Give every released result of some tasks, by task, the newest of each last; one query."""
    rows = session.execute(
        select(
            ReleaseLine.id,
            Release.id,
            Release.number,
            Release.campaign_id,
            ReleaseLine.task_id,
            ReleaseLine.conclusion_id,
            ReleaseStep.done_at,
        )
        .join(Release, Release.id == ReleaseLine.release_id)
        .join(ReleaseStep, ReleaseStep.release_id == Release.id)
        .where(
            Release.state == ReleaseState.RELEASED,
            ReleaseStep.act == ReleaseAct.RELEASE,
            ReleaseLine.task_id.in_(tasks),
        )
        .order_by(ReleaseLine.task_id, ReleaseStep.done_at, ReleaseLine.id)
    )
    return [ReleasedLine._make(row) for row in rows]


def standing_lines(session: Session, tasks: Sequence[int] | Select[int]) -> dict[int, ReleasedLine]:
    """Give the newest released result of each task that has one, by task."""
    return {one.task: one for one in released_lines(session, tasks)}
