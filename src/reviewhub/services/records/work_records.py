"""An expert's record of work, computed from what happened: the expert reads the same as the officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Campaign, DutyCheck, Expert
from reviewhub.db.queries.draws import under_seal
from reviewhub.db.queries.records.duties import duty_checks, duty_replies, published_thresholds
from reviewhub.db.queries.records.refusals import refused_by_thresholds
from reviewhub.db.queries.records.services import ServiceRow, as_services, asked_again, service_rows
from reviewhub.db.queries.results import standing_sheets
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.appointing.duty import DutyAnswer
from reviewhub.domain.appointing.thresholds import Thresholds, read_thresholds
from reviewhub.domain.appointing.work_record import Punctuality, Service, Tally, tally
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, Actor, Role, require
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE, AssignmentState
from reviewhub.services.records.deviations import Deviations, deviations_of
from reviewhub.services.work import Work

# What one stepped back from, or was taken off, is out of sight.
OUT_OF_SIGHT: Final = frozenset({AssignmentState.RECUSED, AssignmentState.EXCLUDED})


@dataclass(frozen=True, slots=True)
class Years:
    """A span of fiscal years, both included; None is open."""

    first: int | None = None
    last: int | None = None

    def condition(self) -> ColumnElement[bool]:
        """Give the span as a condition on a campaign."""
        after = true() if self.first is None else Campaign.fiscal_year >= self.first
        return after if self.last is None else after & (Campaign.fiscal_year <= self.last)


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands of the newest check-list: the level, "" where none is stated, and how many items failed."""

    level: str
    failed: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One service as the record shows it; ``project`` is None where the expert lost sight of it.

    ``deviation`` is in points, above (+) or below the mean of the others, only on concluded tasks.
    """

    assignment: int
    expert: int
    project: str | None
    campaign: str
    year: int
    service: Service
    punctuality: Punctuality
    answered_at: datetime | None
    why: str
    concluded: bool
    deviation: float | None
    noted: Noted | None
    replies: int


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """Everything that is on record of one expert over a span of years.

    ``loads`` counts tasks by year; ``refusals`` say which published thresholds the last twelve months exceed.
    """

    expert: int
    code: str
    name: str
    yearly_limit: int | None
    years: Years
    tally: Tally
    loads: Mapping[int, int]
    deviations: Deviations
    entries: tuple[Entry, ...]
    thresholds: Thresholds
    refusals: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What entries are laid out from: who reads when, the services, how they compare with the panels."""

    actor: Actor
    now: datetime
    rows: Sequence[ServiceRow]
    services: Mapping[int, Service]
    deviations: Deviations


def work_record(work: Work, expert_id: int, years: Years) -> WorkRecord:
    """Compute the record of one expert; what this reader may not know of yet is left out."""
    actor = require(work.actor, Act.READ_WORK_RECORDS)
    with work.reading() as session:
        return _record(work, session, actor, expert_id, years)


def own_record(work: Work, years: Years) -> WorkRecord:
    """Compute the reader's own record; raises :class:`NotFound` for an account without an expert."""
    actor = require(work.actor, Act.READ_OWN_RECORD)
    if actor.expert is None:
        raise NotFound("not_found")
    with work.reading() as session:
        return _record(work, session, actor, actor.expert, years)


def visible(session: Session, actor: Actor, rows: Sequence[ServiceRow]) -> list[ServiceRow]:
    """Leave out what would tell the reader too early who sits on a task; one's own one knows.

    Left out as well are the tasks of a unit that the reader is tied to.
    """
    walled = walled_tasks(session, actor.account, {row.task for row in rows})
    sealed = under_seal(session, [row.assignment for row in rows if row.expert != actor.expert])
    phases = {True: Phase.CONCLUDED, False: Phase.SCORING}
    facts = {True: Fact.DRAWN_NAMES, False: Fact.EXPERT_NAMES}
    return [
        row
        for row in rows
        if row.expert == actor.expert
        or (
            row.task not in walled
            and may_see(actor.role, facts[row.assignment in sealed], phases[row.concluded])
        )
    ]


def _record(work: Work, session: Session, actor: Actor, expert_id: int, years: Years) -> WorkRecord:
    expert = session.get(Expert, expert_id)
    if expert is None:
        raise NotFound("not_found")
    wanted = (Assignment.expert_id == expert_id, years.condition())
    rows = visible(session, actor, service_rows(session, *wanted))
    services = as_services(rows, asked_again(session, *wanted))
    served = Served(actor, work.now(), rows, services, _deviations(session, expert_id, rows))
    published = published_thresholds(session)
    refused = refused_by_thresholds(session, work.now(), Assignment.expert_id == expert_id)
    return WorkRecord(
        expert=expert.id,
        code=expert.code,
        name=expert.name,
        yearly_limit=expert.yearly_limit,
        years=years,
        tally=tally(services.values(), work.now()),
        loads=_loads(rows),
        deviations=served.deviations,
        entries=entries_of(session, served),
        thresholds=read_thresholds(published.thresholds if published else None),
        refusals=refused.get(expert_id, ()),
    )


def entries_of(session: Session, served: Served) -> tuple[Entry, ...]:
    """Lay services out as entries, with what is noted of them and how often the expert answered."""
    ids = [row.assignment for row in served.rows]
    checks, replies = duty_checks(session, ids), duty_replies(session, ids)
    return tuple(
        Entry(
            assignment=row.assignment,
            expert=row.expert,
            project=_project(served.actor, row),
            campaign=row.campaign,
            year=row.year,
            service=served.services[row.assignment],
            punctuality=served.services[row.assignment].punctuality(served.now),
            answered_at=row.answered_at,
            why=row.ended_reason or row.answer_reason,
            concluded=row.concluded,
            deviation=served.deviations.by_task.get(row.task),
            noted=_noted(checks.get(row.assignment, ())),
            replies=len(replies.get(row.assignment, ())),
        )
        for row in served.rows
    )


def _project(actor: Actor, row: ServiceRow) -> str | None:
    return None if actor.role is Role.EXPERT and row.state in OUT_OF_SIGHT else row.project


def _deviations(session: Session, expert_id: int, rows: Sequence[ServiceRow]) -> Deviations:
    """Compare with the panels on concluded tasks alone: an open task's scores stay where they are."""
    concluded = [row.task for row in rows if row.concluded and row.state in ACTIVE]
    return deviations_of(standing_sheets(session, concluded), f"expert:{expert_id}")


def _loads(rows: Sequence[ServiceRow]) -> dict[int, int]:
    years = sorted({row.year for row in rows}, reverse=True)
    return {year: sum(row.year == year and row.state in ACTIVE for row in rows) for year in years}


def _noted(checks: Sequence[DutyCheck]) -> Noted | None:
    if not checks:
        return None
    failed = sum(one["answer"] == DutyAnswer.NO for one in checks[-1].answers.values())
    return Noted(checks[-1].level, failed)
