"""A matching by its id, for those who may work on all of its tasks."""

from sqlalchemy.orm import Session

from reviewhub.db.models import Matching
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Actor


def found_matching(session: Session, actor: Actor, matching_id: int) -> Matching:
    """Give a matching; raises :class:`NotFound`, also for an officer tied to the unit of one of its tasks."""
    matching = session.get(Matching, matching_id)
    if matching is None or walled_tasks(session, actor.account, {task for task, *_ in matching.pairs}):
        raise NotFound("not_found")
    return matching
