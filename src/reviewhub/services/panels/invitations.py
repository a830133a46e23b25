"""Invitations: what an expert is asked, the pledge, the answer, stepping back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Organization, Project, Task
from reviewhub.domain.appointing.panel import signed_pledge
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import ACTIVE, ASSIGNMENT, AssignmentState, move
from reviewhub.services.blinding import units_known
from reviewhub.services.campaigns import schedule_of
from reviewhub.services.drawing.replacing import replace_seat
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class InvitedTask:
    """One project to score; ``unit`` is None while blind review hides it, ``asked`` in yuan."""

    project: str
    unit: str | None
    asked: Decimal


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invited expert is asked: the panel, its tasks, the terms, the pledge to sign.

    While blind review hides whose project is whose, ``organizations`` names every unit and department of the
    panel's tasks once, in the order of their names, so that ties can be declared; else it is empty.
    """

    panel: int
    panel_name: str
    campaign: str
    opens_at: datetime
    closes_at: datetime
    tasks: tuple[InvitedTask, ...]
    state: AssignmentState
    organizations: tuple[str, ...] = ()


def invitations(work: Work) -> tuple[Invitation, ...]:
    """List the panels an expert was invited to and has not answered."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        rows = session.execute(
            _own(actor).where(Assignment.state == AssignmentState.INVITED, Assignment.panel_id.is_not(None))
        ).scalars()
        return _grouped(session, actor, rows.all())


def invitation(work: Work, panel_id: int) -> Invitation:
    """Give one invitation of one's own, answered or not; raises :class:`NotFound`."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        rows = session.execute(_own(actor).where(Assignment.panel_id == panel_id)).scalars()
        grouped = _grouped(session, actor, rows.all())
        if not grouped:
            raise NotFound("not_found")
        is_blinded = any(one.unit is None for one in grouped[0].tasks)
        organizations = _organizations(session, panel_id) if is_blinded else ()
        return replace(grouped[0], organizations=organizations)


def accept_invitation(work: Work, panel_id: int, *, pledged: bool) -> None:
    """Accept all tasks of a panel and sign the pledge; refused without it."""
    if not pledged:
        raise Invalid([Problem("pledge", "pledge.missing")])
    _answer(work, panel_id, "accept", "", signed_pledge(work.now()))


def decline_invitation(work: Work, panel_id: int, reason: str) -> None:
    """Decline all tasks of a panel with a reason."""
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    _answer(work, panel_id, "decline", reason.strip(), None)


def recuse(work: Work, assignment_id: int, reason: str) -> None:
    """Step back from one task for a conflict of interest; sight of it ends at once."""
    actor = require(work.actor, Act.SCORE)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        assignment = session.execute(_own(actor).where(Assignment.id == assignment_id)).scalar_one_or_none()
        if assignment is None:
            raise NotFound("not_found")
        assignment.state = move(ASSIGNMENT, assignment.state, "recuse")
        assignment.ended_reason = reason.strip()
        replace_seat(work, session, assignment, "recused")
        work.record("recuse", assignment)


def _answer(work: Work, panel_id: int, act: str, reason: str, pledge: dict[str, object] | None) -> None:
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        rows = list(session.execute(_own(actor).where(Assignment.panel_id == panel_id)).scalars())
        if not rows:
            raise NotFound("not_found")
        if schedule_of(rows[0].task.campaign).refusal(work.now()) == "campaign.over":
            raise WrongState("campaign.over")
        waiting = [row for row in rows if row.state == AssignmentState.INVITED]
        for row in waiting or rows[:1]:
            row.state = move(ASSIGNMENT, row.state, act)
            row.answered_at, row.answer_reason, row.pledge = work.now(), reason, pledge
        if act == "decline":
            for row in waiting:
                replace_seat(work, session, row, "declined")
        work.record(f"{act}_invitation", f"panels:{panel_id}", tasks=len(waiting))


def _own(actor: Actor) -> Select[Assignment]:
    is_expert = actor.expert is not None
    mine = Assignment.expert_id == actor.expert if is_expert else Assignment.agency_id == actor.agency
    return (
        select(Assignment)
        .where(mine, Assignment.state.in_((*ACTIVE, AssignmentState.DECLINED)))
        .options(
            joinedload(Assignment.panel),
            joinedload(Assignment.task).joinedload(Task.project).joinedload(Project.unit),
            joinedload(Assignment.task).joinedload(Task.campaign),
        )
        .order_by(Assignment.panel_id, Assignment.task_id)
    )


def _organizations(session: Session, panel_id: int) -> tuple[str, ...]:
    """Name the units and departments of all tasks of a panel, detached from the projects."""
    names = session.execute(
        select(Organization.name)
        .join(Project, or_(Project.unit_id == Organization.id, Project.department_id == Organization.id))
        .join(Task, Task.project_id == Project.id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.panel_id == panel_id)
        .distinct()
    ).scalars()
    return tuple(sorted(names))


def _invited(task: Task, *, is_known: bool) -> InvitedTask:
    return InvitedTask(task.project.name, task.project.unit.name if is_known else None, task.asked)


def _grouped(session: Session, actor: Actor, rows: Sequence[Assignment]) -> tuple[Invitation, ...]:
    known = units_known(session, actor.role, {row.task_id: row.task.campaign.blind for row in rows})
    found: list[Invitation] = []
    for _, group in groupby(rows, key=lambda row: row.panel_id):
        members = list(group)
        first, campaign = members[0], members[0].task.campaign
        if first.panel is None:
            continue
        found.append(
            Invitation(
                panel=first.panel.id,
                panel_name=first.panel.name,
                campaign=campaign.name,
                opens_at=campaign.opens_at,
                closes_at=campaign.closes_at,
                tasks=tuple(_invited(row.task, is_known=row.task_id in known) for row in members),
                state=AssignmentState(first.state),
            )
        )
    return tuple(found)
