"""Clarifications: a question from one party to another, with a term, until whoever asked is content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from reviewhub.db.models import Clarification, ClarificationEntry, Commission
from reviewhub.db.queries.commissioning.clarifications import Thread, threads
from reviewhub.domain.commissioning.clarification import (
    ADDRESSED,
    faults_of_clarification,
    faults_of_text,
    open_acts,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Actor
from reviewhub.services.commissioning.desk.checklists import standing_commission
from reviewhub.services.commissioning.desk.parties import require_party
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One question as its reader may act on it."""

    thread: Thread
    late: bool
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClarificationsPage:
    """The questions of one task that this reader may see; ``addressed`` are whom it may ask."""

    task: int
    project: str
    campaign_name: str
    party: Party
    commission: int | None
    lines: tuple[ThreadLine, ...]
    addressed: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class NewClarification:
    """A question: to whom, what, and by when an answer is needed."""

    asked: str
    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One act on a question; ``standing`` is how many acts the form knew of."""

    act: str
    text: str
    standing: int


def open_clarifications(work: Work, task_id: int) -> ClarificationsPage:
    """Give the questions of a task; a unit learns of a task only once something is asked of it."""
    with work.reading() as session:
        actor, party = require_party(work, session, task_id)
        task = found_task(session, task_id)
        commission = standing_commission(session, task_id)
        found = threads(session, Clarification.task_id == task_id, seen_by(actor, party))
        if party is Party.UNIT and not found:
            raise NotFound("not_found")
        today = work.now().date()
        return ClarificationsPage(
            task=task_id,
            project=task.project.name,
            campaign_name=task.campaign.name,
            party=party,
            commission=commission,
            lines=tuple(_line(one, party, today) for one in found),
            addressed=_addressed(party, commission),
        )


def ask(work: Work, task_id: int, new: NewClarification) -> None:
    """Ask another party; raises :class:`Invalid` with every fault of the question."""
    with work.transaction() as session:
        actor, party = require_party(work, session, task_id, Party.BUREAU, Party.AGENCY, Party.UNIT)
        commission = standing_commission(session, task_id)
        addressed = _addressed(party, commission)
        problems = list(faults_of_clarification(new.text, new.due, work.now().date()))
        problems += [] if new.asked in addressed else [Problem("asked", "clarification.no_asked")]
        if problems:
            raise Invalid(problems)
        numbers = select(Clarification.number).where(Clarification.task_id == task_id)
        row = Clarification(
            task_id=task_id,
            commission_id=commission if Party.AGENCY in (party, new.asked) else None,
            number=max(session.execute(numbers).scalars(), default=0) + 1,
            asker=party,
            asked=new.asked,
            text=new.text.strip(),
            due=new.due,
            account_id=actor.account,
            at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("ask_clarification", row, task=task_id, asked=new.asked)


def reply(work: Work, task_id: int, number: int, new: NewEntry) -> None:
    """Answer a question, ask again, or be content with what was said.

    Raises :class:`WrongState` when that is another party's, :class:`Invalid` for an answer without text.
    """
    with work.transaction() as session:
        actor, party = require_party(work, session, task_id)
        wanted = (Clarification.task_id == task_id, Clarification.number == number)
        found = threads(session, *wanted, seen_by(actor, party))
        if not found:
            raise NotFound("not_found")
        thread = found[0]
        if new.act not in open_acts(thread.state, party, thread.asker, thread.asked):
            raise WrongState("clarification.not_your_turn")
        if len(thread.entries) != new.standing:
            raise StaleWrite("stale", current=len(thread.entries), given=new.standing)
        problems = list(faults_of_text(new.text)) if new.act != "settle" else []
        if problems:
            raise Invalid(problems)
        row = ClarificationEntry(
            clarification_id=thread.id,
            number=new.standing + 1,
            act=new.act,
            party=party,
            text=new.text.strip(),
            account_id=actor.account,
            at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record(f"{new.act}_clarification", row, task=task_id, number=number)


def seen_by(actor: Actor, party: Party) -> ColumnElement[bool]:
    """Which questions a party may know of: the bureau all, others those they asked or are asked."""
    if party in (Party.BUREAU, Party.READER):
        return Clarification.id.is_not(None)
    mine = or_(Clarification.asker == party, Clarification.asked == party)
    if party is Party.UNIT:
        return mine
    own = select(Commission.id).where(Commission.agency_id == actor.agency)
    return mine & Clarification.commission_id.in_(own)


def _addressed(party: Party, commission: int | None) -> tuple[Party, ...]:
    others: Sequence[Party] = () if party is Party.READER else [one for one in ADDRESSED if one is not party]
    return tuple(one for one in others if one is not Party.AGENCY or commission is not None)


def _line(one: Thread, party: Party, today: date) -> ThreadLine:
    return ThreadLine(one, one.is_late(today), open_acts(one.state, party, one.asker, one.asked))
