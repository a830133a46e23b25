"""Which department answers for the money of each task of a campaign."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, Organization, Project, Task
from reviewhub.domain.recommendation import Action


class Answerable(NamedTuple):
    """The department of a task; the unit itself where the list names no department."""

    id: int
    name: str


def departments(session: Session, campaign: int) -> dict[int, Answerable]:
    """Give the department of every task of a campaign."""
    department = func.coalesce(Project.department_id, Project.unit_id)
    rows = session.execute(
        select(Task.id, Organization.id, Organization.name)
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == department)
        .where(Task.campaign_id == campaign)
    )
    return {task: Answerable(id_, name) for task, id_, name in rows}


def officers_cuts(session: Session, campaign: int) -> dict[int, tuple[str, str]]:
    """Give what officers cut (yuan) and why, by task, as the standing conclusions froze it."""
    rows = session.execute(
        select(Conclusion.task_id, Conclusion.action, Conclusion.snapshot)
        .join(Task, Task.id == Conclusion.task_id)
        .where(Task.campaign_id == campaign, Conclusion.action == Action.CUT)
        .order_by(Conclusion.number)
    )
    frozen = {task: snapshot for task, _, snapshot in rows}
    return {
        task: (one["officer_cut"], one["officer_cut_reason"])
        for task, one in frozen.items()
        if one["officer_cut"] is not None
    }
