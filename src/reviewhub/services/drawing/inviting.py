"""Putting people on tasks: one invitation a person and task, under code numbers that tell nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Panel
from reviewhub.domain.workflow import ACTIVE, AssignmentState
from reviewhub.services.work import DICE


@dataclass(frozen=True, slots=True)
class Told:
    """When people are invited, what shuffles their codes, and what an officer was shown and accepted."""

    at: datetime
    noted: Sequence[Any] = ()
    dice: Random = DICE


def invite(
    session: Session,
    panel: Panel,
    members: Mapping[int, str],
    tasks: Sequence[int],
    told: Told,
) -> list[Assignment]:
    """Invite people, each for a reason, to the tasks on which they do not stand yet; gives the new rows.

    The caller records its act.
    """
    return seat(session, panel, dict.fromkeys(tasks, members), told)


def seat(
    session: Session, panel: Panel, seats: Mapping[int, Mapping[int, str]], told: Told
) -> list[Assignment]:
    """Invite to every task people of its own, each for a reason, as :func:`invite` does.

    The numbers under which scores are shown are shuffled for every task, so that nobody carries the same one
    through all tasks of a panel. The caller records its act.
    """
    rows = [
        Assignment(
            task_id=task,
            panel_id=panel.id,
            expert_id=expert,
            number=number,
            state=AssignmentState.INVITED,
            reason=seats[task][expert],
            warnings=list(told.noted),
            invited_at=told.at,
        )
        for task, (highest, standing) in _taken(session, list(seats)).items()
        for expert, number in _numbered(
            [one for one in seats[task] if one not in standing], highest, told.dice
        )
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _numbered(experts: Sequence[int], highest: int, dice: Random) -> list[tuple[int, int]]:
    numbers = list(range(highest + 1, highest + len(experts) + 1))
    dice.shuffle(numbers)
    return list(zip(experts, numbers, strict=True))


def _taken(session: Session, tasks: Sequence[int]) -> dict[int, tuple[int, set[int | None]]]:
    """Give for every task the highest code number so far and the experts who stand on it."""
    taken: dict[int, tuple[int, set[int | None]]] = {task: (0, set()) for task in tasks}
    rows = session.execute(
        select(Assignment.task_id, Assignment.expert_id, Assignment.number, Assignment.state).where(
            Assignment.task_id.in_(tasks)
        )
    )
    for task, expert, number, state in rows:
        highest, members = taken[task]
        if state in ACTIVE:
            members.add(expert)
        taken[task] = (max(highest, number), members)
    return taken
