"""Which department answers for the money of each task of a campaign."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Organization, Project, Task


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
