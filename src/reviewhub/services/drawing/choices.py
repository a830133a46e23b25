"""What a panel can be for, whether it is drawn or appointed: a campaign and its tasks."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Organization, Project, Task
from reviewhub.domain.workflow import ACTIVE


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task that a panel could be for."""

    id: int
    number: int
    project: str
    unit: str
    members: int


@dataclass(frozen=True, slots=True)
class CampaignName:
    """The campaign that a panel is for."""

    id: int
    name: str


def task_choices(session: Session, campaign_id: int) -> tuple[TaskChoice, ...]:
    """Give the tasks of a campaign with how many stand on each."""
    members = (
        select(Assignment.task_id, func.count().label("members"))
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Assignment.state.in_(ACTIVE))
        .group_by(Assignment.task_id)
        .subquery()
    )
    rows = session.execute(
        select(Task.id, Task.number, Project.name, Organization.name, func.coalesce(members.c.members, 0))
        .select_from(Task)
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == Project.unit_id)
        .outerjoin(members, members.c.task_id == Task.id)
        .where(Task.campaign_id == campaign_id)
        .order_by(Task.number)
    ).all()
    return tuple(TaskChoice(*row) for row in rows)
