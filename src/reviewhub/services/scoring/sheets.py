"""Score sheets: what an expert or agency fills in, saves, submits and gets a receipt for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Draft, Sheet, SheetAnswer, SheetReturn, Task
from reviewhub.db.queries.scoring_rounds import round_of
from reviewhub.db.queries.sheets import OwnSheet, is_concluded, latest_sheets, own_sheets
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.ledger import digest
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.measured_value import Measured, Note
from reviewhub.domain.scoring.sheet import (
    OPINION,
    ScoredSheet,
    SoFar,
    flat_problems,
    score,
    score_so_far,
)
from reviewhub.domain.words import Words
from reviewhub.plugin.apart.scorers import any_apart
from reviewhub.services.conflicts.checking import Hit, check_actor, keep
from reviewhub.services.scoring.filling import Filling, filling_of
from reviewhub.services.scoring.scorers import BlankSheet, blank_sheet
from reviewhub.services.work import Work

PLACES: Final = 4
Basis = tuple[str, Measured]  # what a sheet is scored by: the digest of its template, the values that stand


@dataclass(frozen=True, slots=True)
class Saved:
    """What an autosave answers: the draft's new version, how far the sheet is, what was filled in for it.

    ``known`` is how many revisions of the measured values that rests on.
    """

    version: int
    saved_at: datetime
    so_far: SoFar
    notes: Mapping[str, Note]
    known: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a submission: revision number, total, moment and the digest of all that was sealed.

    ``vetoes`` were found and ``unmet`` are the pre-conditions called so, both by title.
    """

    assignment: int
    project: str
    campaign: str
    number: int
    total: Decimal
    submitted_at: datetime
    digest: str
    template: str
    next_assignment: int | None = None
    vetoes: tuple[Words, ...] = ()
    unmet: tuple[Words, ...] = ()


def save_draft(work: Work, assignment_id: int, flat: Mapping[str, str], version: int) -> Saved:
    """Keep what was typed, right or wrong; it enters no count and no aggregate.

    Raises :class:`StaleWrite` when another tab or device saved in between; nothing is overwritten.
    """
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        own = own_sheet(session, actor, assignment_id)
        _require_writable(work, own, version)
        blank = blank_sheet(work, session, own)
        filling = filling_of(session, own, blank)
        flat = filling.typed(flat)
        _require_keepable(blank, flat)
        now, flat = work.now(), {**_out_of_sight(blank, own), **flat}
        _keep_draft(session, own, flat, now)
    beside = filling.notes(filling.filled(flat))
    return Saved(version + 1, now, so_far(filling, flat), beside, len(filling.records))


def submit_sheet(
    work: Work, assignment_id: int, flat: Mapping[str, str], version: int, idempotency_key: str
) -> Receipt:
    """Seal a sheet: every answer checked, scored by the pinned scorers, appended, never overwritten.

    A repeated request with the same key gets the first receipt. Raises :class:`Invalid` with every problem
    by criterion, :class:`StaleWrite` when the form was made from another version, :class:`WrongState` when a
    conflict of interest bars the writer: the sheet is refused and what was found is kept.
    """
    actor = require(work.actor, Act.SCORE)
    early = _scored_early(work, assignment_id, flat, version, idempotency_key)
    with work.transaction() as session:
        take_turn(session, assignment_id)
        own = own_sheet(session, actor, assignment_id)
        first = by_key(session, own, idempotency_key)
        if first is not None:
            return _receipt(own, first)
        _require_writable(work, own, version)
        barring = conflicts_now(work, session, actor, own.task)
        if barring is None:
            blank = blank_sheet(work, session, own)
            filling = filling_of(session, own, blank)
            answers = _submitted(filling, flat)
            scored = early[1] if early and early[0] == _basis(filling) else _scored(filling, flat, answers)
            sheet = sealed(own, blank.template.digest, answers, scored, flat.get(OPINION, ""))
            signed = (idempotency_key, work.now(), actor.account)
            sheet.idempotency_key, sheet.submitted_at, sheet.account_id = signed
            append(session, own, sheet, answers)
            work.record("submit_sheet", sheet, digest=sheet.digest)
            return _receipt(own, sheet)
        work.record("refuse_sheet", f"assignments:{assignment_id}", rule=barring.found.rule)
    raise WrongState("sheet.conflict")


def return_sheet(work: Work, sheet_id: int, reason: str) -> int:
    """Send a submitted sheet back with a reason; the revision stays, a new one is due. Gives the task."""
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
        if round_of(session, sheet.task_id) is not None:
            raise WrongState("round.sheets_stay")
        row = SheetReturn(
            sheet_id=sheet.id, reason=reason.strip(), account_id=actor.account, returned_at=work.now()
        )
        session.add(row)
        session.flush()
        work.record("return_sheet", row)
        return sheet.task_id


def own_sheet(session: Session, actor: Actor, assignment_id: int) -> OwnSheet:
    """Give the sheet of an accepted assignment of the actor's own; others do not exist."""
    found = own_sheets(session, actor, assignment_id)
    if not found:
        raise NotFound("not_found")
    return found[0]


def so_far(filling: Filling, typed: Mapping[str, str]) -> SoFar:
    """Score what can be scored of an unfinished sheet."""
    blank = filling.blank
    return score_so_far(blank.template, filling.answers(typed), blank.scorers, filling.stands())


def receipt_of(own: OwnSheet, next_assignment: int | None = None) -> Receipt | None:
    """Make the receipt of the revision that stands, or None."""
    if not own.stands or own.total is None or own.submitted_at is None:
        return None
    return Receipt(
        assignment=own.assignment,
        project=own.project,
        campaign=own.campaign_name,
        number=own.number,
        total=own.total,
        submitted_at=own.submitted_at,
        digest=own.digest,
        template=f"{own.template_key}@{own.template_number}",
        next_assignment=next_assignment,
    )


def sheet_digest(
    template_digest: str,
    answers: Mapping[str, Answer],
    scored: tuple[list[int | None], Decimal],
    opinion: str = "",
) -> str:
    """Digest all that a submission seals: template, every answer as typed, points, total, opinion."""
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
            "opinion": opinion,
        }
    )


def stored_points(scored: ScoredSheet) -> list[int | None]:
    """Points as they are stored: whole ten-thousandths, null where a criterion was left out."""
    return [None if one is None else int(one.scaleb(PLACES)) for one in scored.points]


def _scored_early(
    work: Work, assignment_id: int, flat: Mapping[str, str], version: int, key: str
) -> tuple[Basis, ScoredSheet] | None:
    """Score before the transaction where a scorer runs in a process of its own.

    While one is waited for, nobody else's write waits with it. That the sheet may be written, by which
    template and which measured values, is asked again inside.
    """
    if not any_apart(work.registry.scorers.values()):
        return None
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        own = own_sheet(session, actor, assignment_id)
        if by_key(session, own, key) is not None:
            return None
        _require_writable(work, own, version)
        filling = filling_of(session, own, blank_sheet(work, session, own))
    return _basis(filling), _scored(filling, flat, _submitted(filling, flat))


def _basis(filling: Filling) -> Basis:
    return filling.blank.template.digest, filling.stands()


def _submitted(filling: Filling, flat: Mapping[str, str]) -> dict[str, Answer]:
    """Read a whole sheet with the measured values in place."""
    typed = filling.typed(flat)
    _require_keepable(filling.blank, typed)
    return filling.answers(typed)


def _scored(filling: Filling, flat: Mapping[str, str], answers: Mapping[str, Answer]) -> ScoredSheet:
    """Score a whole sheet; measured values that its writer has not seen are refused with whatever else is."""
    unseen = tuple(filling.unseen(flat))
    try:
        scored = score(filling.blank.template, answers, filling.blank.scorers, filling.stands())
    except Invalid as refused:
        raise Invalid((*unseen, *refused.problems), refused.code) from None
    if unseen:
        raise Invalid(unseen, "sheet.invalid")
    return scored


def conflicts_now(work: Work, session: Session, actor: Actor, task: int) -> Hit | None:
    """Check the writer once more and keep what was found; gives the hit that bars the writer, if any."""
    hits = check_actor(work, session, actor, task)
    keep(work, session, hits, Stage.SUBMISSION)
    return next((hit for hit in hits if hit.bars), None)


def take_turn(session: Session, assignment: int) -> None:
    """Let two submissions of one sheet follow each other, so that the second one sees the first one's key.

    With the task's row it also waits for measured values being recorded, which then count from before it on.
    """
    rows = select(Assignment.id, Task.id).join(Task, Task.id == Assignment.task_id)
    session.execute(rows.where(Assignment.id == assignment).with_for_update(key_share=True))


def _require_writable(work: Work, own: OwnSheet, version: int) -> None:
    """Refuse outside the schedule, after a submission that stands, and from another version."""
    own.schedule.require_open(work.now())
    if own.stands:
        raise WrongState("sheet.already_submitted")
    if own.draft_version != version:
        raise StaleWrite("stale", current=own.draft_version, given=version)


def _require_keepable(blank: BlankSheet, flat: Mapping[str, str]) -> None:
    problems = list(flat_problems(blank.names, flat))
    if problems:
        raise Invalid(problems)


def _out_of_sight(blank: BlankSheet, own: OwnSheet) -> dict[str, str]:
    """Give what was saved earlier of criteria that the page cannot show now, because their scorer failed."""
    return {name: text for name, text in (own.answers or {}).items() if blank.names.is_unsure(name)}


def _keep_draft(session: Session, own: OwnSheet, flat: Mapping[str, str], now: datetime) -> None:
    values = {"answers": dict(flat), "version": own.draft_version + 1, "saved_at": now}
    if own.draft_version == 0:
        session.add(Draft(assignment_id=own.assignment, **values))
        return
    same = (Draft.assignment_id == own.assignment, Draft.version == own.draft_version)
    changed = update(Draft).where(*same).values(values).returning(Draft.id)
    if session.execute(changed, execution_options={"synchronize_session": False}).first() is None:
        raise StaleWrite("stale", given=own.draft_version)


def by_key(session: Session, own: OwnSheet, key: str) -> Sheet | None:
    """Give the sheet that an earlier request with this key submitted, or None."""
    if own.sheet is None:
        return None
    return session.execute(
        select(Sheet).where(Sheet.assignment_id == own.assignment, Sheet.idempotency_key == key)
    ).scalar_one_or_none()


def sealed(
    own: OwnSheet, template: str, answers: Mapping[str, Answer], scored: ScoredSheet, opinion: str
) -> Sheet:
    """Make the next revision of a sheet; by whom it is submitted, and when, is for the caller."""
    points, said = stored_points(scored), opinion.strip()
    return Sheet(
        assignment_id=own.assignment,
        task_id=own.task,
        number=own.number + 1,
        supersedes_id=own.sheet,
        template_revision_id=own.revision,
        points=points,
        total=scored.total,
        opinion=said,
        digest=sheet_digest(template, answers, (points, scored.total), said),
    )


def append(session: Session, own: OwnSheet, sheet: Sheet, answers: Mapping[str, Answer]) -> None:
    """Store a sheet with its answers; the draft it was made from goes."""
    session.add(sheet)
    session.flush()
    session.add_all(_answer_rows(sheet, answers))
    if own.draft_version:
        session.execute(
            delete(Draft).where(Draft.assignment_id == own.assignment),
            execution_options={"synchronize_session": False},
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


def _receipt(own: OwnSheet, sheet: Sheet) -> Receipt:
    return Receipt(
        assignment=own.assignment,
        project=own.project,
        campaign=own.campaign_name,
        number=sheet.number,
        total=sheet.total,
        submitted_at=sheet.submitted_at,
        digest=sheet.digest,
        template=f"{own.template_key}@{own.template_number}",
    )
