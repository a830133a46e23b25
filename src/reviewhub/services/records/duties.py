"""One entry of a record: the officer's check-list after the conclusion, and the expert's replies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, DutyCheck, DutyReply
from reviewhub.db.queries.records.duties import duty_checks, duty_replies
from reviewhub.db.queries.records.services import ServiceRow, as_services, asked_again, service_rows
from reviewhub.db.queries.results import standing_sheets
from reviewhub.domain.appointing.duty import (
    LONGEST,
    VERSION,
    DutyForm,
    DutyItem,
    Said,
    items_of,
    require_complete,
)
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.records.deviations import deviations_of
from reviewhub.services.records.work_records import Entry, Served, entries_of, visible
from reviewhub.services.work import Work

NEVER_SERVED = (AssignmentState.INVITED, AssignmentState.DECLINED, AssignmentState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Check:
    """One check-list as it was filled in, by the name of the account that filled it in."""

    number: int
    items: tuple[DutyItem, ...]
    answers: Mapping[str, Mapping[str, str]]
    level: str
    level_reason: str
    correction: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What the expert answered."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with its check-lists and replies, both the newest last; who may add to them."""

    entry: Entry
    checks: tuple[Check, ...]
    replies: tuple[Reply, ...]
    items: tuple[DutyItem, ...]
    may_check: bool
    may_reply: bool


def entry_page(work: Work, assignment_id: int) -> EntryPage:
    """Show one entry to the officer, the auditor or the expert whose it is; others find nothing."""
    actor = _reader(work)
    with work.reading() as session:
        row = _row(session, actor, assignment_id)
        checks = duty_checks(session, [assignment_id]).get(assignment_id, [])
        replies = duty_replies(session, [assignment_id]).get(assignment_id, [])
        entry = _entry(work, session, actor, row)
    return EntryPage(
        entry=entry,
        checks=tuple(map(_check, checks)),
        replies=tuple(Reply(one.text, one.replied_at) for one in replies),
        items=items_of(VERSION),
        may_check=may(actor, Act.RUN_CAMPAIGNS) and not _why_unchecked(row),
        may_reply=row.expert == actor.expert,
    )


def check_duties(work: Work, assignment_id: int, form: DutyForm, standing: int) -> int:
    """Keep a check-list; ``standing`` is how many the form knew of. Gives the check's number.

    Raises :class:`WrongState` before the conclusion, :class:`Invalid` with everything that is missing, and
    :class:`StaleWrite` when another one came in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = _row(session, actor, assignment_id)
        why = _why_unchecked(row)
        if why:
            raise WrongState(why)
        before = duty_checks(session, [assignment_id]).get(assignment_id, [])
        if len(before) != standing:
            raise StaleWrite("stale", current=len(before), given=standing)
        require_complete(form, corrects=bool(before))
        check = DutyCheck(
            assignment_id=assignment_id,
            number=len(before) + 1,
            supersedes_id=before[-1].id if before else None,
            catalogue=VERSION,
            answers={key: _kept(said) for key, said in form.said.items()},
            level=form.level or "",
            level_reason=form.level_reason,
            correction=form.correction,
            account_id=actor.account,
            checked_at=work.now(),
        )
        session.add(check)
        session.flush()
        work.record("check_duties", check, assignment=assignment_id)
        return check.number


def reply(work: Work, assignment_id: int, text: str) -> None:
    """Add the expert's answer to an entry of the own record; as many as there are things to say."""
    actor = require(work.actor, Act.READ_OWN_RECORD)
    if not text.strip():
        raise Invalid([Problem("text", "reply.missing")])
    if len(text) > LONGEST:
        raise Invalid([Problem("text", "answer.too_long", {"most": LONGEST})])
    with work.transaction() as session:
        row = _row(session, actor, assignment_id)
        if row.expert != actor.expert:
            raise NotFound("not_found")
        said = DutyReply(
            assignment_id=assignment_id, text=text.strip(), account_id=actor.account, replied_at=work.now()
        )
        session.add(said)
        session.flush()
        work.record("reply_to_record", said, assignment=assignment_id)


def _reader(work: Work) -> Actor:
    own = may(work.actor, Act.READ_OWN_RECORD)
    return require(work.actor, Act.READ_OWN_RECORD if own else Act.READ_WORK_RECORDS)


def _row(session: Session, actor: Actor, assignment_id: int) -> ServiceRow:
    rows = visible(session, actor, service_rows(session, Assignment.id == assignment_id))
    if not rows:
        raise NotFound("not_found")
    return rows[0]


def _why_unchecked(row: ServiceRow) -> str:
    """Say why no check-list is filled in now, "" where one can be."""
    if row.state in NEVER_SERVED:
        return "duty.never_served"
    return "" if row.concluded else "duty.not_concluded"


def _entry(work: Work, session: Session, actor: Actor, row: ServiceRow) -> Entry:
    tasks = [row.task] if row.concluded and row.state == AssignmentState.ACCEPTED else []
    deviations = deviations_of(standing_sheets(session, tasks), f"expert:{row.expert}")
    services = as_services([row], asked_again(session, Assignment.id == row.assignment))
    (entry,) = entries_of(session, Served(actor, work.now(), [row], services, deviations))
    return entry


def _check(row: DutyCheck) -> Check:
    return Check(
        row.number,
        items_of(row.catalogue),
        row.answers,
        row.level,
        row.level_reason,
        row.correction,
        row.account.name,
        row.checked_at,
    )


def _kept(said: Said) -> dict[str, str]:
    return {"answer": said.answer, "remark": said.remark}
