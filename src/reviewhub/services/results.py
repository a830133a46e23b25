"""Results: what the sheets of a task or a campaign say, computed anew each time, frozen ones as frozen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Conclusion, Document, Project, Sheet, SheetReturn, Task
from reviewhub.db.queries.results import Standing, decimal_points, standing_sheets
from reviewhub.db.queries.sheets import latest_sheets
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.policy import Act, Role, require
from reviewhub.domain.result import MoneyFacts, Result, SubmittedSheet, review
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.domain.words import Reason
from reviewhub.services.campaigns import CampaignHead, head_of, rules_of
from reviewhub.services.consistency import Consistency, consistency_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Member:
    """One assignment on a task's page; the name only where this reader may see it, the total once sealed."""

    assignment: int
    number: int
    name: str
    kind: str
    state: str
    answer_reason: str
    submitted_at: datetime | None
    returned: str
    total: Decimal | None
    sheet: int | None
    version: int


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A document of the task."""

    id: int
    name: str
    purpose: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ConclusionLine:
    """One conclusion of a task, the newest last; amounts in yuan."""

    id: int
    number: int
    total: Decimal
    grade: str
    conclusion: str
    action: str
    asked: Decimal
    amount: Decimal
    cut: Decimal
    reason: str
    digest: str
    concluded_at: datetime


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task as this reader may see it; ``result`` is None while hidden or not to be had, with ``why``."""

    id: int
    number: int
    code: str
    project: str
    unit: str
    department: str
    nature: str
    fund: str
    asked: Decimal
    campaign: CampaignHead
    phase: Phase
    members: tuple[Member, ...]
    materials: tuple[MaterialLine, ...]
    result: Result | None
    why: Reason | None
    consistency: Consistency | None
    conclusions: tuple[ConclusionLine, ...]


def review_result(work: Work, task_id: int) -> TaskPage:
    """Give a task with its result by code names, in a constant number of queries."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = found_task(session, task_id)
        sheets = standing_sheets(session, [task_id])
        conclusions = _conclusions(session, task_id)
        phase = phase_of(sheets, concluded=bool(conclusions))
        visible = may_see(actor.role, Fact.RESULT, phase)
        result, why = result_or_why(work, task, sheets) if visible else (None, Reason("result.sealed"))
        around = _same_panel(session, task, sheets) if visible else []
        project = task.project
        return TaskPage(
            id=task.id,
            number=task.number,
            code=project.code,
            project=project.name,
            unit=project.unit.name,
            department=project.department.name if project.department else "",
            nature=project.nature,
            fund=project.fund,
            asked=task.asked,
            campaign=head_of(task.campaign),
            phase=phase,
            members=tuple(_members(session, actor.role, phase, task_id)),
            materials=_materials(session, task_id),
            result=result,
            why=why,
            consistency=consistency_of(around, task_id) if result else None,
            conclusions=conclusions,
        )


def found_task(session: Session, task_id: int) -> Task:
    """Give the row with campaign, revision, project and unit; raises :class:`NotFound`."""
    task = session.execute(
        select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.campaign).joinedload(Campaign.revision),
            joinedload(Task.project).options(joinedload(Project.unit), joinedload(Project.department)),
        )
    ).scalar_one_or_none()
    if task is None:
        raise NotFound("not_found")
    return task


def phase_of(sheets: Sequence[Standing], *, concluded: bool) -> Phase:
    """Tell how far a task is: sealed once every active assignment has a sheet that counts."""
    if concluded:
        return Phase.CONCLUDED
    complete = bool(sheets) and all(one.sheet is not None for one in sheets)
    return Phase.SEALED if complete else Phase.SCORING


def result_of(work: Work, task: Task, sheets: Sequence[Standing], money: MoneyFacts) -> Result:
    """Compute a task's result by the pinned rules; raises :class:`WrongState` with too few sheets."""
    submitted = [
        SubmittedSheet(one.number, decimal_points(one.points), one.digest)
        for one in sheets
        if one.points is not None
    ]
    return review(rules_of(work.registry, task.campaign), submitted, money)


def result_or_why(work: Work, task: Task, sheets: Sequence[Standing]) -> tuple[Result | None, Reason | None]:
    """Compute the result as it would be concluded now, or say why there is none."""
    try:
        return result_of(work, task, sheets, MoneyFacts(task.asked)), None
    except WrongState as error:
        return None, Reason(error.code, error.values)


def _same_panel(session: Session, task: Task, sheets: Sequence[Standing]) -> list[Standing]:
    """Sheets of the same panel on all sealed tasks of the campaign: what agreement is measured on."""
    panels = {one.panel for one in sheets if one.panel is not None}
    every = standing_sheets(session, select(Task.id).where(Task.campaign_id == task.campaign_id))
    grouped = by_task(one for one in every if one.panel in panels)
    sealed = [rows for rows in grouped.values() if all(one.sheet is not None for one in rows)]
    return [one for rows in sealed for one in rows]


def by_task(rows: Iterable[Standing]) -> dict[int, list[Standing]]:
    """Group assignments by task."""
    grouped: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        grouped[row.task].append(row)
    return grouped


def _members(session: Session, role: Role, phase: Phase, task_id: int) -> list[Member]:
    rows = session.execute(
        select(Assignment)
        .where(Assignment.task_id == task_id)
        .options(joinedload(Assignment.expert), joinedload(Assignment.agency))
        .order_by(Assignment.number)
    ).scalars()
    assignments = list(rows)
    latest = latest_sheets(session, [one.id for one in assignments])
    named = may_see(role, Fact.EXPERT_NAMES, phase)
    scored = may_see(role, Fact.SHEETS_BY_CODE, phase)
    return [_member(one, latest.get(one.id, (None, None)), named=named, scored=scored) for one in assignments]


def _member(
    one: Assignment, standing: tuple[Sheet | None, SheetReturn | None], *, named: bool, scored: bool
) -> Member:
    sheet, returned = standing
    person = one.expert.name if one.expert else one.agency.name if one.agency else ""
    return Member(
        assignment=one.id,
        number=one.number,
        name=person if named else "",
        kind="expert" if one.expert_id else "agency",
        state=one.state,
        answer_reason=one.answer_reason or one.ended_reason,
        submitted_at=sheet.submitted_at if sheet and not returned else None,
        returned=returned.reason if returned else "",
        total=sheet.total if sheet and not returned and scored else None,
        sheet=sheet.id if sheet and not returned else None,
        version=one.version,
    )


def _materials(session: Session, task_id: int) -> tuple[MaterialLine, ...]:
    rows = session.execute(
        select(Document).where(Document.task_id == task_id).order_by(Document.id)
    ).scalars()
    return tuple(
        MaterialLine(one.id, one.name, one.purpose, one.media_type, one.size, one.sha256, one.uploaded_at)
        for one in rows
    )


def _conclusions(session: Session, task_id: int) -> tuple[ConclusionLine, ...]:
    rows = session.execute(
        select(Conclusion).where(Conclusion.task_id == task_id).order_by(Conclusion.number)
    ).scalars()
    return tuple(
        ConclusionLine(
            one.id,
            one.number,
            one.total,
            one.grade,
            one.conclusion,
            one.action,
            one.asked,
            one.amount,
            one.cut,
            one.reason,
            one.digest,
            one.concluded_at,
        )
        for one in rows
    )
