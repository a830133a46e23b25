"""From facts and rules to a case that can be solved, and back to pairs of task and expert."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from reviewhub.domain.appointing.demand import Demand
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.selection.matching.values import (
    Case,
    Infeasible,
    Loads,
    Matching,
    Objective,
    OutOfTime,
    Quota,
    Scores,
)
from reviewhub.services.matchings.facts import MatchingFacts

SECONDS: Final = 20.0
NAMED: Final = 5
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Own:
    """The officer's own pairs of task and expert: those every proposal keeps, and those none may hold."""

    kept: frozenset[Pair] = frozenset()
    barred: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Solved:
    """Pairs with their points, and what was proven of them, as plain values."""

    pairs: list[list[int]]
    outcome: dict[str, Any]


def solve(facts: MatchingFacts, demand: Demand, own: Own, seed: bytes) -> Solved:
    """Find the best match for the places that are left.

    Raises :class:`Invalid` where there are no places, where the rules cannot be kept (with the tasks at
    fault), and where the time was up before there was any match.
    """
    from reviewhub.selection.matching.match import match  # noqa: PLC0415 -- the solvers load slowly

    case = case_of(facts, demand, own)
    try:
        found = match(case, Objective(demand.objective), seed=seed, seconds=SECONDS)
    except Infeasible as refused:
        raise Invalid([_why(facts, refused)]) from refused
    except OutOfTime as refused:
        raise Invalid([Problem("size", "matching.out_of_time", {"seconds": int(SECONDS)})]) from refused
    pairs = [[int(one.task), int(one.expert), one.points] for one in found.pairs]
    return Solved(pairs, _outcome(facts, found))


def case_of(facts: MatchingFacts, demand: Demand, own: Own) -> Case:
    """Ask for the places that are left: who stands on a task already keeps the place."""
    tasks = [one for one in facts.tasks if len(facts.members.get(one, ())) < demand.size]
    people = [one for one in facts.eligible if one.room != 0]
    if not tasks or not people:
        raise Invalid([Problem("size", "matching.nothing_to_do" if people else "matching.nobody")])
    places = {task: demand.size - len(facts.members.get(task, ())) for task in tasks}
    ids = [one.id for one in people]
    points = np.array([[facts.points(task, one) for one in ids] for task in tasks], dtype=np.int32)
    allowed = np.array([[_is_open(facts, demand, own, (task, one)) for one in ids] for task in tasks])
    kept = {pair for pair in own.kept if pair[0] in places and pair[1] in set(ids)}
    return Case(
        Scores(tuple(map(str, tasks)), tuple(map(str, ids)), points, allowed),
        demand=tuple(places.values()),
        loads=Loads((0,) * len(ids), tuple(len(tasks) if one.room is None else one.room for one in people)),
        kept=frozenset((str(task), str(one)) for task, one in kept),
        employers=tuple(str(one.employer or "") for one in people) if demand.one_per_employer else (),
        quotas=tuple(_quotas(facts, demand, places)),
        balance=demand.balance,
    )


def _is_open(facts: MatchingFacts, demand: Demand, own: Own, pair: Pair) -> bool:
    task, expert = pair
    members = facts.members.get(task, frozenset())
    return (
        expert not in members
        and pair not in own.barred
        and facts.closed_by(task, expert) is None
        and not (demand.one_per_employer and _colleague(facts, expert, members))
    )


def _colleague(facts: MatchingFacts, expert: int, members: Collection[int]) -> bool:
    employer = facts.people[expert].employer
    return employer is not None and any(facts.people[one].employer == employer for one in members)


def _quotas(facts: MatchingFacts, demand: Demand, places: Mapping[int, int]) -> Iterator[Quota]:
    """Ask for the classes that are still lacking, the tasks that lack as many together."""
    for class_, least in demand.classes.items():
        members = frozenset(str(one.id) for one in facts.eligible if one.expert_class == class_)
        lacking: dict[int, set[str]] = {}
        for task in places:
            there = sum(facts.people[one].expert_class == class_ for one in facts.members.get(task, ()))
            lacking.setdefault(max(least - there, 0), set()).add(str(task))
        for wanted, tasks in lacking.items():
            if wanted:
                yield Quota(class_, members, wanted, tasks=frozenset(tasks))


def _outcome(facts: MatchingFacts, found: Matching) -> dict[str, Any]:
    left_out: dict[str, int] = {}
    for one in facts.people.values():
        for reason in one.refusals[:1]:
            left_out[reason.code] = left_out.get(reason.code, 0) + 1
    closed = sum(facts.closed_by(*pair) is not None for pair in facts.hits)
    return {
        "value": found.value,
        "bound": found.bound,
        "worst": found.worst,
        "worst_bound": found.worst_bound,
        "proven": found.proven,
        "solver": found.solver,
        "left_out": left_out,
        "closed": closed,
        "pairs": [[int(one.task), int(one.expert)] for one in found.pairs],
    }


def _why(facts: MatchingFacts, refused: Infeasible) -> Problem:
    """Say which rule cannot be kept, and on which tasks; the first few are named."""
    names = [facts.tasks[int(one)].project for one in refused.tasks]
    values: dict[str, str | int] = {
        "tasks": "、".join(names[:NAMED]),
        "count": len(names),
        "experts": len(refused.experts),
        "lacking": refused.lacking,
        "needed": refused.needed,
        "offered": refused.offered,
        "name": refused.name,
    }
    return Problem("size", f"matching.infeasible_{refused.code}", values)
