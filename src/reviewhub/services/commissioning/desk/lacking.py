"""What keeps a milestone from being passed: material of the check-list, comments without an answer."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from reviewhub.db.models import ChecklistItem, DraftComment
from reviewhub.db.queries.commissioning.checklists import listed_items
from reviewhub.db.queries.commissioning.comments import comments_of
from reviewhub.db.queries.commissioning.milestones import scheduled
from reviewhub.db.queries.commissions import Commissioned
from reviewhub.domain.commissioning.milestone import Milestone
from reviewhub.domain.errors import Problem
from reviewhub.services.work import Work


def lacking(work: Work, session: Session, one: Commissioned, act: str) -> Iterator[Problem]:
    """Name what must be there before an act along the schedule."""
    if act == "close_comments":
        yield from _comments(work, session, one)
    if act == "complete_evidence":
        items = listed_items(session, ChecklistItem.task_id == one.task)
        missing = [item.title.zh for item in items if item.is_open]
        if missing:
            yield Problem("", "milestone.items_open", {"count": len(missing), "first": missing[0]})


def _comments(work: Work, session: Session, one: Commissioned) -> Iterator[Problem]:
    """Name the comments without an answer, and the days that are left for more of them."""
    lines = comments_of(session, DraftComment.commission_id == one.id)
    left = sum(not line.adoption for line in lines)
    if left:
        yield Problem("", "milestone.comments_unanswered", {"count": left})
    until = scheduled(session, [one.id])[one.id].terms.get(Milestone.COMMENTS)
    if until is not None and work.now().date() <= until:
        yield Problem("", "milestone.comments_until", {"day": until.isoformat()})
