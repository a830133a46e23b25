"""Score sheets: what an expert or agency fills in, saves, submits and gets a receipt for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, delete, false, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Draft, Project, Sheet, SheetAnswer, SheetReturn, Task
from reviewhub.db.queries.sheets import is_concluded, latest_sheets
from reviewhub.domain.answer import Answer
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.ledger import digest
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.sheet import Points, ScoredSheet, Scorer, read_flat, score, score_criterion, total_of
from reviewhub.domain.template import ScoringTemplate
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.campaigns import schedule_of, scorers_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work

PLACES: Final = 4


@dataclass(frozen=True, slots=True)
class Saved:
    """What an autosave answers: points per criterion (None = not scored), the total so far, what is missing."""

    version: int
    saved_at: datetime
    points: Mapping[str, Decimal | None]
    total: Decimal
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a submission: revision number, total, moment and the digest of all that was sealed."""

    assignment: int
    project: str
    number: int
    total: Decimal
    submitted_at: datetime
    digest: str
    template: str
    next_assignment: int | None = None


def save_draft(work: Work, assignment_id: int, flat: Mapping[str, str], version: int) -> Saved:
    """Keep what was typed, right or wrong; it enters no count and no aggregate.

    Raises :class:`StaleWrite` when another tab or device saved in between; nothing is overwritten.
    """
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        assignment = own_assignment(session, actor, assignment_id)
        _require_writable(work, session, assignment)
        draft = _keep_draft(session, assignment, dict(flat), version, work.now())
        template, scorers = (
            template_of(assignment.task.campaign.revision),
            scorers_of(work.registry, assignment.task.campaign),
        )
    points, problems = points_so_far(template, scorers, read_flat(template, scorers, flat))
    full = [one.points for one in template.criteria]
    total = total_of([points[one.id] or Decimal(0) for one in template.criteria], full)
    return Saved(draft.version, draft.saved_at, points, total, tuple(problems))


def submit_sheet(
    work: Work, assignment_id: int, flat: Mapping[str, str], version: int, idempotency_key: str
) -> Receipt:
    """Seal a sheet: every answer checked, scored by the pinned scorers, appended, never overwritten.

    A repeated request with the same key gets the first receipt. Raises :class:`Invalid` with every problem
    by criterion, :class:`StaleWrite` when the form was made from another version.
    """
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        assignment = own_assignment(session, actor, assignment_id)
        first = _by_key(session, assignment_id, idempotency_key)
        if first is not None:
            return receipt_of(assignment, first)
        latest = _require_writable(work, session, assignment)
        _require_draft_version(session, assignment_id, version)
        template, scorers = (
            template_of(assignment.task.campaign.revision),
            scorers_of(work.registry, assignment.task.campaign),
        )
        answers = read_flat(template, scorers, flat)
        scored = score(template, answers, scorers)
        sheet = _sealed(assignment, latest, template, (answers, scored))
        sheet.opinion = flat.get("opinion", "").strip()
        sheet.idempotency_key, sheet.submitted_at, sheet.account_id = (
            idempotency_key,
            work.now(),
            actor.account,
        )
        session.add(sheet)
        session.flush()
        session.add_all(_answer_rows(sheet, answers))
        session.execute(delete(Draft).where(Draft.assignment_id == assignment_id))
        work.record("submit_sheet", sheet, digest=sheet.digest)
        return receipt_of(assignment, sheet)


def return_sheet(work: Work, sheet_id: int, reason: str) -> None:
    """Send a submitted sheet back with a reason; the revision stays and a new one is asked for."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        sheet = session.get(Sheet, sheet_id)
        if sheet is None:
            raise NotFound("not_found")
        latest, returned = latest_sheets(session, [sheet.assignment_id])[sheet.assignment_id]
        if latest.id != sheet.id or returned is not None or is_concluded(session, sheet.task_id):
            raise WrongState("sheet.not_returnable")
        row = SheetReturn(
            sheet_id=sheet.id, reason=reason.strip(), account_id=actor.account, returned_at=work.now()
        )
        session.add(row)
        session.flush()
        work.record("return_sheet", row)


def own_assignment(session: Session, actor: Actor, assignment_id: int) -> Assignment:
    """Give an accepted assignment of the actor with everything its sheet needs; others do not exist."""
    found = session.execute(
        select(Assignment)
        .where(Assignment.id == assignment_id, mine(actor), Assignment.state == AssignmentState.ACCEPTED)
        .options(
            joinedload(Assignment.task)
            .joinedload(Task.project)
            .options(joinedload(Project.unit), joinedload(Project.department)),
            joinedload(Assignment.task).joinedload(Task.campaign).joinedload(Campaign.revision),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def mine(actor: Actor) -> ColumnElement[bool]:
    """Whose assignments the actor may see: the expert's or the agency's own, nobody's for anybody else."""
    if actor.expert is not None:
        return Assignment.expert_id == actor.expert
    return Assignment.agency_id == actor.agency if actor.agency is not None else false()


def points_so_far(
    template: ScoringTemplate, scorers: Mapping[str, Scorer], answers: Mapping[str, Answer]
) -> tuple[dict[str, Decimal | None], list[Problem]]:
    """Score what can be scored of an unfinished sheet, and list what is missing or wrong."""
    points: dict[str, Decimal | None] = {}
    problems: list[Problem] = []
    for criterion in template.criteria:
        given = score_criterion(criterion, answers.get(criterion.id, Answer()), scorers[criterion.scorer])
        points[criterion.id] = given.value if isinstance(given, Points) else None
        problems.extend(() if isinstance(given, Points) else given)
    return points, problems


def receipt_of(assignment: Assignment, sheet: Sheet, next_assignment: int | None = None) -> Receipt:
    """Make the receipt of a submitted revision."""
    template = template_of(assignment.task.campaign.revision)
    return Receipt(
        assignment=assignment.id,
        project=assignment.task.project.name,
        number=sheet.number,
        total=sheet.total,
        submitted_at=sheet.submitted_at,
        digest=sheet.digest,
        template=f"{template.id}@{template.version}",
        next_assignment=next_assignment,
    )


def sheet_digest(
    template_digest: str, answers: Mapping[str, Answer], scored: tuple[list[int | None], Decimal]
) -> str:
    """Digest all that a submission seals: the template revision, every answer as typed, points and total."""
    points, total = scored
    return digest(
        {
            "template": template_digest,
            "answers": {
                criterion: {
                    "given": None if one.not_applicable else dict(one.values),
                    "not_applicable": one.not_applicable,
                    "reason": one.reason,
                    "evidence": one.evidence,
                }
                for criterion, one in answers.items()
            },
            "points": points,
            "total": f"{total:.2f}",
        }
    )


def stored_points(scored: ScoredSheet) -> list[int | None]:
    """Points as they are stored: whole ten-thousandths, null where a criterion was left out."""
    return [None if one is None else int(one.scaleb(PLACES)) for one in scored.points]


def _require_writable(work: Work, session: Session, assignment: Assignment) -> Sheet | None:
    """Refuse outside the schedule and after a submission that stands; gives the revision to supersede."""
    schedule_of(assignment.task.campaign).require_open(work.now())
    latest, returned = latest_sheets(session, [assignment.id]).get(assignment.id, (None, None))
    if latest is not None and returned is None:
        raise WrongState("sheet.already_submitted")
    return latest


def _keep_draft(
    session: Session, assignment: Assignment, answers: dict[str, str], version: int, now: datetime
) -> Draft:
    draft = session.execute(
        select(Draft).where(Draft.assignment_id == assignment.id).with_for_update()
    ).scalar_one_or_none()
    current = draft.version if draft else 0
    if current != version:
        raise StaleWrite("stale", current=current, given=version)
    if draft is None:
        draft = Draft(assignment_id=assignment.id)
        session.add(draft)
    draft.answers, draft.version, draft.saved_at = answers, current + 1, now
    return draft


def _require_draft_version(session: Session, assignment: int, version: int) -> None:
    current = session.execute(select(Draft.version).where(Draft.assignment_id == assignment)).scalar() or 0
    if current != version:
        raise StaleWrite("stale", current=current, given=version)


def _by_key(session: Session, assignment: int, key: str) -> Sheet | None:
    return session.execute(
        select(Sheet).where(Sheet.assignment_id == assignment, Sheet.idempotency_key == key)
    ).scalar_one_or_none()


def _sealed(
    assignment: Assignment,
    latest: Sheet | None,
    template: ScoringTemplate,
    given: tuple[Mapping[str, Answer], ScoredSheet],
) -> Sheet:
    answers, scored = given
    points = stored_points(scored)
    return Sheet(
        assignment_id=assignment.id,
        task_id=assignment.task_id,
        number=latest.number + 1 if latest else 1,
        supersedes_id=latest.id if latest else None,
        template_revision_id=assignment.task.campaign.template_revision_id,
        points=points,
        total=scored.total,
        digest=sheet_digest(template.digest, answers, (points, scored.total)),
    )


def _answer_rows(sheet: Sheet, answers: Mapping[str, Answer]) -> Iterator[SheetAnswer]:
    for criterion, answer in answers.items():
        yield SheetAnswer(
            sheet_id=sheet.id,
            criterion=criterion,
            given=None if answer.not_applicable else dict(answer.values),
            not_applicable=answer.not_applicable,
            reason=answer.reason,
            evidence=answer.evidence,
        )
