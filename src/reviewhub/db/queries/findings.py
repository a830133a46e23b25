"""Findings with the decision that stands, and what follows from them for tasks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Assignment,
    Conclusion,
    ConflictDecision,
    ConflictFinding,
    Draw,
    Entry,
    InvolvedPerson,
    Objection,
    Panel,
    Task,
    TaskRedo,
    Tie,
)
from reviewhub.domain.conflicts.conflict import Severity
from reviewhub.domain.workflow import ACTIVE

ENTERED: Final[dict[str, type[Tie] | type[Objection] | type[InvolvedPerson]]] = {
    "ties": Tie,
    "objections": Objection,
    "involved_people": InvolvedPerson,
}


class Standing(NamedTuple):
    """A finding and the newest decision on it, None before any."""

    finding: ConflictFinding
    decided: ConflictDecision | None


def findings(session: Session, *wanted: ColumnElement[bool]) -> list[Standing]:
    """Give the wanted findings with task, project, expert or agency, the newest first."""
    rows = session.execute(
        select(ConflictFinding, ConflictDecision)
        .outerjoin(ConflictDecision, _newest())
        .where(*wanted)
        .options(
            joinedload(ConflictFinding.task).options(joinedload(Task.project), joinedload(Task.campaign)),
            joinedload(ConflictFinding.expert),
            joinedload(ConflictFinding.agency),
        )
        .order_by(ConflictFinding.id.desc())
    )
    return [Standing(finding, decided) for finding, decided in rows]


def outcomes(session: Session, tasks: Collection[int]) -> dict[tuple[int, str], str | None]:
    """Give what was decided of the hits on some tasks, by task and fingerprint; None while it is open."""
    rows = session.execute(
        select(ConflictFinding.task_id, ConflictFinding.fingerprint, ConflictDecision.outcome)
        .outerjoin(ConflictDecision, _newest())
        .where(ConflictFinding.task_id.in_(tasks))
    )
    return {(task, fingerprint): outcome for task, fingerprint, outcome in rows}


def undecided(session: Session, tasks: Collection[int]) -> frozenset[int]:
    """Name those tasks on which a scorer still takes part of whom a finding waits for its decision."""
    rows = session.execute(
        select(ConflictFinding.task_id)
        .join(Assignment, _of_finding())
        .outerjoin(ConflictDecision, ConflictDecision.finding_id == ConflictFinding.id)
        .where(
            ConflictFinding.task_id.in_(tasks),
            ConflictFinding.severity != Severity.NOTE,
            ConflictDecision.id.is_(None),
            Assignment.state.in_(ACTIVE),
        )
    ).scalars()
    return frozenset(rows)


def redos(session: Session, tasks: Collection[int]) -> dict[int, ConflictDecision]:
    """Give the tasks to be done anew with the newest decision that says so: none was concluded after it."""
    concluded = (
        select(func.max(Conclusion.concluded_at))
        .where(Conclusion.task_id == TaskRedo.task_id)
        .correlate(TaskRedo)
        .scalar_subquery()
    )
    rows = session.execute(
        select(TaskRedo.task_id, ConflictDecision)
        .join(ConflictDecision, ConflictDecision.id == TaskRedo.decision_id)
        .where(TaskRedo.task_id.in_(tasks), or_(concluded.is_(None), concluded < TaskRedo.marked_at))
        .order_by(TaskRedo.id)
    )
    return {task: newest for task, newest in rows}  # noqa: C416 -- rows are not yet pairs to mypy


def assignment_of(session: Session, finding: ConflictFinding) -> Assignment | None:
    """Give the assignment by which the finding's scorer takes part in its task, None when there is none."""
    return session.execute(
        select(Assignment)
        .join(ConflictFinding, _of_finding())
        .where(ConflictFinding.id == finding.id, Assignment.state.in_(ACTIVE))
        .order_by(Assignment.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def involved_accounts(session: Session, finding: ConflictFinding) -> frozenset[int]:
    """Give who may not decide a finding: who set off the check, entered its record, or formed the panel."""
    found = {finding.account_id, *_panel_formers(session, finding)}
    table, _, row = finding.record.partition(":")
    if table in ENTERED:
        model = ENTERED[table]
        found |= set(session.execute(select(model.account_id).where(model.id == int(row))).scalars())
    return frozenset(found)


def _panel_formers(session: Session, finding: ConflictFinding) -> set[int]:
    """Tell who formed the panel of the scorer, by the ledger, or prepared the draw it came from."""
    panels = session.execute(
        select(Panel.id)
        .join(Assignment, Assignment.panel_id == Panel.id)
        .join(ConflictFinding, _of_finding())
        .where(ConflictFinding.id == finding.id)
    )
    known = list(panels.scalars())
    subjects = [f"panels:{panel}" for panel in known]
    drawn = session.execute(select(Draw.account_id).where(Draw.panel_id.in_(known))).scalars()
    actors = session.execute(
        select(Entry.actor).where(
            Entry.bureau_id == finding.bureau_id,
            Entry.subject.in_(subjects),
            Entry.act.in_(("form_panel", "apply_matching")),
        )
    ).scalars()
    formed = {int(actor.removeprefix("account:")) for actor in actors if actor.startswith("account:")}
    return {*formed, *drawn}


def counted_open(session: Session, campaigns: Sequence[int]) -> Mapping[int, int]:
    """Count the findings that wait for a decision, by campaign."""
    rows = session.execute(
        select(Task.campaign_id, func.count(ConflictFinding.id.distinct()))
        .join(Task, Task.id == ConflictFinding.task_id)
        .join(Assignment, _of_finding())
        .outerjoin(ConflictDecision, ConflictDecision.finding_id == ConflictFinding.id)
        .where(
            Task.campaign_id.in_(campaigns),
            ConflictFinding.severity != Severity.NOTE,
            ConflictDecision.id.is_(None),
            Assignment.state.in_(ACTIVE),
        )
        .group_by(Task.campaign_id)
    )
    return {campaign: number for campaign, number in rows}  # noqa: C416 -- rows are not yet pairs to mypy


def _newest() -> ColumnElement[bool]:
    newest = (
        select(func.max(ConflictDecision.id))
        .where(ConflictDecision.finding_id == ConflictFinding.id)
        .correlate(ConflictFinding)
        .scalar_subquery()
    )
    return and_(ConflictDecision.finding_id == ConflictFinding.id, ConflictDecision.id == newest)


def _of_finding() -> ColumnElement[bool]:
    """Join a finding with the assignments of its scorer on its task."""
    same = or_(
        Assignment.expert_id == ConflictFinding.expert_id, Assignment.agency_id == ConflictFinding.agency_id
    )
    return and_(Assignment.task_id == ConflictFinding.task_id, same)
