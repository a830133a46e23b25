"""Check-lists of conclusions: which conclusions have one, and what was noted of their lines last."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Conclusion, PreconditionCheck, Task

CONDITIONAL: Final = '"conditional":true'  # as the canonical form of a snapshot has it, and no text can

Checks = Mapping[tuple[int, str], Sequence[PreconditionCheck]]


def conditional_snapshots(session: Session, campaigns: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Give the snapshots of the conditional conclusions of some campaigns, by the conclusion."""
    rows = session.execute(
        select(Conclusion.id, Conclusion.snapshot)
        .join(Task, Task.id == Conclusion.task_id)
        .where(
            Task.campaign_id.in_(campaigns),
            type_coerce(Conclusion.snapshot, Text).contains(CONDITIONAL, autoescape=True),
        )
    )
    return dict(iter(rows))


def checks_of(session: Session, conclusions: Sequence[int]) -> Checks:
    """Give what was noted of every line of these conclusions, by conclusion and line, the newest last."""
    checks: dict[tuple[int, str], list[PreconditionCheck]] = {}
    rows = session.execute(
        select(PreconditionCheck)
        .where(PreconditionCheck.conclusion_id.in_(conclusions))
        .options(joinedload(PreconditionCheck.account), joinedload(PreconditionCheck.document))
        .order_by(PreconditionCheck.number)
    ).scalars()
    for row in rows:
        checks.setdefault((row.conclusion_id, row.precondition), []).append(row)
    return checks
