"""Invitations: what an expert is asked, the pledge, the answer, stepping back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Organization, Project, Task
from reviewhub.db.queries.inviting.invitations import LATER, open_invitations
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import ASSIGNMENT, AssignmentState, move
from reviewhub.services.blinding import units_known
from reviewhub.services.conflicts.redoing import keep_late_recusal
from reviewhub.services.drawing.replacing import replace_seat
from reviewhub.services.notifying.asking import ask_panel, ladder_of
from reviewhub.services.panels.answering import ANSWERED, Answer, Answering, acceptance, refusal, take_answer
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class InvitedTask:
    """One project to score; ``unit`` is None while blind review hides it, ``asked`` in yuan."""

    project: str
    unit: str | None
    asked: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when an answer counts, whether it was put off, to which days it can be, and what is paid.

    ``answer_by`` is None where no time runs: before the message was written, and after the answer.
    """

    answer_by: datetime | None = None
    later: date | None = None
    later_days: tuple[date, date] | None = None
    fee: str = ""


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
    terms: Terms = Terms()


def invitations(work: Work) -> tuple[Invitation, ...]:
    """List the panels an expert was invited to and has not answered."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        rows = session.execute(
            _own(actor).where(Assignment.state == AssignmentState.INVITED, Assignment.panel_id.is_not(None))
        ).scalars()
        terms = _terms(work, session, actor)
        grouped = _grouped(session, actor, rows.all())
        return tuple(replace(one, terms=terms.get(one.panel, Terms())) for one in grouped)


def invitation(work: Work, panel_id: int) -> Invitation:
    """Give one invitation of one's own, answered or not; raises :class:`NotFound`."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        return shown_to(work, session, actor, panel_id)


def shown_to(work: Work, session: Session, actor: Actor, panel_id: int) -> Invitation:
    """Give an invitation as its expert sees it; raises :class:`NotFound`."""
    rows = session.execute(_own(actor).where(Assignment.panel_id == panel_id)).scalars()
    grouped = _grouped(session, actor, rows.all())
    if not grouped:
        raise NotFound("not_found")
    is_blinded = any(one.unit is None for one in grouped[0].tasks)
    organizations = _organizations(session, panel_id) if is_blinded else ()
    terms = _terms(work, session, actor).get(panel_id, Terms())
    return replace(grouped[0], organizations=organizations, terms=terms)


def accept_invitation(work: Work, panel_id: int, *, pledged: bool) -> None:
    """Accept all tasks of a panel and sign the pledge; refused without it."""
    _answer(work, panel_id, acceptance(work, pledged=pledged))


def decline_invitation(work: Work, panel_id: int, reason: str) -> None:
    """Decline all tasks of a panel with a reason."""
    _answer(work, panel_id, refusal(reason))


def put_off_invitation(work: Work, panel_id: int, until: date | None) -> None:
    """Promise an answer by the end of a day; once, and before the cut-off."""
    _answer(work, panel_id, Answer(LATER, until=until))


def recuse(work: Work, assignment_id: int, reason: str) -> None:
    """Step back from one task for a conflict of interest; sight of it ends at once.

    After a sheet was submitted, or the task concluded, the task must be done anew.
    """
    actor = require(work.actor, Act.SCORE)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        assignment = session.execute(_own(actor).where(Assignment.id == assignment_id)).scalar_one_or_none()
        if assignment is None:
            raise NotFound("not_found")
        assignment.state = move(ASSIGNMENT, assignment.state, "recuse")
        assignment.ended_reason = reason.strip()
        keep_late_recusal(work, session, actor, assignment)
        if replace_seat(work, session, assignment, "recused"):
            ask_panel(work, session, assignment.panel_id or 0)
        work.record("recuse", assignment)


def _answer(work: Work, panel_id: int, answer: Answer) -> None:
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        take_answer(work, session, Answering(actor, panel_id), answer)


def _own(actor: Actor) -> Select[Assignment]:
    is_expert = actor.expert is not None
    mine = Assignment.expert_id == actor.expert if is_expert else Assignment.agency_id == actor.agency
    return (
        select(Assignment)
        .where(mine, Assignment.state.in_(ANSWERED))
        .options(
            joinedload(Assignment.panel),
            joinedload(Assignment.task).joinedload(Task.project).joinedload(Project.unit),
            joinedload(Assignment.task).joinedload(Task.campaign),
        )
        .order_by(Assignment.panel_id, Assignment.task_id)
    )


def _terms(work: Work, session: Session, actor: Actor) -> dict[int, Terms]:
    """Give the terms of everything that waits for the actor's answer, by panel."""
    waiting = open_invitations(session, expert=actor.expert) if actor.expert else []
    found = {}
    for one in waiting:
        steps, fee = ladder_of(work, one), one.rules.fee
        found[one.panel] = Terms(fee=fee)
        if one.asked:
            by, later = steps.answer_by(one.asked), one.asked.later
            found[one.panel] = Terms(by, later, steps.later_days(one.asked), fee)
    return found


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
