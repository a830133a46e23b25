"""Draws with their sources and their log, and what the pool's rules of rotation ask of the past."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Campaign, Draw, DrawContribution, DrawEvent, Project, Task
from reviewhub.domain.workflow import ACTIVE, DrawState


def contributions(session: Session, draw: int) -> Sequence[DrawContribution]:
    """Give the sources of a draw in their order."""
    statement = select(DrawContribution).where(DrawContribution.draw_id == draw)
    return session.execute(statement.order_by(DrawContribution.place)).scalars().all()


def events(session: Session, draw: int) -> Sequence[DrawEvent]:
    """Give the log of a draw in its order."""
    statement = select(DrawEvent).where(DrawEvent.draw_id == draw).order_by(DrawEvent.number)
    return session.execute(statement).scalars().all()


def draws_of(session: Session, campaign: int) -> Sequence[Draw]:
    """Give every draw of a campaign, the voided ones too, oldest first."""
    return session.execute(select(Draw).where(Draw.campaign_id == campaign).order_by(Draw.id)).scalars().all()


def draw_of(session: Session, panel: int | None) -> Draw | None:
    """Give the draw that a panel came from; None for one that was appointed."""
    if panel is None:
        return None
    return session.execute(select(Draw).where(Draw.panel_id == panel)).scalar_one_or_none()


def standing_draws(session: Session, campaign: int, tasks: Sequence[int]) -> list[Draw]:
    """Give the draws that stand for one of the tasks: those that were not voided."""
    wanted = set(tasks)
    found = draws_of(session, campaign)
    return [one for one in found if one.state != DrawState.VOIDED and wanted & set(one.tasks)]


def sealed_codes(session: Session, task: int) -> dict[int, str]:
    """Give the draw codes of the people on a task whose names are still under seal, by the expert's id."""
    statement = (
        select(Draw)
        .join(Assignment, Assignment.panel_id == Draw.panel_id)
        .where(Assignment.task_id == task, Draw.opened_at.is_(None))
        .distinct()
    )
    drawn = session.execute(statement).scalars()
    return {one["expert"]: code for draw in drawn for code, one in (draw.people or {}).items()}


def sealed_on_panels(session: Session, panels: Collection[int]) -> dict[tuple[int, int], str]:
    """Give the draw codes of the people of drawn panels whose names are under seal, by panel and expert."""
    drawn = session.execute(select(Draw).where(Draw.panel_id.in_(panels), Draw.opened_at.is_(None)))
    return {
        (draw.panel_id or 0, one["expert"]): code
        for draw in drawn.scalars()
        for code, one in (draw.people or {}).items()
    }


def under_seal(session: Session, assignments: Collection[int]) -> set[int]:
    """Give those of some assignments whose expert was drawn and not opened yet."""
    rows = session.execute(
        select(Assignment.id)
        .join(Draw, Draw.panel_id == Assignment.panel_id)
        .where(Draw.opened_at.is_(None), Assignment.id.in_(assignments))
    ).scalars()
    return set(rows)


def served_units(session: Session, tasks: Sequence[int], years: range) -> set[int]:
    """Give the experts who judged a unit of these tasks in one of the fiscal years."""
    units = select(Project.unit_id).join(Task, Task.project_id == Project.id).where(Task.id.in_(tasks))
    rows = session.execute(
        select(Assignment.expert_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .join(Project, Project.id == Task.project_id)
        .where(
            Assignment.state.in_(ACTIVE),
            Campaign.fiscal_year.in_(list(years)),
            Project.unit_id.in_(units),
        )
    ).scalars()
    return {one for one in rows if one is not None}


def members_of(session: Session, tasks: Sequence[int]) -> set[int]:
    """Give the experts who already stand on one of the tasks."""
    rows = session.execute(
        select(Assignment.expert_id).where(Assignment.task_id.in_(tasks), Assignment.state.in_(ACTIVE))
    ).scalars()
    return {one for one in rows if one is not None}
