"""Walls: which tasks an account keeps away from, because of a tie of its own to whose project it is."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewhub.db.models import (
    AccountTie,
    Assignment,
    Commission,
    ConflictFinding,
    Document,
    PaymentHold,
    Project,
    Rectification,
    Sheet,
    Task,
)
from reviewhub.db.queries.conflicts import bodies_of

# How an id in an address leads to the task it belongs to.
LEADING: Final[Mapping[str, tuple[InstrumentedAttribute[int], InstrumentedAttribute[int]]]] = {
    "assignment": (Assignment.id, Assignment.task_id),
    "commission": (Commission.id, Commission.task_id),
    "document": (Document.id, Document.task_id),
    "hold": (PaymentHold.id, PaymentHold.task_id),
    "rectification": (Rectification.id, Rectification.task_id),
    "finding": (ConflictFinding.id, ConflictFinding.task_id),
    "sheet": (Sheet.id, Sheet.task_id),
    "task": (Task.id, Task.id),
}


def walled_tasks(session: Session, account: int, tasks: Collection[int]) -> frozenset[int]:
    """Give those of the tasks whose unit or department is a body that the account declared a tie to."""
    tied = _tied(session, account)
    if not tied:
        return frozenset()
    bodies = bodies_of(session)
    barred = {bodies.body(one) for one in tied}
    rows = session.execute(
        select(Task.id, Project.unit_id, Project.department_id)
        .join(Project, Project.id == Task.project_id)
        .where(Task.id.in_(tasks))
    )
    return frozenset(
        task for task, *owners in rows if barred & {bodies.body(one) for one in owners if one is not None}
    )


def is_walled(session: Session, account: int, named: Mapping[str, int]) -> bool:
    """Tell whether what an address names, by kind and id, belongs to a task the account keeps away from."""
    known = {name: id_ for name, id_ in named.items() if name in LEADING}
    if not known or not _tied(session, account):
        return False
    tasks = [
        task
        for name, id_ in known.items()
        for task in session.execute(select(LEADING[name][1]).where(LEADING[name][0] == id_)).scalars()
    ]
    return bool(walled_tasks(session, account, tasks))


def _tied(session: Session, account: int) -> list[int]:
    statement = select(AccountTie.organization_id).where(AccountTie.account_id == account)
    return list(session.execute(statement).scalars())
