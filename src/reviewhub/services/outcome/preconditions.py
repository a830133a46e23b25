"""Pre-conditions after the conclusion: noting one as fulfilled, and taking that back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, Document, PreconditionCheck
from reviewhub.db.queries.preconditions import checks_of
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.precondition import conditions_in
from reviewhub.services.outcome.results import conclusions_of, found_task
from reviewhub.services.work import Work

LONGEST: Final = 1000
ZONES: Final = timedelta(days=1)  # somewhere on earth it is tomorrow already


@dataclass(frozen=True, slots=True)
class Noted:
    """What an officer notes: the day it was fulfilled, what proves it, a document of the task if any.

    ``standing`` is how many notes of the line the form knew of.
    """

    standing: int
    fulfilled_on: date | None
    proof: str
    document: int | None = None


def fulfil_precondition(work: Work, task_id: int, precondition: str, noted: Noted) -> None:
    """Note that something is in place now; raises :class:`Invalid` with every problem at once."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        conclusion, before = _line(session, task_id, precondition, noted.standing)
        if before and before[-1].fulfilled:
            raise WrongState("precondition.already_fulfilled")
        problems = list(_problems(work, session, task_id, noted))
        if problems:
            raise Invalid(problems)
        row = PreconditionCheck(
            conclusion_id=conclusion.id,
            precondition=precondition,
            number=len(before) + 1,
            fulfilled=True,
            fulfilled_on=noted.fulfilled_on,
            proof=noted.proof.strip(),
            document_id=noted.document,
            account_id=actor.account,
            checked_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("fulfil_precondition", row, conclusion=conclusion.id, precondition=precondition)


def reopen_precondition(work: Work, task_id: int, precondition: str, reason: str, standing: int) -> None:
    """Take back that something is in place; the earlier note stays, a later one says why."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        conclusion, before = _line(session, task_id, precondition, standing)
        if not before or not before[-1].fulfilled:
            raise WrongState("precondition.not_fulfilled")
        if not reason.strip() or len(reason) > LONGEST:
            raise Invalid([Problem("reason", "precondition.needs_reason", {"longest": LONGEST})])
        row = PreconditionCheck(
            conclusion_id=conclusion.id,
            precondition=precondition,
            number=len(before) + 1,
            fulfilled=False,
            reason=reason.strip(),
            account_id=actor.account,
            checked_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("reopen_precondition", row, conclusion=conclusion.id, precondition=precondition)


def _line(
    session: Session, task_id: int, precondition: str, standing: int
) -> tuple[Conclusion, Sequence[PreconditionCheck]]:
    """Give the conclusion that stands and what was noted of one of its lines; raises :class:`NotFound`."""
    found_task(session, task_id)
    newest = conclusions_of(session, task_id)[-1:]
    for conclusion in newest:
        if precondition in {one.id for one in conditions_in(conclusion.snapshot)}:
            before = checks_of(session, [conclusion.id]).get((conclusion.id, precondition), [])
            if len(before) != standing:
                raise StaleWrite("stale", current=len(before), given=standing)
            return conclusion, before
    raise NotFound("not_found")


def _problems(work: Work, session: Session, task_id: int, noted: Noted) -> Iterator[Problem]:
    if noted.fulfilled_on is None:
        yield Problem("fulfilled_on", "precondition.needs_date")
    elif noted.fulfilled_on > (work.now() + ZONES).date():
        yield Problem("fulfilled_on", "precondition.date_to_come")
    if not noted.proof.strip() or len(noted.proof) > LONGEST:
        yield Problem("proof", "precondition.needs_proof", {"longest": LONGEST})
    document = session.get(Document, noted.document) if noted.document is not None else None
    if noted.document is not None and (document is None or document.task_id != task_id):
        yield Problem("document", "precondition.no_such_document")
