"""Second rounds: which are open, which sheets were written in one, and whose first sheet they follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Campaign,
    CampaignTriggers,
    Project,
    RoundClosing,
    RoundSheet,
    ScoringRound,
    Sheet,
    Task,
)
from reviewhub.domain.policy import Actor
from reviewhub.domain.scoring_round import Triggers, read_triggers
from reviewhub.domain.workflow import ACTIVE, AssignmentState

Tasks = Sequence[int] | Select[int]


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A round that the actor is or was asked to answer; ``answered`` is the sheet with the answer."""

    scoring_round: ScoringRound
    closing: RoundClosing | None
    assignment: int
    number: int
    project: str
    campaign: str
    answered: int | None


def triggers_of(session: Session, campaign: int) -> Triggers:
    """Give the triggers of a campaign; all off where nothing was set."""
    statement = select(CampaignTriggers.triggers).where(CampaignTriggers.campaign_id == campaign)
    return read_triggers(session.execute(statement).scalar())


def uncounted() -> Select[int]:
    """Select the sheets that do not count yet: those of rounds that are still open."""
    return (
        select(RoundSheet.sheet_id)
        .outerjoin(RoundClosing, RoundClosing.round_id == RoundSheet.round_id)
        .where(RoundClosing.id.is_(None))
    )


def open_rounds(session: Session, tasks: Tasks) -> frozenset[int]:
    """Give those of the tasks that have an open round."""
    rows = session.execute(
        select(ScoringRound.task_id)
        .outerjoin(RoundClosing, RoundClosing.round_id == ScoringRound.id)
        .where(ScoringRound.task_id.in_(tasks), RoundClosing.id.is_(None))
    )
    return frozenset(rows.scalars())


def round_of(session: Session, task: int) -> tuple[ScoringRound, RoundClosing | None] | None:
    """Give the second round of a task with its closing, if there are any."""
    row = session.execute(
        select(ScoringRound, RoundClosing)
        .outerjoin(RoundClosing, RoundClosing.round_id == ScoringRound.id)
        .where(ScoringRound.task_id == task)
    ).first()
    return None if row is None else (row[0], row[1])


def round_sheets(session: Session, round_: int) -> dict[int, int]:
    """Give the sheets written in a round, by the code number of their writers who still take part."""
    rows = session.execute(
        select(Assignment.number, RoundSheet.sheet_id)
        .join(Sheet, Sheet.id == RoundSheet.sheet_id)
        .join(Assignment, Assignment.id == Sheet.assignment_id)
        .where(RoundSheet.round_id == round_, Assignment.state.in_(ACTIVE))
    )
    return dict(iter(rows))


def taking_part(session: Session, task: int) -> frozenset[int]:
    """Give the code numbers of those who take part in a task: a round that began with others goes without."""
    rows = session.execute(
        select(Assignment.number).where(Assignment.task_id == task, Assignment.state.in_(ACTIVE))
    )
    return frozenset(rows.scalars())


def own_rounds(session: Session, actor: Actor, assignment: int | None = None) -> list[OwnRound]:
    """Give the rounds that the actor is asked in, all or that of one assignment; others do not exist."""
    owner = Assignment.agency_id if actor.expert is None else Assignment.expert_id
    answer = (
        select(Sheet.assignment_id, RoundSheet.sheet_id, RoundSheet.round_id)
        .join(RoundSheet, RoundSheet.sheet_id == Sheet.id)
        .subquery()
    )
    statement = (
        select(
            ScoringRound,
            RoundClosing,
            Assignment.id,
            Assignment.number,
            Project.name,
            Campaign.name,
            answer.c.sheet_id,
        )
        .join(Assignment, Assignment.task_id == ScoringRound.task_id)
        .join(Task, Task.id == ScoringRound.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(RoundClosing, RoundClosing.round_id == ScoringRound.id)
        .outerjoin(answer, (answer.c.assignment_id == Assignment.id) & (answer.c.round_id == ScoringRound.id))
        .where(
            owner == (actor.agency if actor.expert is None else actor.expert),
            Assignment.state == AssignmentState.ACCEPTED,
        )
        .order_by(ScoringRound.id)
    )
    if assignment is not None:
        statement = statement.where(Assignment.id == assignment)
    found = [OwnRound(*row) for row in session.execute(statement)]
    return [one for one in found if one.number in one.scoring_round.numbers]
