"""Lots drawn for tasks: the newest, and whose turn it is by it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import AgencyLot, Assignment, Commission
from reviewhub.domain.workflow import ACTIVE


def lots_of(session: Session, task_id: int) -> Sequence[AgencyLot]:
    """Give the lots of a task, oldest first; only the newest counts."""
    statement = select(AgencyLot).where(AgencyLot.task_id == task_id).order_by(AgencyLot.number)
    return session.execute(statement).scalars().all()


def agencies_in_order(lot: AgencyLot) -> tuple[int, ...]:
    """Give the ids of agencies as they were drawn: the first, then who follows; nobody before the draw."""
    if lot.certificate is None:
        return ()
    drawn = lot.certificate["draw"]
    return tuple(int(lot.agencies[code]["id"]) for code in (*drawn["panel"], *drawn["alternates"]))


def gone_from(session: Session, task_id: int) -> frozenset[int]:
    """Give the agencies that had the task and have it no more: declined, stepped back or excluded."""
    rows = session.execute(
        select(Commission.agency_id)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.task_id == task_id, Assignment.state.not_in(ACTIVE))
    )
    return frozenset(rows.scalars())
