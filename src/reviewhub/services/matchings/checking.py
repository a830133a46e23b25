"""What stands against pairs of task and expert, whoever chose them: every fault with its pair."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewhub.domain.appointing.demand import Demand
from reviewhub.domain.errors import Problem
from reviewhub.domain.words import Reason
from reviewhub.services.matchings.facts import MatchingFacts

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against one pair."""

    task: int
    expert: int
    reason: Reason

    def problem(self, path: str) -> Problem:
        """Say it at a place of a form or table."""
        return Problem(path, self.reason.code, self.reason.values)


def faults(facts: MatchingFacts, demand: Demand, pairs: Sequence[Pair]) -> list[Fault]:
    """List everything: not eligible, a conflict of interest, over the limit of the year, a task too full.

    Two of one employer on a task are a fault where the rules forbid it. What a pair is short of (a class, a
    place that stays empty) is shown and stops nothing: the officer decides.
    """
    loads = Counter(expert for _, expert in pairs)
    return [
        Fault(task, expert, reason)
        for task, expert in pairs
        for reason in _of_pair(facts, demand, (task, expert), (pairs, loads))
    ]


def _of_pair(
    facts: MatchingFacts, demand: Demand, pair: Pair, chosen: tuple[Sequence[Pair], Counter[int]]
) -> Iterator[Reason]:
    (task, expert), (pairs, loads) = pair, chosen
    one = facts.people[expert]
    named = {"expert": one.name, "project": facts.tasks[task].project}
    yield from one.refusals
    hit = facts.closed_by(task, expert)
    if hit is not None:
        yield hit.standing.reason
    if one.room is not None and loads[expert] > one.room:
        yield Reason("matching.over_limit", {**named, "more": loads[expert], "room": one.room})
    members = facts.members.get(task, frozenset())
    if expert in members:
        yield Reason("matching.stands_already", named)
    others = [*members, *(other for there, other in pairs if there == task and other != expert)]
    if len(others) >= demand.size:
        yield Reason("matching.task_full", {**named, "size": demand.size})
    if demand.one_per_employer and one.employer is not None:
        colleagues = [facts.people[other] for other in others]
        twin = next((other for other in colleagues if other.employer == one.employer), None)
        if twin is not None:
            yield Reason("matching.same_employer", {**named, "other_name": twin.name})
