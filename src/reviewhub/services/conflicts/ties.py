"""Ties that experts declare or officers enter, and what they bring to light at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Account, Expert, Organization, Project, Tie, TieWithdrawal
from reviewhub.db.queries.conflicts import bodies_of
from reviewhub.domain.conflicts.declaring import NewTie
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.lettering import plain_letters
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.services.conflicts.checking import check_standing, keep
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class TieLine:
    """One declared tie; ``own`` tells that the expert declared it, ``withdrawn`` why it does not count."""

    id: int
    kind: str
    organization: str
    person: str
    project: str
    since: date | None
    until: date | None
    note: str
    own: bool
    declared_at: datetime
    withdrawn: str


@dataclass(frozen=True, slots=True)
class TiesPage:
    """An expert's ties, the newest first."""

    expert: int
    code: str
    name: str
    ties: tuple[TieLine, ...]


def my_ties(work: Work) -> TiesPage:
    """Give one's own ties as an expert."""
    actor = require(work.actor, Act.DECLARE_TIES)
    with work.reading() as session:
        return _page(session, actor.expert or 0)


def expert_ties(work: Work, expert_id: int) -> TiesPage:
    """Give an expert's ties to an officer."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return _page(session, expert_id)


def organizations_known(work: Work) -> tuple[str, ...]:
    """Name the bureau's organisations, to choose from while typing; for officers alone."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return tuple(session.execute(select(Organization.name).order_by(Organization.name)).scalars())


def declare_tie(work: Work, new: NewTie) -> None:
    """Declare a tie of one's own; whether it touches one of one's tasks is for officers to know."""
    _add(work, require(work.actor, Act.DECLARE_TIES), new, None)


def enter_tie(work: Work, expert_id: int, new: NewTie) -> int:
    """Enter a tie of an expert as an officer; gives how many findings it brought to light."""
    return _add(work, require(work.actor, Act.RUN_CAMPAIGNS), new, expert_id)


def withdraw_tie(work: Work, tie_id: int, reason: str) -> int:
    """Say that a tie was an error, as an officer and with a reason; gives the expert.

    Nobody lifts a conflict of one's own this way: experts cannot withdraw. Raises :class:`WrongState` for a
    tie that was withdrawn before.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        tie = session.get(Tie, tie_id)
        if tie is None:
            raise NotFound("not_found")
        if _withdrawals(session, [tie_id]):
            raise WrongState("tie.withdrawn")
        row = TieWithdrawal(
            tie_id=tie_id, reason=reason.strip(), account_id=actor.account, withdrawn_at=work.now()
        )
        session.add(row)
        session.flush()
        work.record("withdraw_tie", row, tie=tie_id)
        return tie.expert_id


def _add(work: Work, actor: Actor, new: NewTie, expert_id: int | None) -> int:
    problems = list(new.problems())
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        expert = session.get(Expert, actor.expert if expert_id is None else expert_id)
        if expert is None:
            raise NotFound("not_found")
        tie = _tie(session, expert, new)
        tie.account_id, tie.declared_at = actor.account, work.now()
        session.add(tie)
        session.flush()
        found = keep(work, session, check_standing(work, session, expert=expert.id), Stage.LATER)
        work.record("declare_tie", tie, kind=tie.kind, findings=len(found))
        return len(found)


def _tie(session: Session, expert: Expert, new: NewTie) -> Tie:
    return Tie(
        expert_id=expert.id,
        kind=new.kind,
        organization_id=bodies_of(session).find(new.organization),
        organization_name=new.organization,
        person=new.person,
        project_id=_project(session, new.project),
        project_name=new.project,
        since=new.since,
        until=new.until,
        note=new.note,
    )


def _project(session: Session, named: str) -> int | None:
    """Find the newest project of a code or name."""
    if not named:
        return None
    wanted = plain_letters(named)
    rows = session.execute(select(Project.id, Project.code, Project.name).order_by(Project.id.desc()))
    return next((id_ for id_, *texts in rows if wanted in map(plain_letters, texts)), None)


def _page(session: Session, expert_id: int) -> TiesPage:
    expert = session.get(Expert, expert_id)
    if expert is None:
        raise NotFound("not_found")
    rows = session.execute(
        select(Tie, Account.expert_id)
        .join(Account, Account.id == Tie.account_id)
        .where(Tie.expert_id == expert_id)
        .options(joinedload(Tie.organization), joinedload(Tie.project))
        .order_by(Tie.id.desc())
    ).all()
    withdrawn = _withdrawals(session, [tie.id for tie, _ in rows])
    lines = tuple(_line(tie, own=by == expert_id, withdrawn=withdrawn.get(tie.id, "")) for tie, by in rows)
    return TiesPage(expert.id, expert.code, expert.name, lines)


def _withdrawals(session: Session, ties: list[int]) -> Mapping[int, str]:
    rows = session.execute(
        select(TieWithdrawal.tie_id, TieWithdrawal.reason).where(TieWithdrawal.tie_id.in_(ties))
    )
    return {tie: reason for tie, reason in rows}  # noqa: C416 -- rows are not yet pairs to mypy


def _line(tie: Tie, *, own: bool, withdrawn: str) -> TieLine:
    return TieLine(
        id=tie.id,
        kind=tie.kind,
        organization=tie.organization.name if tie.organization else tie.organization_name,
        person=tie.person,
        project=tie.project.name if tie.project else tie.project_name,
        since=tie.since,
        until=tie.until,
        note=tie.note,
        own=own,
        declared_at=tie.declared_at,
        withdrawn=withdrawn,
    )
