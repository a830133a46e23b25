"""Milestones: the schedule of a commission, and every act along it by firm and bureau."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, CommissionSchedule, MilestoneEntry
from reviewhub.db.queries.commissioning.documents import PAPER
from reviewhub.db.queries.commissioning.milestones import Scheduled, scheduled
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.commissioning.milestone import (
    MILESTONES,
    RETURNS,
    WITH_DOCUMENT,
    Station,
    Terms,
    disordered,
    open_acts,
    proposed_terms,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import CommissionState, move
from reviewhub.files.kinds import REPORT as REPORT_KINDS
from reviewhub.services.commissioning.desk.following import entry
from reviewhub.services.commissioning.desk.lacking import lacking
from reviewhub.services.commissioning.desk.parties import party_of
from reviewhub.services.documents import Kept, checks_of, document_row, keep
from reviewhub.services.work import Work

LONGEST: Final = 2000
PLANNABLE: Final = (CommissionState.OFFERED, CommissionState.TAKEN, CommissionState.RETURNED)


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """The schedule of one commission as this reader may see it.

    ``acts`` are the moves that are this reader's turn, ``lacks`` what keeps the next of them from being made;
    ``terms`` are those set, or those proposed while none are.
    """

    commission: Commissioned
    party: Party
    scheduled: Scheduled | None
    line: tuple[Station, ...]
    acts: frozenset[str]
    lacks: tuple[Problem, ...]
    terms: Terms
    may_plan: bool
    late: bool


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """What an officer sets: the last day of each milestone; ``standing`` is the schedule the form knew of."""

    terms: Terms
    reason: str
    standing: int


@dataclass(frozen=True, slots=True)
class NewAct:
    """One act along the schedule: what is said, the paper if one comes, how many acts the form knew of."""

    act: str
    remark: str
    standing: int
    paper: tuple[str, bytes] | None = None


def open_schedule(work: Work, commission_id: int) -> SchedulePage:
    """Give the schedule of a commission; another firm's does not exist."""
    actor, party = party_of(work)
    with work.reading() as session:
        one = _found(session, actor, party, commission_id)
        found = scheduled(session, [commission_id]).get(commission_id)
        turn = open_acts(found.state, party) if found and one.takes_part else frozenset()
        lacks = tuple(problem for act in sorted(turn) for problem in lacking(work, session, one, act))
    today = work.now().date()
    return SchedulePage(
        commission=one,
        party=party,
        scheduled=found,
        line=found.line(today) if found else (),
        acts=turn,
        lacks=lacks,
        terms=found.terms if found else proposed_terms(one.offered_at.date(), one.due),
        may_plan=party is Party.BUREAU and one.stands and (found is not None or one.state in PLANNABLE),
        late=found.is_late(today) if found else False,
    )


def set_schedule(work: Work, commission_id: int, new: NewSchedule) -> None:
    """Set the terms of the milestones, or others in their place; the earlier ones stay on record.

    Raises :class:`Invalid` for terms that go backwards or are changed without a reason, and
    :class:`WrongState` once the report was handed in without a schedule.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        one = _found(session, actor, Party.BUREAU, commission_id)
        found = scheduled(session, [commission_id]).get(commission_id)
        standing = found.number if found else 0
        if standing != new.standing:
            raise StaleWrite("stale", current=standing, given=new.standing)
        if found is None and one.state not in PLANNABLE:
            raise WrongState("milestone.too_late_to_plan")
        problems = list(_faults(new))
        if problems:
            raise Invalid(problems)
        row = CommissionSchedule(
            commission_id=commission_id,
            number=standing + 1,
            terms={str(milestone): day.isoformat() for milestone, day in new.terms.items()},
            reason=new.reason.strip(),
            account_id=actor.account,
            set_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("set_schedule", row, commission=commission_id, number=row.number)


def advance(work: Work, commission_id: int, new: NewAct) -> None:
    """Do one act along the schedule.

    Raises :class:`WrongState` when it is not this party's turn, :class:`Invalid` with everything that is
    lacking: a reason for sending back, the paper, material of the check-list, answers to comments.
    """
    actor, party = party_of(work)
    with work.reading() as session:
        _require_turn(work, session, (actor, party), commission_id, new)
    kept = keep(work, [new.paper], REPORT_KINDS) if new.paper and new.act in WITH_DOCUMENT else ()
    with work.transaction() as session:
        one, found = _require_turn(work, session, (actor, party), commission_id, new)
        row = entry(work, actor, commission_id, (len(found.acts) + 1, new.act, new.remark))
        _attach(work, session, (actor, one.task), (row, kept))
        session.add(row)
        session.flush()
        papers = {"sha256": kept[0].sha256, **checks_of(work, kept)} if kept else {}
        work.record(new.act, row, commission=commission_id, **papers)


def _require_turn(
    work: Work, session: Session, who: tuple[Actor, Party], commission_id: int, new: NewAct
) -> tuple[Commissioned, Scheduled]:
    """Give the commission and its schedule when the act can be done now."""
    actor, party = who
    one = _found(session, actor, party, commission_id)
    found = scheduled(session, [commission_id]).get(commission_id)
    if found is None or not one.takes_part:
        raise WrongState("milestone.no_schedule")
    if new.act not in open_acts(found.state, party):
        raise WrongState("milestone.not_your_turn", what=f"milestone.{found.state}")
    if len(found.acts) != new.standing:
        raise StaleWrite("stale", current=len(found.acts), given=new.standing)
    move(MILESTONES, found.state, new.act)
    problems = [*_incomplete(new), *lacking(work, session, one, new.act)]
    if problems:
        raise Invalid(problems)
    return one, found


def _incomplete(new: NewAct) -> Iterator[Problem]:
    if new.act in RETURNS and not new.remark.strip():
        yield Problem("remark", "reason.missing")
    if len(new.remark) > LONGEST:
        yield Problem("remark", "answer.too_long", {"most": LONGEST})
    if new.act in WITH_DOCUMENT and new.paper is None:
        yield Problem("paper", "document.none")


def _faults(new: NewSchedule) -> Iterator[Problem]:
    for one in disordered(new.terms):
        yield Problem(str(one), "milestone.before_earlier")
    if not new.terms:
        yield Problem("plan", "milestone.no_terms")
    if new.standing and not new.reason.strip():
        yield Problem("reason", "reason.missing")
    if len(new.reason) > LONGEST:
        yield Problem("reason", "answer.too_long", {"most": LONGEST})


def _attach(
    work: Work,
    session: Session,
    place: tuple[Actor, int],
    paper: tuple[MilestoneEntry, tuple[Kept, ...]],
) -> None:
    """Put the paper of an act beside it."""
    actor, task = place
    row, kept = paper
    for one in kept:
        document = document_row(work, actor, task, PAPER, one)
        session.add(document)
        session.flush()
        row.document_id = document.id


def _found(session: Session, actor: Actor, party: Party, commission_id: int) -> Commissioned:
    """Give a commission that the party may know of; raises :class:`NotFound`."""
    wanted = [Commission.id == commission_id]
    if party is Party.AGENCY:
        wanted.append(Commission.agency_id == actor.agency)
    found = commissioned(session, *wanted) if party is not Party.UNIT else []
    if not found or (party is Party.AGENCY and not found[0].takes_part):
        raise NotFound("not_found")
    return found[0]
