"""What a matching is made from: the tasks, the experts who can be asked, the pairs that are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Employment,
    Expert,
    ExpertProfile,
    Organization,
    Project,
    Task,
)
from reviewhub.db.queries.records.refusals import refused_by_thresholds
from reviewhub.db.queries.standings import confirmed_within, pool_facts
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.appointing.fit import FitTable, ProjectText
from reviewhub.domain.conflicts.conflict import Severity
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.eligibility import Demand as Presence
from reviewhub.domain.experts.eligibility import refusals
from reviewhub.domain.experts.specialities import path_of
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.conflicts.checking import Hit, check_experts
from reviewhub.services.work import Work

MOST_PAIRS: Final = 200_000


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task: its number, its project's name, what fields are compared with."""

    id: int
    number: int
    project: str
    text: ProjectText


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One expert who could be asked; ``employer`` is an organisation's id, None where none is known.

    ``room`` counts the tasks left in the year, None without a limit; ``refusals`` say why not to ask.
    """

    id: int
    code: str
    name: str
    expert_class: str
    employer: int | None
    fields: tuple[str, ...]
    load: int
    room: int | None
    refusals: tuple[Reason, ...]

    @property
    def is_eligible(self) -> bool:
        """Tell whether nothing speaks against asking."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class MatchingFacts:
    """Everything that a matching of a campaign rests on, read at one moment.

    ``members`` are the experts who stand on each task already; ``hits`` the conflicts of interest by task and
    expert, of which notes alone leave a pair open.
    """

    tasks: Mapping[int, TaskFacts]
    people: Mapping[int, PersonFacts]
    members: Mapping[int, frozenset[int]]
    hits: Mapping[tuple[int, int], tuple[Hit, ...]]
    fits: FitTable

    def points(self, task: int, expert: int) -> int:
        """Give the fit of a pair in ten-thousandths."""
        return self.fits.best(task, self.people[expert].fields).points

    def closed_by(self, task: int, expert: int) -> Hit | None:
        """Give the conflict of interest that closes a pair, if one does."""
        found = self.hits.get((task, expert), ())
        return next((hit for hit in found if hit.standing.severity is not Severity.NOTE), None)

    @property
    def eligible(self) -> tuple[PersonFacts, ...]:
        """Experts who can be asked, in the order of their codes."""
        return tuple(one for one in self.people.values() if one.is_eligible)


def matching_facts(
    work: Work, session: Session, campaign: Campaign, only: Sequence[int] | None = None
) -> MatchingFacts:
    """Read what a matching rests on, in a constant number of queries.

    ``only`` names the experts whose conflicts of interest are checked, all who can be asked where it is None.
    Tasks of a unit that the reader is tied to are left out. Raises :class:`Invalid` for more pairs than a
    page can check.
    """
    tasks = {task.id: task for task in _tasks(session, campaign.id)}
    for walled in walled_tasks(session, work.actor.account if work.actor else 0, tasks):
        del tasks[walled]
    people = _people(session, campaign, work.now())
    checked = [
        one.id for one in people.values() if (one.is_eligible if only is None else one.id in set(only))
    ]
    if len(checked) * len(tasks) > MOST_PAIRS:
        counts = {"tasks": len(tasks), "experts": len(checked), "most": MOST_PAIRS}
        raise Invalid([Problem("size", "matching.too_large", counts)])
    hits: dict[tuple[int, int], tuple[Hit, ...]] = {}
    for hit in check_experts(work, session, checked, list(tasks)):
        if hit.expert is not None:
            hits[hit.task, hit.expert] = (*hits.get((hit.task, hit.expert), ()), hit)
    texts = {one.id: one.text for one in tasks.values()}
    fields = {field for one in people.values() for field in one.fields}
    return MatchingFacts(tasks, people, _members(session, campaign.id), hits, FitTable(texts, fields))


def _tasks(session: Session, campaign: int) -> list[TaskFacts]:
    unit, department = aliased(Organization), aliased(Organization)
    rows = session.execute(
        select(Task.id, Task.number, Project.name, unit.name, department.name, Project.remark)
        .join(Project, Project.id == Task.project_id)
        .join(unit, unit.id == Project.unit_id)
        .outerjoin(department, department.id == Project.department_id)
        .where(Task.campaign_id == campaign)
        .order_by(Task.number)
    )
    return [
        TaskFacts(id_, number, name, ProjectText(f"{name} {remark}", f"{unit_name} {department_name or ''}"))
        for id_, number, name, unit_name, department_name, remark in rows
    ]


def _people(session: Session, campaign: Campaign, now: datetime) -> dict[int, PersonFacts]:
    facts = pool_facts(session, campaign.fiscal_year)
    over = refused_by_thresholds(session, now)
    days = max(now, campaign.opens_at).date(), campaign.closes_at.date()
    presence = Presence(*days, confirmed_within=confirmed_within(session))
    rows = session.execute(
        select(Expert, Employment.organization_id, ExpertProfile.specialities)
        .outerjoin(Employment, (Employment.expert_id == Expert.id) & Employment.current)
        .outerjoin(ExpertProfile, ExpertProfile.expert_id == Expert.id)
        .order_by(Expert.code, Employment.id)
    )
    people: dict[int, PersonFacts] = {}
    for expert, employer, codes in rows:
        known = facts[expert.id]
        room = None if known.yearly_limit is None else max(known.yearly_limit - known.load, 0)
        why = (*refusals(known, presence), *over.get(expert.id, ()))
        fields = (*expert.fields, *_named(codes or ()))
        people.setdefault(
            expert.id,
            PersonFacts(
                expert.id,
                expert.code,
                expert.name,
                expert.expert_class,
                employer,
                fields,
                known.load,
                room,
                why,
            ),
        )
    return people


def _named(codes: Sequence[str]) -> list[str]:
    """Name specialities with what they lie in; the area alone is too wide to say anything."""
    return list(dict.fromkeys(one.title.zh for code in codes for one in path_of(code)[1:]))


def _members(session: Session, campaign: int) -> dict[int, frozenset[int]]:
    rows = session.execute(
        select(Assignment.task_id, Assignment.expert_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign, Assignment.state.in_(ACTIVE), Assignment.expert_id.is_not(None))
    )
    found: dict[int, frozenset[int]] = {}
    for task, expert in rows:
        if expert is not None:
            found[task] = found.get(task, frozenset()) | {expert}
    return found
