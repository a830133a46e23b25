"""Keeping the envelope: nothing is concluded that goes over it or over a department's ceiling."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, Project, Task
from reviewhub.db.queries.budget.envelopes import (
    concluded_shares,
    departments_of,
    envelope_of,
    standing_envelope,
)
from reviewhub.domain.budget.envelope import Share, exceeded
from reviewhub.domain.errors import Invalid


def require_within(session: Session, new: Sequence[Conclusion], campaign: int) -> None:
    """Refuse conclusions that, with those that stand, exceed a limit; raises :class:`Invalid` naming each."""
    envelope = envelope_of(standing_envelope(session, campaign, held=True))
    if not envelope.is_set:
        return
    amounts = {one.task_id: one.amount for one in new}
    rows = session.execute(
        select(Task.id, Project.department_id)
        .join(Project, Project.id == Task.project_id)
        .where(Task.id.in_(amounts))
    )
    added = [Share(row.department_id, amounts[row.id]) for row in rows]
    shares = [*concluded_shares(session, campaign, amounts), *added]
    problems = exceeded(envelope, shares, departments_of(session, campaign))
    if problems:
        raise Invalid(problems)
