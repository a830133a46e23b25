"""What results are made of: the sheets that count, task by task, in a constant number of queries."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, Text, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Conclusion,
    Expert,
    Organization,
    Project,
    ReviewedAmount,
    Sheet,
    SheetAnswer,
    SheetReturn,
    Task,
)
from reviewhub.db.queries.scoring_rounds import uncounted
from reviewhub.domain.workflow import ACTIVE

Tasks = Sequence[int] | Select[int]
StoredPoints = list[int | None]

# A campaign has thousands of these rows, and making a named tuple takes a fifth of the time of a dataclass.


class Standing(NamedTuple):
    """One active assignment and the sheet that counts for it, if there is one.

    ``points`` and ``total`` are whole ten-thousandths of a point, ``points`` in the template's order and None
    where a criterion was left out, ``total`` rescaled for those. ``expert_class`` is "" for an agency.
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
    total: int | None
    expert_class: str


class ShortStanding(NamedTuple):
    """What a campaign's page needs of an active assignment; points and total as in :class:`Standing`.

    ``scorer`` is the expert's id, or the agency's with a minus before it.
    """

    task: int
    panel: int | None
    scorer: int
    number: int
    expert_class: str
    points: StoredPoints | None
    total: int | None


class TaskFacts(NamedTuple):
    """One task with its project and the conclusion that stands; amounts in yuan.

    Before a conclusion, ``amount`` and ``cut`` are those of a goal review, if there was one.
    """

    id: int
    campaign: int
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
    """Give every active assignment of the tasks with its newest counting sheet, unless it was returned."""
    rows = session.execute(
        select(
            Assignment.task_id,
            Assignment.id,
            Assignment.panel_id,
            Assignment.expert_id,
            Assignment.agency_id,
            Assignment.number,
            Sheet.id,
            type_coerce(Sheet.points, Text),
            Sheet.digest,
            Sheet.submitted_at,
            SheetReturn.id,
            type_coerce(Sheet.total, BigInteger),
            func.coalesce(Expert.expert_class, ""),
        )
        .select_from(Assignment)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .outerjoin(Sheet, _counts())
        .outerjoin(SheetReturn, SheetReturn.sheet_id == Sheet.id)
        .where(_in(Assignment.task_id, tasks), Assignment.state.in_(ACTIVE))
        .order_by(Assignment.task_id, Assignment.number, Assignment.id, Sheet.number)
    ).all()
    newest = list({row[1]: row for row in rows}.values())
    points = _read([None if row[10] is not None else row[7] for row in newest])
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
            total=row[11] if given is not None else None,
            expert_class=row[12],
        )
        for row, given in zip(newest, points, strict=True)
    ]


def campaign_sheets(session: Session, campaign: int) -> list[Standing]:
    """Give what :func:`standing_sheets` gives of every task of a campaign."""
    return standing_sheets(session, select(Task.id).where(Task.campaign_id == campaign))


def short_standings(session: Session, campaigns: Sequence[int]) -> list[ShortStanding]:
    """Give what :func:`standing_sheets` gives, in short, of every task of some campaigns."""
    rows: Sequence[Any] = session.execute(
        select(
            Assignment.id,
            Assignment.task_id,
            Assignment.panel_id,
            func.coalesce(Assignment.expert_id, -Assignment.agency_id),
            Assignment.number,
            func.coalesce(Expert.expert_class, ""),
            type_coerce(Sheet.points, Text),
            type_coerce(Sheet.total, BigInteger),
            SheetReturn.id,
        )
        .select_from(Assignment)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Sheet, _counts())
        .outerjoin(SheetReturn, SheetReturn.sheet_id == Sheet.id)
        .where(Task.campaign_id.in_(campaigns), Assignment.state.in_(ACTIVE))
        .order_by(Assignment.task_id, Assignment.number, Assignment.id, Sheet.number)
    ).all()
    newest = list({row[0]: row for row in rows}.values())
    points = _read([None if row[8] is not None else row[6] for row in newest])
    return [
        ShortStanding._make((*row[1:6], given, row[7] if given is not None else None))
        for row, given in zip(newest, points, strict=True)
    ]


def vetoes_found(
    session: Session, campaign: int, ids: Sequence[str]
) -> dict[tuple[int, int], dict[str, Mapping[str, str]]]:
    """Give what the newest sheet of an active assignment says of vetoes, by task and scorer as in short."""
    scorer = func.coalesce(Assignment.expert_id, -Assignment.agency_id)
    rows = session.execute(
        select(Assignment.task_id, scorer, SheetAnswer.criterion, SheetAnswer.given)
        .select_from(Assignment)
        .join(Sheet, _counts())
        .join(SheetAnswer, SheetAnswer.sheet_id == Sheet.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign, Assignment.state.in_(ACTIVE), SheetAnswer.criterion.in_(ids))
        .order_by(Sheet.number)
    )
    found: dict[tuple[int, int], dict[str, Mapping[str, str]]] = {}
    for task, who, id_, given in rows:
        found.setdefault((task, who), {})[id_] = given or {}
    return found


def task_facts(session: Session, campaigns: Sequence[int]) -> list[TaskFacts]:
    """Give every task of some campaigns with project, unit and the newest conclusion."""
    rows = session.execute(
        select(
            Task.id,
            Task.campaign_id,
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
            ReviewedAmount.amount,
        )
        .select_from(Task)
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == Project.unit_id)
        .outerjoin(Conclusion, Conclusion.task_id == Task.id)
        .outerjoin(ReviewedAmount, ReviewedAmount.task_id == Task.id)
        .where(Task.campaign_id.in_(campaigns))
        .order_by(Task.campaign_id, Task.number, Conclusion.number, ReviewedAmount.number)
    ).all()
    return [_facts(*row) for row in {row[0]: row for row in rows}.values()]


def _facts(*row: Any) -> TaskFacts:
    """Take the amount of a goal review where nothing was concluded."""
    *known, reviewed = row
    facts = TaskFacts._make(known)
    if reviewed is None or facts.conclusion is not None:
        return facts
    return facts._replace(amount=reviewed, cut=facts.asked - reviewed)


def decimal_points(points: StoredPoints) -> tuple[Decimal | None, ...]:
    """Turn stored points into exact decimals."""
    return tuple(None if one is None else Decimal(one).scaleb(-4) for one in points)


def _read(texts: Sequence[str | None]) -> list[StoredPoints | None]:
    """Read many stored points at once: one call of the parser instead of thousands."""
    read: list[StoredPoints | None] = json.loads(f"[{','.join(text or 'null' for text in texts)}]")
    return read


def _counts() -> ColumnElement[bool]:
    """Join an assignment with its sheets that count: not those of a round that is still open."""
    return and_(Sheet.assignment_id == Assignment.id, Sheet.id.not_in(uncounted()))


def _in(column: object, tasks: Tasks) -> ColumnElement[bool]:
    return column.in_(tasks)  # type: ignore[attr-defined,no-any-return]  # a mapped column
