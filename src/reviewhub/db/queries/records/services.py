"""Services of experts: every invitation with what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Conclusion,
    Project,
    RoundSheet,
    ScoringRound,
    Sheet,
    Task,
)
from reviewhub.domain.appointing.work_record import Service


class ServiceRow(NamedTuple):
    """One invitation; ``first_sheet`` is when a sheet was first submitted, None if never."""

    assignment: int
    expert: int
    task: int
    number: int
    project: str
    campaign: str
    year: int
    state: str
    invited_at: datetime
    answered_at: datetime | None
    answer_reason: str
    ended_reason: str
    closes_at: datetime
    first_sheet: datetime | None
    concluded: bool


class Asked(NamedTuple):
    """That the expert of an assignment was asked again in a second round, and whether there was an answer."""

    assignment: int
    answered: bool


def service_rows(session: Session, *wanted: ColumnElement[bool]) -> list[ServiceRow]:
    """Give every service of experts that fits, the newest first."""
    first = select(Sheet.assignment_id, func.min(Sheet.submitted_at).label("at"))
    first_sheet = first.group_by(Sheet.assignment_id).subquery()
    concluded = select(Conclusion.task_id).distinct().subquery()
    rows = session.execute(
        select(
            Assignment.id,
            Assignment.expert_id,
            Assignment.task_id,
            Assignment.number,
            Project.name,
            Campaign.name,
            Campaign.fiscal_year,
            Assignment.state,
            Assignment.invited_at,
            Assignment.answered_at,
            Assignment.answer_reason,
            Assignment.ended_reason,
            Campaign.closes_at,
            first_sheet.c.at,
            concluded.c.task_id.is_not(None),
        )
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(first_sheet, first_sheet.c.assignment_id == Assignment.id)
        .outerjoin(concluded, concluded.c.task_id == Assignment.task_id)
        .where(Assignment.expert_id.is_not(None), *wanted)
        .order_by(Assignment.invited_at.desc(), Assignment.id.desc())
    ).all()
    return [ServiceRow._make(row) for row in rows]


def asked_again(session: Session, *wanted: ColumnElement[bool]) -> dict[int, Asked]:
    """Give who was asked in a second round, by the assignment."""
    answers = (
        select(Sheet.assignment_id, RoundSheet.round_id)
        .join(RoundSheet, RoundSheet.sheet_id == Sheet.id)
        .subquery()
    )
    rows = session.execute(
        select(Assignment.id, Assignment.number, ScoringRound.numbers, answers.c.round_id.is_not(None))
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .join(ScoringRound, ScoringRound.task_id == Assignment.task_id)
        .outerjoin(
            answers, (answers.c.assignment_id == Assignment.id) & (answers.c.round_id == ScoringRound.id)
        )
        .where(Assignment.expert_id.is_not(None), *wanted)
    ).all()
    return {row[0]: Asked(row[0], bool(row[3])) for row in rows if row[1] in row[2]}


def as_services(rows: Sequence[ServiceRow], answers: dict[int, Asked]) -> dict[int, Service]:
    """Give what the rows say of each service, by the assignment."""
    return {
        row.assignment: Service(
            state=row.state,
            invited_at=row.invited_at,
            closes_at=row.closes_at,
            declined_because=row.answer_reason,
            first_sheet=row.first_sheet,
            asked_again=row.assignment in answers,
            answered_again=row.assignment in answers and answers[row.assignment].answered,
        )
        for row in rows
    }
