"""What results are made of: the sheets that count, task by task, in a constant number of queries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, Text, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import Assignment, Conclusion, Organization, Project, Sheet, SheetReturn, Task
from reviewhub.domain.workflow import ACTIVE

Tasks = Sequence[int] | Select[int]
StoredPoints = list[int | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """One active assignment and the sheet that counts for it, if there is one.

    ``points`` are whole ten-thousandths in the template's order, None where a criterion was left out.
    """

    task: int
    assignment: int
    panel: int | None
    scorer: str
    number: int
    sheet: int | None
    points: StoredPoints | None
    digest: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task with its project and the conclusion that stands; amounts in yuan."""

    id: int
    number: int
    code: str
    project: str
    unit: str
    asked: Decimal
    conclusion: int | None
    total: Decimal | None
    grade: str | None
    amount: Decimal | None
    cut: Decimal | None


def standing_sheets(session: Session, tasks: Tasks) -> list[Standing]:
    """Give every active assignment of the tasks with its newest sheet, unless that was returned."""
    newest = select(func.max(Sheet.id)).where(_in(Sheet.task_id, tasks)).group_by(Sheet.assignment_id)
    counting = aliased(Sheet)
    rows = session.execute(
        select(
            Assignment.task_id,
            Assignment.id,
            Assignment.panel_id,
            Assignment.expert_id,
            Assignment.agency_id,
            Assignment.number,
            counting.id,
            type_coerce(counting.points, Text),
            counting.digest,
            counting.submitted_at,
            SheetReturn.id,
        )
        .outerjoin(counting, (counting.assignment_id == Assignment.id) & counting.id.in_(newest))
        .outerjoin(SheetReturn, SheetReturn.sheet_id == counting.id)
        .where(_in(Assignment.task_id, tasks), Assignment.state.in_(ACTIVE))
        .order_by(Assignment.task_id, Assignment.number)
    ).all()
    texts = ["null" if row[7] is None or row[10] is not None else row[7] for row in rows]
    points: list[StoredPoints | None] = json.loads(f"[{','.join(texts)}]")
    return [
        Standing(
            task=row[0],
            assignment=row[1],
            panel=row[2],
            scorer=f"expert:{row[3]}" if row[3] is not None else f"agency:{row[4]}",
            number=row[5],
            sheet=row[6] if given is not None else None,
            points=given,
            digest=row[8] or "",
            submitted_at=row[9] if given is not None else None,
        )
        for row, given in zip(rows, points, strict=True)
    ]


def task_facts(session: Session, campaign: int) -> list[TaskFacts]:
    """Give every task of a campaign with project, unit and the newest conclusion."""
    newest = (
        select(func.max(Conclusion.id))
        .join(Task, Task.id == Conclusion.task_id)
        .where(Task.campaign_id == campaign)
        .group_by(Conclusion.task_id)
    )
    rows = session.execute(
        select(
            Task.id,
            Task.number,
            Project.code,
            Project.name,
            Organization.name,
            Task.asked,
            Conclusion.id,
            Conclusion.total,
            Conclusion.grade,
            Conclusion.amount,
            Conclusion.cut,
        )
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == Project.unit_id)
        .outerjoin(Conclusion, (Conclusion.task_id == Task.id) & Conclusion.id.in_(newest))
        .where(Task.campaign_id == campaign)
        .order_by(Task.number)
    ).all()
    return [TaskFacts(*row) for row in rows]


def decimal_points(points: StoredPoints) -> tuple[Decimal | None, ...]:
    """Turn stored points into exact decimals."""
    return tuple(None if one is None else Decimal(one).scaleb(-4) for one in points)


def _in(column: object, tasks: Tasks) -> ColumnElement[bool]:
    return column.in_(tasks)  # type: ignore[attr-defined,no-any-return]  # a mapped column
