"""The scorer's desk: my tasks, the form of a sheet with its material, the receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Document, SheetAnswer
from reviewhub.db.queries.sheets import OwnSheet, own_sheets, values_beside
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.answer import Answer, Input
from reviewhub.domain.scoring.measured_value import Note
from reviewhub.domain.scoring.sheet import OPINION, SoFar, marked, write_flat
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.services.blinding import units_known
from reviewhub.services.scoring.filling import Filling, filling_of, fillings
from reviewhub.services.scoring.scorers import BlankSheet, blank_sheet
from reviewhub.services.scoring.sheets import Receipt, own_sheet, receipt_of, so_far
from reviewhub.services.work import Work

_MATERIALS: Final = (
    select(Document.id, Document.name, Document.media_type, Document.size)
    .where(Document.task_id == bindparam("task"), Document.purpose == "material")
    .order_by(Document.id)
)


class DeskState(StrEnum):
    """How one of my tasks stands, as the desk lists it."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    SENT_BACK = "sent_back"
    SUBMITTED = "submitted"
    WAITING = "waiting"
    MISSED = "missed"


TO_DO: Final = (DeskState.SENT_BACK, DeskState.BEGUN, DeskState.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class TaskToScore:
    """One of my tasks: how far my sheet is, and until when; ``asked`` in yuan.

    ``unit`` is None while blind review hides it.
    """

    assignment: int
    task: int
    project: str
    unit: str | None
    asked: Decimal
    campaign: str
    opens_at: datetime
    closes_at: datetime
    state: DeskState
    answered: int
    criteria: int
    submitted_at: datetime | None
    returned: str
    total: Decimal | None
    full_marks: Decimal


@dataclass(frozen=True, slots=True)
class Material:
    """A document to read beside the form; ``size`` in bytes."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class CriterionForm:
    """One criterion with what it asks for."""

    criterion: Criterion
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything the score sheet shows; ``unit`` and ``department`` are None while blind review hides them.

    ``version`` is the draft's (0: none yet), ``number`` that of the revision being written or read,
    ``closed`` says as a code why nothing can be written now, ``sealed`` is the receipt once submitted.
    ``notes`` say by flat name what measured value fills an input; ``flat`` holds those values too, and
    ``known`` is how many revisions of them there are.
    """

    assignment: int
    task: int
    project: str
    nature: str
    unit: str | None
    department: str | None
    asked: Decimal
    campaign: str
    closes_at: datetime
    template: ScoringTemplate
    forms: tuple[CriterionForm, ...]
    flat: Mapping[str, str]
    notes: Mapping[str, Note]
    known: int
    so_far: SoFar
    version: int
    number: int
    saved_at: datetime | None
    materials: tuple[Material, ...]
    returned: str
    closed: str
    sealed: Receipt | None


@dataclass(frozen=True, slots=True)
class StandingDraft:
    """The draft that stands, or version 0 with what was submitted before."""

    version: int
    saved_at: datetime | None
    answers: Mapping[str, str]


def my_tasks(work: Work) -> tuple[TaskToScore, ...]:
    """List the tasks the actor accepted, those to do first, in a constant number of queries."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        sheets = own_sheets(session, actor)
        known = units_known(session, actor.role, {own.task: own.blind for own in sheets})
        blanks = [(own, blank_sheet(work, session, own)) for own in sheets]
        filled = fillings(session, [(own, blank) for own, blank in blanks if own.answers])
        tasks = [
            _to_score(work, own, filled.get(own.assignment, Filling(blank)), is_known=own.task in known)
            for own, blank in blanks
        ]
    return tuple(sorted(tasks, key=lambda one: (one.state not in TO_DO, one.closes_at, one.task)))


def open_sheet(work: Work, assignment_id: int, typed: Mapping[str, str] | None = None) -> SheetPage:
    """Give the form of one's own sheet with what was typed, else the draft, else what was submitted."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        own = own_sheet(session, actor, assignment_id)
        is_known = bool(units_known(session, actor.role, {own.task: own.blind}))
        blank = blank_sheet(work, session, own)
        filling = filling_of(session, own, blank)
        flat = _kept(session, own, filling) if typed is None or own.stands else filling.typed(typed)
        if not own.stands:
            flat = filling.filled(flat)
        materials = session.execute(_MATERIALS, {"task": own.task}).all()
    return SheetPage(
        assignment=own.assignment,
        task=own.task,
        project=own.project,
        nature=own.nature,
        unit=own.unit if is_known else None,
        department=own.department or "" if is_known else None,
        asked=own.asked,
        campaign=own.campaign_name,
        closes_at=own.closes_at,
        template=blank.template,
        forms=_forms(blank),
        flat=flat,
        notes=filling.notes(flat),
        known=len(filling.records),
        so_far=so_far(filling, flat),
        version=own.draft_version,
        number=own.number if own.stands else own.number + 1,
        saved_at=own.saved_at,
        materials=tuple(Material(*row) for row in materials),
        returned=own.returned or "",
        closed=own.schedule.refusal(work.now()),
        sealed=receipt_of(own),
    )


def receipt(work: Work, assignment_id: int) -> Receipt:
    """Give the receipt of the sheet that stands, and the next unfinished task."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        sheets = own_sheets(session, actor)
        own = next((one for one in sheets if one.assignment == assignment_id), None)
        found = receipt_of(own, _after(work, sheets, assignment_id)) if own else None
        if own is None or found is None:
            raise NotFound("not_found")
        return _with_marks(found, blank_sheet(work, session, own).template, session, own)


def _with_marks(receipt: Receipt, template: ScoringTemplate, session: Session, own: OwnSheet) -> Receipt:
    """Name on a receipt what was answered beside the criteria."""
    sheet = own.sheet or 0
    values = values_beside(session, [sheet], [one.id for one in template.beside])
    ids = {id_ for marks in marked(template, values.get(sheet, {})) for id_ in marks}
    return replace(
        receipt,
        vetoes=tuple(one.title for one in template.vetoes if one.id in ids),
        unmet=tuple(one.title for one in template.preconditions if one.id in ids),
    )


def next_assignment(work: Work, assignment_id: int) -> int | None:
    """Give the next unfinished task after this one, from the top again when the end is reached."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        return _after(work, own_sheets(session, actor), assignment_id)


def standing_draft(work: Work, assignment_id: int) -> StandingDraft:
    """Give the draft as the server has it, for a writer who lost a race."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        own = own_sheet(session, actor, assignment_id)
        filling = filling_of(session, own, blank_sheet(work, session, own))
        answers = filling.filled(_kept(session, own, filling))
    return StandingDraft(own.draft_version, own.saved_at, answers)


def _to_score(work: Work, own: OwnSheet, filling: Filling, *, is_known: bool) -> TaskToScore:
    blank = filling.blank
    criteria = len(blank.template.criteria) + len(blank.template.beside)
    standing = receipt_of(own)
    return TaskToScore(
        assignment=own.assignment,
        task=own.task,
        project=own.project,
        unit=own.unit if is_known else None,
        asked=own.asked,
        campaign=own.campaign_name,
        opens_at=own.opens_at,
        closes_at=own.closes_at,
        state=_state(work, own),
        answered=criteria if own.sheet and own.answers is None else _answered(filling, own.answers or {}),
        criteria=criteria,
        submitted_at=standing.submitted_at if standing else None,
        returned=own.returned or "",
        total=standing.total if standing else None,
        full_marks=blank.template.full_marks,
    )


def _state(work: Work, own: OwnSheet) -> DeskState:
    if own.stands:
        return DeskState.SUBMITTED
    refusal = own.schedule.refusal(work.now())
    if refusal:
        return DeskState.MISSED if refusal == "campaign.over" else DeskState.WAITING
    if own.returned is not None:
        return DeskState.SENT_BACK
    return DeskState.BEGUN if own.draft_version else DeskState.NOT_BEGUN


def _answered(filling: Filling, draft: Mapping[str, str]) -> int:
    """Count what is done: criteria that are scored, vetoes and pre-conditions, with a reason where needed."""
    if not draft:
        return 0
    far, template = so_far(filling, draft), filling.blank.template
    asked = len(template.criteria) + len(template.beside)
    return asked - len(far.missing) - len({one.path for one in far.problems})


def _kept(session: Session, own: OwnSheet, filling: Filling) -> Mapping[str, str]:
    """Give the draft, else what was submitted; once returned, without what only repeated a measured value."""
    if own.answers is not None:
        return own.answers
    if own.sheet is None:
        return {}
    rows = session.execute(select(SheetAnswer).where(SheetAnswer.sheet_id == own.sheet)).scalars()
    answers = {
        row.criterion: Answer(row.given or {}, row.not_applicable, row.reason, row.evidence) for row in rows
    }
    flat = {**write_flat(answers), OPINION: own.opinion}
    if own.stands:
        return flat
    return filling.without(flat, filling.stands(own.submitted_at))


def _forms(blank: BlankSheet) -> tuple[CriterionForm, ...]:
    scorers = blank.scorers
    return tuple(
        CriterionForm(one, scorers[one.scorer].inputs(one.as_scored)) for one in blank.template.criteria
    )


def _after(work: Work, sheets: Sequence[OwnSheet], assignment: int) -> int | None:
    now = work.now()
    place = next((n for n, own in enumerate(sheets) if own.assignment == assignment), 0)
    turned = [*sheets[place + 1 :], *sheets[:place]]
    return next((own.assignment for own in turned if not own.stands and not own.schedule.refusal(now)), None)
