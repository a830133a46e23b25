"""Why there is no match: tasks that ask for more than there is for them, or experts with too little."""

import numpy as np

from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.solving.flow import Flow, Ints
from reviewhub.selection.matching.values import Case, Infeasible


def require_complete(case: Case, ground: Ground, flow: Flow, used: Ints) -> None:
    """Refuse a best flow that leaves places of tasks empty or gives experts less than their least.

    Raises
    ------
    Infeasible
        With code ``places`` or ``least``, the tasks or experts concerned and the counts.

    """
    come = np.bincount(flow.arcs.task, used, len(flow.demand)).astype(np.int64)
    loads = np.bincount(flow.arcs.expert, used, flow.experts).astype(np.int64)
    empty = flow.demand - come
    if empty.any():
        _refuse_places(case, ground, flow, used)
    idle = np.maximum(ground.least * ground.unit - loads, 0)
    if idle.any():
        names = (case.scores.experts[at] for at in np.flatnonzero(idle))
        raise Infeasible("least", experts=names, lacking=_whole(idle.sum(), ground.unit))


def _refuse_places(case: Case, ground: Ground, flow: Flow, used: Ints) -> None:
    """Name the tasks among which places could still be exchanged: all experts open to them are full."""
    tasks, experts = ground.points.shape
    carried = np.zeros((tasks, experts), dtype=np.int64)
    carried[flow.arcs.task, flow.arcs.expert] = used
    come = carried.sum(axis=1)
    reached = come < flow.demand
    room = ground.open & (carried < ground.cap)
    while True:
        could = room[reached].any(axis=0)
        further = reached | (carried[:, could] > 0).any(axis=1)
        if (further == reached).all():
            break
        reached = further
    open_to = ground.open[reached].any(axis=0)
    needed, offered = int(ground.demand[reached].sum()), int(come[reached].sum())
    raise Infeasible(
        "places",
        (case.scores.tasks[at] for at in np.flatnonzero(reached)),
        experts=(case.scores.experts[at] for at in np.flatnonzero(open_to)),
        lacking=needed - offered // ground.unit,
        needed=needed,
        offered=offered // ground.unit,
    )


def _whole(parts: int, unit: int) -> int:
    return -(-int(parts) // unit)
