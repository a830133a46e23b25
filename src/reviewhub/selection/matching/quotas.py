"""Rules on who sits together on a task: so many of some experts, and a floor of points."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from reviewhub.selection.matching.ground import Ground, kept_places
from reviewhub.selection.matching.solving.flow import Arcs, Ints
from reviewhub.selection.matching.solving.program import Program
from reviewhub.selection.matching.values import Case, Infeasible, Open, Quota


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """A quota in arrays: who counts, where it holds, and what is left to fill beside what is kept."""

    members: Open
    least: Ints
    most: Ints


def members_of(case: Case, quota: Quota) -> Open:
    """Tell of every expert whether the quota counts him or her."""
    return np.array([name in quota.members for name in case.scores.experts], dtype=np.bool_)


def require_members(case: Case, ground: Ground) -> None:
    """Refuse quotas for which too few experts are open to a task.

    Raises
    ------
    Infeasible
        With code ``quota``, its name and the tasks, or with code ``members`` and the counts.

    """
    for quota in case.quotas:
        held = _held(case, quota)
        could = ground.open[:, held.members].sum(axis=1)
        few = np.flatnonzero(could < held.least)
        if few.size:
            tasks = (case.scores.tasks[at] for at in few)
            offered = int(could[few].min())
            raise Infeasible("quota", tasks, name=quota.name, needed=quota.least, offered=offered)
        needed, offered = int(held.least.sum()), int(ground.most[held.members].sum())
        if needed > offered:
            raise Infeasible("members", name=quota.name, needed=needed, offered=offered)


def with_quotas(program: Program, case: Case, arcs: Arcs) -> Program:
    """Add a row for every task and quota."""
    for quota in case.quotas:
        held = _held(case, quota)
        counted = np.flatnonzero(held.members[arcs.expert])
        rows = _rows(arcs.task[counted], counted, np.ones_like(counted), (len(case.demand), len(arcs.task)))
        program = program.with_rows(rows, held.least, held.most)
    return program


def with_floor(program: Program, arcs: Arcs, least: Ints) -> Program:
    """Add a row for every task: its points come to at least so much."""
    every = np.arange(len(arcs.task))
    rows = _rows(arcs.task, every, arcs.gain, (len(least), len(every)))
    return program.with_rows(rows, least, np.full_like(least, np.iinfo(np.int32).max))


def _held(case: Case, quota: Quota) -> _Held:
    members = members_of(case, quota)
    applies = np.array([not quota.tasks or name in quota.tasks for name in case.scores.tasks])
    task, expert = kept_places(case)
    kept = np.bincount(task[members[expert]], minlength=len(case.demand))
    demand = np.array(case.demand, dtype=np.int64)
    most = demand if quota.most is None else np.minimum(demand, quota.most)
    most = np.maximum(np.where(applies, most, demand) - kept, 0)
    least = np.maximum(np.where(applies, quota.least, 0) - kept, 0)
    return _Held(members, least, most)


def _rows(at: Ints, columns: Ints, values: Ints, shape: tuple[int, int]) -> csr_array:
    return csr_array(coo_array((values, (at, columns)), shape=shape))
