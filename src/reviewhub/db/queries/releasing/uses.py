"""Uses of results, secrecy of projects and accepted reports, for many tasks at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Acceptance,
    Assignment,
    Commission,
    Document,
    Expert,
    Organization,
    Project,
    ProjectSecrecy,
    Rectification,
    RectificationItem,
    Report,
    ResultUse,
    Task,
)
from reviewhub.domain.rectifying.rectification import ItemState
from reviewhub.domain.releasing.result_use import UseItem

NOT_ISSUED = (ItemState.PROPOSED, ItemState.DROPPED)


class AcceptedReport(NamedTuple):
    """An accepted report: its document's name, kind and digest."""

    task: int
    name: str
    media_type: str
    sha256: str


class Demand(NamedTuple):
    """Something that a department was asked to mend."""

    task: int
    problem: str
    demand: str
    due_on: date


def uses_of(session: Session, tasks: Sequence[int]) -> Mapping[int, dict[UseItem, ResultUse]]:
    """Give what was noted of tasks, by task and item, the newest of each."""
    rows = session.execute(
        select(ResultUse).where(ResultUse.task_id.in_(tasks)).order_by(ResultUse.number)
    ).scalars()
    found: dict[int, dict[UseItem, ResultUse]] = defaultdict(dict)
    for row in rows:
        found[row.task_id][UseItem(row.item)] = row
    return found


def secrecies_of(session: Session, projects: Sequence[int]) -> Mapping[int, ProjectSecrecy]:
    """Give what stands of projects about which anything was ever said, secret or not."""
    rows = session.execute(
        select(ProjectSecrecy).where(ProjectSecrecy.project_id.in_(projects)).order_by(ProjectSecrecy.number)
    ).scalars()
    return {row.project_id: row for row in rows}


def departments_of(session: Session, tasks: Sequence[int]) -> dict[int, tuple[int, str, int]]:
    """Give by task the id and name of who answers for it, department or else unit, and the project's id."""
    rows = session.execute(
        select(Task.id, Project.id, Project.department_id, Project.unit_id)
        .join(Project, Project.id == Task.project_id)
        .where(Task.id.in_(tasks))
    )
    found = {task: (department or unit, project) for task, project, department, unit in rows}
    wanted = {one for one, _ in found.values()}
    names: dict[int, str] = dict(
        iter(session.execute(select(Organization.id, Organization.name).where(Organization.id.in_(wanted))))
    )
    return {task: (one, names[one], project) for task, (one, project) in found.items()}


def accepted_reports(session: Session, tasks: Sequence[int]) -> list[AcceptedReport]:
    """Give the accepted version of every report on these tasks."""
    rows = session.execute(
        select(Commission.task_id, Document.name, Document.media_type, Document.sha256)
        .join(Report, Report.commission_id == Commission.id)
        .join(Acceptance, Acceptance.report_id == Report.id)
        .join(Document, Document.id == Report.document_id)
        .where(Acceptance.approved, Commission.task_id.in_(tasks))
        .order_by(Commission.task_id, Report.number)
    )
    return [AcceptedReport._make(row) for row in rows]


def expert_names(session: Session, tasks: Sequence[int]) -> frozenset[str]:
    """Name everybody who was ever asked to score these tasks."""
    rows = session.execute(
        select(Expert.name)
        .join(Assignment, Assignment.expert_id == Expert.id)
        .where(Assignment.task_id.in_(tasks))
    )
    return frozenset(rows.scalars())


def demands_of(session: Session, tasks: Sequence[int]) -> list[Demand]:
    """Give what departments were told to mend about these tasks."""
    rows = session.execute(
        select(
            Rectification.task_id,
            RectificationItem.problem,
            RectificationItem.demand,
            RectificationItem.due_on,
        )
        .join(Rectification, Rectification.id == RectificationItem.rectification_id)
        .where(Rectification.task_id.in_(tasks), RectificationItem.state.not_in(NOT_ISSUED))
        .order_by(Rectification.task_id, Rectification.number, RectificationItem.number)
    )
    return [Demand._make(row) for row in rows]
