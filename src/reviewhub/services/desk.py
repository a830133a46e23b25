"""The scorer's desk: my tasks, the form of a sheet with its material, the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Document, Draft, Project, Sheet, SheetAnswer, Task
from reviewhub.db.queries.sheets import Standing, latest_sheets
from reviewhub.domain.answer import Answer, Input
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.sheet import read_flat, write_flat
from reviewhub.domain.template import Criterion, ScoringTemplate
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.campaigns import scorers_of
from reviewhub.services.sheets import Receipt, mine, own_assignment, points_so_far, receipt_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class TaskToScore:
    """One of my tasks: how far my sheet is, and until when."""

    assignment: int
    task: int
    project: str
    unit: str
    asked: Decimal
    campaign: str
    closes_at: datetime
    answered: int
    criteria: int
    submitted_at: datetime | None
    returned: str
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Material:
    """A document to read beside the form."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class CriterionForm:
    """One criterion with what it asks for, what was answered, and the points this gives so far."""

    criterion: Criterion
    inputs: tuple[Input, ...]
    answer: Answer
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything the score sheet shows; ``version`` is the draft's, ``sealed`` the receipt once submitted."""

    assignment: int
    task: int
    project: str
    unit: str
    department: str
    asked: Decimal
    campaign: str
    closes_at: datetime
    template: ScoringTemplate
    forms: tuple[CriterionForm, ...]
    flat: Mapping[str, str]
    version: int
    saved_at: datetime | None
    opinion: str
    materials: tuple[Material, ...]
    returned: str
    sealed: Receipt | None


def my_tasks(work: Work) -> tuple[TaskToScore, ...]:
    """List the tasks the actor accepted, unfinished ones first, in a constant number of queries."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        rows = session.execute(
            select(Assignment, Draft.answers)
            .outerjoin(Draft, Draft.assignment_id == Assignment.id)
            .where(mine(actor), Assignment.state == AssignmentState.ACCEPTED)
            .options(
                joinedload(Assignment.task).joinedload(Task.project).joinedload(Project.unit),
                joinedload(Assignment.task).joinedload(Task.campaign).joinedload(Campaign.revision),
            )
            .order_by(Assignment.task_id)
        ).all()
        latest = latest_sheets(session, [assignment.id for assignment, _ in rows])
        tasks = [_to_score(assignment, draft or {}, latest.get(assignment.id)) for assignment, draft in rows]
    return tuple(sorted(tasks, key=lambda one: (one.submitted_at is not None, one.assignment)))


def open_sheet(work: Work, assignment_id: int) -> SheetPage:
    """Give the form of one's own sheet, filled with the draft or with what was submitted."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        assignment = own_assignment(session, actor, assignment_id)
        draft = session.execute(
            select(Draft).where(Draft.assignment_id == assignment_id)
        ).scalar_one_or_none()
        standing = latest_sheets(session, [assignment_id]).get(assignment_id, (None, None))
        flat = draft.answers if draft else _submitted_flat(session, standing[0])
        materials = _materials(session, assignment.task_id)
    return _page(work, assignment, Filled(flat, draft), standing, materials)


def receipt(work: Work, assignment_id: int) -> Receipt:
    """Give the receipt of the sheet that stands, and the next unfinished task."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        assignment = own_assignment(session, actor, assignment_id)
        sheet, returned = latest_sheets(session, [assignment_id]).get(assignment_id, (None, None))
        if sheet is None or returned is not None:
            raise NotFound("not_found")
        return receipt_of(assignment, sheet, _next(session, actor))


def standing_draft(work: Work, assignment_id: int) -> tuple[int, datetime | None, Mapping[str, str]]:
    """Give version, moment and answers of the draft as the server has it, for a writer who lost a race."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        own_assignment(session, actor, assignment_id)
        draft = session.execute(
            select(Draft).where(Draft.assignment_id == assignment_id)
        ).scalar_one_or_none()
        return (draft.version, draft.saved_at, draft.answers) if draft else (0, None, {})


def _to_score(assignment: Assignment, draft: Mapping[str, str], latest: Standing | None) -> TaskToScore:
    task, (sheet, returned) = assignment.task, latest or (None, None)
    template = template_of(task.campaign.revision)
    sealed = sheet if sheet is not None and returned is None else None
    return TaskToScore(
        assignment=assignment.id,
        task=task.id,
        project=task.project.name,
        unit=task.project.unit.name,
        asked=task.asked,
        campaign=task.campaign.name,
        closes_at=task.campaign.closes_at,
        answered=_answered(template, draft),
        criteria=len(template.criteria),
        submitted_at=sealed.submitted_at if sealed else None,
        returned=returned.reason if returned else "",
        total=sealed.total if sealed else None,
    )


def _answered(template: ScoringTemplate, draft: Mapping[str, str]) -> int:
    filled = {name for name, value in draft.items() if value and not name.endswith((".reason", ".evidence"))}
    return sum(any(name.startswith(f"{one.id}.") for name in filled) for one in template.criteria)


def _submitted_flat(session: Session, sheet: Sheet | None) -> dict[str, str]:
    if sheet is None:
        return {}
    rows = session.execute(select(SheetAnswer).where(SheetAnswer.sheet_id == sheet.id)).scalars()
    flat = write_flat(
        {row.criterion: Answer(row.given or {}, row.not_applicable, row.reason, row.evidence) for row in rows}
    )
    return {**flat, "opinion": sheet.opinion}


def _materials(session: Session, task: int) -> tuple[Material, ...]:
    rows = session.execute(
        select(Document.id, Document.name, Document.media_type, Document.size)
        .where(Document.task_id == task, Document.purpose == "material")
        .order_by(Document.id)
    )
    return tuple(Material(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form is filled with: the draft's answers, or those submitted before."""

    flat: Mapping[str, str]
    draft: Draft | None


def _page(
    work: Work,
    assignment: Assignment,
    filled: Filled,
    standing: Standing | tuple[None, None],
    materials: tuple[Material, ...],
) -> SheetPage:
    task, (sheet, returned) = assignment.task, standing
    sealed = receipt_of(assignment, sheet) if sheet is not None and returned is None else None
    draft, flat = filled.draft, filled.flat
    return SheetPage(
        assignment=assignment.id,
        task=task.id,
        project=task.project.name,
        unit=task.project.unit.name,
        department=task.project.department.name if task.project.department else "",
        asked=task.asked,
        campaign=task.campaign.name,
        closes_at=task.campaign.closes_at,
        template=template_of(task.campaign.revision),
        forms=_forms(work, task.campaign, flat),
        flat=flat,
        version=draft.version if draft else 0,
        saved_at=draft.saved_at if draft else None,
        opinion=flat.get("opinion", ""),
        materials=materials,
        returned=returned.reason if returned else "",
        sealed=sealed,
    )


def _forms(work: Work, campaign: Campaign, flat: Mapping[str, str]) -> tuple[CriterionForm, ...]:
    template, scorers = template_of(campaign.revision), scorers_of(work.registry, campaign)
    answers = read_flat(template, scorers, flat)
    points, _ = points_so_far(template, scorers, answers)
    return tuple(
        CriterionForm(one, tuple(scorers[one.scorer].inputs(one)), answers[one.id], points[one.id])
        for one in template.criteria
    )


def _next(session: Session, actor: Actor) -> int | None:
    rows = list(
        session.execute(
            select(Assignment.id)
            .where(mine(actor), Assignment.state == AssignmentState.ACCEPTED)
            .order_by(Assignment.task_id)
        ).scalars()
    )
    latest = latest_sheets(session, rows)
    return next((one for one in rows if one not in latest or latest[one][1] is not None), None)
