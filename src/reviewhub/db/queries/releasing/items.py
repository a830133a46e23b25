"""Items to mend with what they belong to, and everything entered about them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Document,
    PaymentHold,
    Project,
    Rectification,
    RectificationEntry,
    RectificationItem,
    Task,
)
from reviewhub.db.queries.projects import of_unit
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.rectifying.rectification import ItemState


def open_to(actor: Actor) -> ColumnElement[bool]:
    """Tell which items a reader may know of: the bureau all, a unit what was issued to it."""
    if may(actor, Act.READ_RESULTS):
        return Project.id.is_not(None)
    kept = RectificationItem.state.not_in((ItemState.PROPOSED, ItemState.DROPPED))
    return of_unit(actor.unit) & kept


def items(session: Session, *wanted: ColumnElement[bool]) -> Sequence[RectificationItem]:
    """Give the wanted items with rectification, task, project and unit, by term."""
    statement = (
        select(RectificationItem)
        .join(Rectification, Rectification.id == RectificationItem.rectification_id)
        .join(Task, Task.id == Rectification.task_id)
        .join(Project, Project.id == Task.project_id)
        .where(*wanted)
        .options(
            joinedload(RectificationItem.rectification)
            .joinedload(Rectification.task)
            .options(joinedload(Task.campaign), joinedload(Task.project).joinedload(Project.unit))
        )
        .order_by(RectificationItem.due_on, RectificationItem.id)
    )
    return session.execute(statement).scalars().all()


def entries_of(session: Session, wanted: Sequence[int]) -> dict[int, list[RectificationEntry]]:
    """Give what was entered about items, by item, the newest last."""
    rows = session.execute(
        select(RectificationEntry)
        .where(RectificationEntry.item_id.in_(wanted))
        .options(joinedload(RectificationEntry.account), joinedload(RectificationEntry.document))
        .order_by(RectificationEntry.item_id, RectificationEntry.number)
    ).scalars()
    found: dict[int, list[RectificationEntry]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def proofs_for(unit: int) -> ColumnElement[bool]:
    """Tell the documents by which a unit proves what it mended."""
    return (
        select(RectificationEntry.id)
        .join(RectificationItem, RectificationItem.id == RectificationEntry.item_id)
        .join(Rectification, Rectification.id == RectificationItem.rectification_id)
        .join(Task, Task.id == Rectification.task_id)
        .join(Project, Project.id == Task.project_id)
        .where(RectificationEntry.document_id == Document.id, of_unit(unit))
        .exists()
    )


def holds(session: Session, *wanted: ColumnElement[bool]) -> Sequence[PaymentHold]:
    """Give the wanted holds with task, project and unit, the newest first."""
    statement = (
        select(PaymentHold)
        .join(Task, Task.id == PaymentHold.task_id)
        .join(Project, Project.id == Task.project_id)
        .where(*wanted)
        .options(
            joinedload(PaymentHold.account),
            joinedload(PaymentHold.task).options(
                joinedload(Task.campaign),
                joinedload(Task.project).options(joinedload(Project.unit), joinedload(Project.department)),
            ),
        )
        .order_by(PaymentHold.id.desc())
    )
    return session.execute(statement).scalars().all()
