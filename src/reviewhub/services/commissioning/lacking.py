"""What keeps a milestone from being passed: material of the check-list, comments without an answer."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from reviewhub.db.models import ChecklistItem
from reviewhub.db.queries.commissioning.checklists import listed_items
from reviewhub.db.queries.commissions import Commissioned
from reviewhub.domain.errors import Problem
from reviewhub.services.work import Work


def lacking(work: Work, session: Session, one: Commissioned, act: str) -> Iterator[Problem]:
    """Name what must be there before an act along the schedule."""
    del work
    if act == "complete_evidence":
        items = listed_items(session, ChecklistItem.task_id == one.task)
        missing = [item.title.zh for item in items if item.is_open]
        if missing:
            yield Problem("", "milestone.items_open", {"count": len(missing), "first": missing[0]})
