"""A matching as an officer looks at it before applying it: task by task, and how good it is as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Matching
from reviewhub.domain.appointing.demand import Demand, read_demand
from reviewhub.domain.appointing.fit import FULL
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import AssignmentState, MatchingState
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.matchings.facts import MatchingFacts, TaskFacts, matching_facts
from reviewhub.services.matchings.finding import found_matching
from reviewhub.services.work import Work

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class PairLine:
    """An expert on a task; ``field`` is what the fit rests on, ``own`` tells that the officer chose the pair.

    ``points`` are ten-thousandths.
    """

    expert: int
    code: str
    name: str
    expert_class: str
    points: int
    field: str
    own: bool


@dataclass(frozen=True, slots=True)
class MatchedTask:
    """One task with who is to come; ``standing`` names who stands on it, ``lacking`` counts places."""

    number: int
    project: str
    standing: tuple[str, ...]
    pairs: tuple[PairLine, ...]
    lacking: int
    short_of: tuple[str, ...]

    @property
    def points(self) -> int:
        """Sum up the fits of those who are to come."""
        return sum(one.points for one in self.pairs)

    @property
    def mean(self) -> int:
        """Give the mean fit of those who are to come, rounded down."""
        return self.points // len(self.pairs) if self.pairs else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram: from ``low`` to ``high``, both included, so many."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class MatchingPage:
    """Everything about one matching.

    ``outcome`` is what the solver proved of its own proposal; ``corrected`` tells that the pairs are no
    longer quite those. ``fits`` counts pairs by fit, ``loads`` experts by tasks of this matching.
    """

    id: int
    version: int
    state: str
    campaign: CampaignHead
    demand: Demand
    fit: str
    seed: str
    outcome: Mapping[str, Any]
    tasks: tuple[MatchedTask, ...]
    fits: tuple[Bar, ...]
    loads: tuple[Bar, ...]
    corrected: bool
    kept: int
    barred: int
    may_undo: bool

    @property
    def total(self) -> int:
        """Sum up the fits of all pairs as they stand."""
        return sum(one.points for one in self.tasks)

    @property
    def gap(self) -> int:
        """Points by which a better proposal was not ruled out."""
        return int(self.outcome["bound"] - self.outcome["value"])

    @property
    def worst(self) -> MatchedTask | None:
        """The task that fares worst on average, of those that somebody is to come to."""
        return min((one for one in self.tasks if one.pairs), key=lambda one: one.mean, default=None)


def matching_page(work: Work, matching_id: int) -> MatchingPage:
    """Show a matching, in a constant number of queries."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        matching = found_matching(session, actor, matching_id)
        facts = matching_facts(work, session, matching.campaign, ())
        demand = read_demand(matching.rules)
        pairs = [(task, expert) for task, expert, _ in matching.pairs]
        return MatchingPage(
            id=matching.id,
            version=matching.version,
            state=matching.state,
            campaign=head_of(matching.campaign),
            demand=demand,
            fit=matching.fit,
            seed=matching.seed,
            outcome=matching.outcome,
            tasks=tuple(_task(facts, demand, matching, one) for one in facts.tasks.values()),
            fits=_fits([points for *_, points in matching.pairs]),
            loads=_loads(facts, [expert for _, expert in pairs]),
            corrected=sorted(pairs) != sorted((task, expert) for task, expert in matching.outcome["pairs"]),
            kept=len(matching.kept),
            barred=len(matching.barred),
            may_undo=_nobody_answered(session, matching),
        )


def _task(facts: MatchingFacts, demand: Demand, matching: Matching, task: TaskFacts) -> MatchedTask:
    own = {(there, expert) for there, expert in matching.kept}
    applied = matching.state == MatchingState.APPLIED
    coming = {expert: points for there, expert, points in matching.pairs if there == task.id}
    standing = facts.members.get(task.id, frozenset()) - (set(coming) if applied else set())
    pairs = [
        PairLine(
            expert,
            facts.people[expert].code,
            facts.people[expert].name,
            facts.people[expert].expert_class,
            points,
            facts.fits.best(task.id, facts.people[expert].fields).field,
            (task.id, expert) in own,
        )
        for expert, points in coming.items()
    ]
    there = Counter(facts.people[one].expert_class for one in (*coming, *standing))
    return MatchedTask(
        task.number,
        task.project,
        tuple(facts.people[one].name for one in sorted(standing)),
        tuple(sorted(pairs, key=lambda one: (-one.points, one.code))),
        max(demand.size - len(pairs) - len(standing), 0),
        tuple(class_ for class_, least in demand.classes.items() if there[class_] < least),
    )


def _fits(points: Sequence[int]) -> tuple[Bar, ...]:
    """Count fits in ten bars of equal width; full marks fall into the last."""
    width = FULL // BINS
    counts = Counter(min(one // width, BINS - 1) for one in points)
    return tuple(
        Bar(place * width, (place + 1) * width, counts[place])
        for place in range(BINS)
        if place >= min(counts, default=0)
    )


def _loads(facts: MatchingFacts, experts: Sequence[int]) -> tuple[Bar, ...]:
    """Count the experts who can be asked by the tasks they get, those who get none included."""
    tasks = Counter(experts)
    counts = Counter(tasks[one] for one in {*tasks, *(person.id for person in facts.eligible)})
    return tuple(Bar(load, load, counts[load]) for load in range(max(counts, default=0) + 1))


def _nobody_answered(session: Session, matching: Matching) -> bool:
    if matching.state != MatchingState.APPLIED:
        return False
    answered = exists().where(
        Assignment.panel_id == matching.panel_id, Assignment.state != AssignmentState.INVITED
    )
    return not session.execute(select(answered)).scalar_one()
