"""Exports: what one expert or agency signed for, as the opinion sheet prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Employment,
    Expert,
    Project,
    Sheet,
    SheetAnswer,
    Task,
)
from reviewhub.db.queries.results import decimal_points, standing_sheets
from reviewhub.db.queries.sheets import is_concluded, latest_sheets
from reviewhub.domain.errors import NotFound
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Actor
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.template import Criterion, Kind
from reviewhub.domain.scoring.veto import Veto
from reviewhub.domain.visibility import Fact, may_see
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.blinding import units_known
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import ruling_of_sheet
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One criterion of an opinion sheet; ``points`` is None where it was left out as not applicable."""

    criterion: Criterion
    points: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class OpinionMark:
    """What a sheet answers to a veto or a pre-condition."""

    asked: Veto | Precondition
    answer: Answer


@dataclass(frozen=True, slots=True)
class OpinionSheet:
    """A submitted sheet for signature.

    ``name`` is empty where the reader may know the code number only; ``unit`` is None while blind review
    hides it.
    """

    number: int
    name: str
    employer: str
    title: str
    kind: Kind
    project: str
    unit: str | None
    asked: Decimal
    lines: tuple[OpinionLine, ...]
    marks: tuple[OpinionMark, ...]
    full: Decimal
    total: Decimal
    conclusion: Band
    opinion: str
    submitted_at: datetime
    digest: str
    voided: bool


def opinion_sheet(work: Work, assignment_id: int) -> OpinionSheet:
    """Give a sheet that stands, to its own writer or to whom the visibility table shows it.

    Raises :class:`NotFound` for everybody else, and while no sheet stands.
    """
    actor = work.actor
    if actor is None or actor.bureau is None:
        raise NotFound("not_found")
    with work.reading() as session:
        assignment = _found(session, assignment_id)
        sheet, returned = latest_sheets(session, [assignment_id]).get(assignment_id, (None, None))
        if sheet is None or returned is not None:
            raise NotFound("not_found")
        named = _own(actor, assignment) or _may_name(session, actor, assignment)
        answers = _answers(session, sheet)
        task = assignment.task
        ruling = ruling_of_sheet(session, task.campaign, task.id, sheet.template_revision_id)
        rules = ruling.rules(work.registry)
        known = units_known(session, actor.role, {task.id: task.campaign.blind})
    unit = task.project.unit.name if known else None
    return _opinion(assignment, sheet, (rules, answers), unit=unit, named=named)


def _found(session: Session, assignment_id: int) -> Assignment:
    found = session.execute(
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.expert)
            .selectinload(Expert.employments)
            .joinedload(Employment.organization),
            joinedload(Assignment.agency),
            joinedload(Assignment.task).joinedload(Task.campaign).joinedload(Campaign.revision),
            joinedload(Assignment.task).joinedload(Task.project).joinedload(Project.unit),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def _own(actor: Actor, assignment: Assignment) -> bool:
    """Tell whether it is the reader's own sheet; who is off the task sees nothing of it any more."""
    if assignment.state not in ACTIVE:
        return False
    if actor.expert is not None:
        return assignment.expert_id == actor.expert
    return actor.agency is not None and assignment.agency_id == actor.agency


def _may_name(session: Session, actor: Actor, assignment: Assignment) -> bool:
    """Tell whether the reader sees the writer's name; who may see neither sheet nor name is turned away.

    Somebody who may know the names but not whose sheet is whose is turned away too: the address of this
    sheet belongs to one assignment, and with it to one name.
    """
    task = assignment.task_id
    phase = phase_of(standing_sheets(session, [task]), concluded=is_concluded(session, task))
    if may_see(actor.role, Fact.SCORES_WITH_NAMES, phase):
        return True
    coded = may_see(actor.role, Fact.SHEETS_BY_CODE, phase)
    if not coded or actor.expert or actor.agency or may_see(actor.role, Fact.EXPERT_NAMES, phase):
        raise NotFound("not_found")
    return False


def _answers(session: Session, sheet: Sheet) -> Mapping[str, Answer]:
    rows = session.execute(select(SheetAnswer).where(SheetAnswer.sheet_id == sheet.id)).scalars()
    return {
        row.criterion: Answer(row.given or {}, row.not_applicable, row.reason, row.evidence) for row in rows
    }


def _opinion(
    assignment: Assignment,
    sheet: Sheet,
    facts: tuple[Rules, Mapping[str, Answer]],
    *,
    unit: str | None,
    named: bool,
) -> OpinionSheet:
    rules, answers = facts
    template, task = rules.template, assignment.task
    expert = assignment.expert
    current = [job.organization.name for job in expert.employments if job.current] if expert else []
    scale = rules.conclusion_scale or rules.grade_scale
    person = expert.name if expert else assignment.agency.name if assignment.agency else ""
    return OpinionSheet(
        number=assignment.number,
        name=person if named else "",
        employer="、".join(current) if named else "",
        title=expert.title if expert and named else "",
        kind=template.kind,
        project=task.project.name,
        unit=unit,
        asked=task.asked,
        lines=tuple(
            OpinionLine(criterion, points, answers.get(criterion.id, Answer()).reason)
            for criterion, points in zip(template.criteria, decimal_points(sheet.points), strict=True)
        ),
        marks=tuple(OpinionMark(one, answers.get(one.id, Answer())) for one in template.beside),
        full=template.full_marks,
        total=sheet.total,
        conclusion=scale.grade(sheet.total),
        opinion=sheet.opinion,
        submitted_at=sheet.submitted_at,
        digest=sheet.digest,
        voided=assignment.state not in ACTIVE,
    )
