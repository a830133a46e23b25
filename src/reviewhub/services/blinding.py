"""Blind review: whose project it is, given only to readers whom the visibility table shows it now."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion
from reviewhub.db.queries.results import standing_sheets
from reviewhub.domain.policy import Role
from reviewhub.domain.visibility import Phase, may_see, turns, unit_fact
from reviewhub.services.phases import by_task, phase_of


def units_known(session: Session, role: Role, blind: Mapping[int, bool]) -> frozenset[int]:
    """Give those tasks whose unit and department this role may know; ``blind`` says it of every task.

    Phases are looked up, in two queries, only where the answer depends on them.
    """
    facts = {task: unit_fact(blind=is_blind) for task, is_blind in blind.items()}
    turning = [task for task, fact in facts.items() if turns(role, fact)]
    phases = _phases(session, turning) if turning else {}
    return frozenset(
        task for task, fact in facts.items() if may_see(role, fact, phases.get(task, Phase.SCORING))
    )


def _phases(session: Session, tasks: Sequence[int]) -> dict[int, Phase]:
    concluded = set(
        session.execute(select(Conclusion.task_id).where(Conclusion.task_id.in_(tasks))).scalars()
    )
    sheets = by_task(standing_sheets(session, tasks))
    return {task: phase_of(sheets.get(task, []), concluded=task in concluded) for task in tasks}
