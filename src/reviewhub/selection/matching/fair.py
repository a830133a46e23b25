"""The best worst task, then the best total: levels between what is had and what weights prove impossible.

Points are whole numbers, so there are finitely many levels: the greatest at which an integer program finds a
match is the answer. From above, any weights of the tasks bound the worst one: it is at most the best weighted
total over the sum of the weights; the dual of the linear program gives weights that bound it closely.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.optimum import optimum
from reviewhub.selection.matching.quotas import with_floor
from reviewhub.selection.matching.search import best_of_tasks
from reviewhub.selection.matching.solving.flow import Flow, Ints
from reviewhub.selection.matching.solving.program import Answer, Open, Program, solve
from reviewhub.selection.matching.solving.solvers import Means
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import OutOfTime

WEIGHTS: Final = 1_000_000
PROMISING: Final = 24  # pairs a task among which a level is looked for first
QUICK: Final = "scipy"  # HiGHS finds a choice among few pairs sooner; CP-SAT shows sooner that there is none


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What the search knows: a choice whose worst task has ``low`` points, none over ``high``."""

    low: int
    high: int
    chosen: Ints | None
    promising: Open


@dataclass(frozen=True, slots=True, eq=False)
class FairGround:
    """A ground with its flow and program, and the points that each task has already from what is kept.

    ``complete``: the flow has every pair, so that what is impossible in it is impossible at all.
    """

    ground: Ground
    flow: Flow
    program: Program
    kept: Ints
    complete: bool = True

    def at_least(self, level: int) -> Program:
        """Ask that every task comes to this many points."""
        return with_floor(self.program, self.flow.arcs, np.maximum(level - self.kept, 0))

    def worst(self, chosen: Ints) -> int:
        """Give the points of the task that fares worst."""
        arcs = self.flow.arcs
        used = chosen[: len(arcs.task)]
        points = np.bincount(arcs.task, arcs.gain * used, len(self.kept)).astype(np.int64)
        return int((points + self.kept).min())

    def step(self) -> int:
        """Give the greatest number that divides all points: levels between are no levels."""
        return int(np.gcd.reduce(np.concatenate([self.flow.arcs.gain, self.kept]))) or 1


def fairest(fair: FairGround, start: Ints | None, tickets: Tickets, means: Means) -> Levels:
    """Search the levels from the top and then by halves; after the time, what is known by then."""
    step = fair.step()
    floor = int(fair.kept.min()) if start is None else fair.worst(start)
    highest, promising = _highest(fair, tickets, means)
    levels = Levels(floor, highest, start, promising)
    level = ceiling = (
        highest  # nothing is looked for above the ceiling, which may be a level given up for time
    )
    while levels.low < ceiling and means.left():
        answer = _choice(_any_of(fair.at_least(level)), promising, means)
        if answer.chosen is not None:
            levels = replace(levels, low=fair.worst(answer.chosen), chosen=answer.chosen)
        else:
            ceiling = level - step
        if answer.bound is None and fair.complete:
            levels = replace(levels, high=ceiling)
        level = levels.low + -(-(ceiling - levels.low) // (2 * step)) * step
    return levels


def _choice(program: Program, promising: Open, means: Means) -> Answer:
    """Look for a choice among the promising pairs, and then among all."""
    quick = solve(program.only(promising), QUICK, means.left() / 4)
    return quick if quick.chosen is not None else solve(program, means.solver, means.left() / 2)


def _any_of(program: Program) -> Program:
    """Ask for any choice at all."""
    return replace(program, gain=np.zeros_like(program.gain))


def _highest(fair: FairGround, tickets: Tickets, means: Means) -> tuple[int, Open]:
    """Bound the worst task by the best of each alone, and by weights; tell which columns are promising."""
    alone, step = _alone(fair), fair.step()
    weights = _weights(fair, means)
    weighted = _weighted(fair.ground, weights)
    try:
        found = optimum(weighted, tickets, means)
    except OutOfTime:
        return alone // step * step, np.ones(len(fair.program.gain), dtype=np.bool_)
    bound = found.bound - weighted.premium() + int(weights @ fair.kept)
    most = min(alone, bound // int(weights.sum()))
    return most // step * step, _promising(fair, weights, found.prices.expert)


def _weighted(ground: Ground, weights: Ints) -> Ground:
    points = np.where(ground.open, ground.points * weights[:, None], 0)
    return replace(ground, points=points, balance=0)


def _promising(fair: FairGround, weights: Ints, price: Ints) -> Open:
    """Choose each task's pairs that are worth most at the prices of the weighted best, and all units."""
    arcs = fair.flow.arcs
    columns = np.ones(len(fair.program.gain), dtype=np.bool_)
    columns[: len(arcs.task)] = False
    for weight in (weights, weights + weights.sum() // len(weights)):  # the weights of many tasks are none
        worth = arcs.gain * weight[arcs.task] - price[arcs.expert]
        columns[best_of_tasks(arcs.task, worth, PROMISING)] = True
    return columns


def _alone(fair: FairGround) -> int:
    ground = fair.ground
    worth = np.where(ground.open, ground.points, -1)
    best = -np.sort(-worth, axis=1)
    within = np.arange(worth.shape[1]) < ground.demand[:, None]
    return int((np.where(within, np.maximum(best, 0), 0).sum(axis=1) + fair.kept).min())


def _weights(fair: FairGround, means: Means) -> Ints:
    """Weigh tasks as the linear program does that raises the worst; rounded weights bound all the same."""
    program = fair.program
    arcs = fair.flow.arcs
    tasks, columns = len(fair.kept), len(program.gain)
    floor = with_floor(program, arcs, fair.kept).rows[-tasks:]
    worst = csr_array(-np.ones((tasks, 1)))
    other = csr_array(np.zeros((program.rows.shape[0], 1)))
    found = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
        np.append(np.zeros(columns), -1.0),
        A_ub=csr_array(
            vstack([-hstack([floor, worst]), hstack([program.rows, other]), -hstack([program.rows, other])])
        ),
        b_ub=np.concatenate([fair.kept, program.most, -program.least]),
        bounds=[*zip(program.low.tolist(), program.high.tolist(), strict=True), (None, None)],
        method="highs",
        options={"time_limit": max(1.0, means.left() / 3)},
    )
    even = np.ones(tasks, dtype=np.int64)
    if found.x is None or found.status != 0:
        return even
    weights = np.maximum(np.rint(-found.ineqlin.marginals[:tasks] * WEIGHTS), 0).astype(np.int64)
    return weights if weights.any() else even
