"""Tasks that must be done anew because a scorer had a conflict of interest, as pages and files say it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from reviewhub.db.queries.findings import redos


@dataclass(frozen=True, slots=True)
class Redo:
    """Why a task must be done anew, since when, and the finding that says so."""

    reason: str
    since: datetime
    finding: int


def redos_of(session: Session, tasks: Collection[int]) -> dict[int, Redo]:
    """Give those of the tasks that must be done anew; one query."""
    return {
        task: Redo(one.reason, one.decided_at, one.finding_id) for task, one in redos(session, tasks).items()
    }
