"""Prune, solve, prove: the best total over all pairs, from few of them.

A solver sees the best pairs of each task and expert; prices recovered from its answer are held against every
other pair; those worth more are added, until there is none. The answer is then best among all, whatever the
solver says of itself. Column generation by reduced cost: Dantzig and Wolfe (1960).
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from reviewhub.selection.matching.candidates import candidates, everything, split
from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.prices import Prices, prices_of, surcharge
from reviewhub.selection.matching.search import scan, tight
from reviewhub.selection.matching.solving.flow import Flow, Groups, Ints
from reviewhub.selection.matching.solving.solvers import Means
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import OutOfTime

ALL_AT_ONCE: Final = {"ortools": 250_000, "scipy": 60_000}  # pairs that need no pruning
SAMPLED: Final = 1_000  # tasks whose prices tell which pairs are worth offering
MOST_TIES: Final = 3_000_000  # equals among which the ticket still decides; above, those that were offered


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """A flow and what it is worth; ``bound``: no flow over all pairs is worth more."""

    flow: Flow
    used: Ints
    prices: Prices
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Tell whether no flow is worth more."""
        return self.value == self.bound


def optimum(ground: Ground, tickets: Tickets, means: Means) -> Optimum:
    """Find the best flow; after the time of ``means`` the best so far with its bound.

    Raises
    ------
    OutOfTime
        When the solver has nothing yet.

    """
    experts = ground.points.shape[1]
    task, expert = _offered(ground, tickets, means)
    found, new = _solved(ground, means, task, expert)
    with suppress(OutOfTime):
        while len(new) and means.left():
            task, expert = split(np.union1d(task * experts + expert, new), experts)
            found, new = _solved(ground, means, task, expert)
    return found


def _offered(ground: Ground, tickets: Tickets, means: Means) -> tuple[Ints, Ints]:
    """Offer all pairs, or the best at the prices of a sample of the tasks, chosen by ticket."""
    if ground.points.size <= ALL_AT_ONCE[means.solver]:
        return everything(ground)
    price = np.zeros(ground.points.shape[1], dtype=np.int64)
    if len(ground.demand) > SAMPLED:
        rows = np.sort(np.argsort(tickets.task)[:SAMPLED])
        sampled = optimum(ground.sample(rows), tickets.sample(rows), means)
        if sampled.proven:
            price = np.maximum(sampled.prices.expert, 0)
    return candidates(ground, tickets, price)


def _solved(ground: Ground, means: Means, task: Ints, expert: Ints) -> tuple[Optimum, Ints]:
    flow = ground.flow(task, expert)
    used = means.best_flow(flow)
    if used is None or not flow.keeps_bounds(used):
        raise RuntimeError(f"{means.solver} gave no flow where there is one")
    prices = prices_of(ground, flow, used)
    seen = scan(ground, flow.arcs, prices)
    bound = prices.base + seen.excess * ground.cap
    found = Optimum(flow, used, prices, flow.gain_of(used), bound)
    return found, seen.task * ground.points.shape[1] + seen.expert


def by_ticket(ground: Ground, tickets: Tickets, means: Means, best: Optimum) -> Optimum:
    """Choose among all flows of the same worth the one with the best tickets.

    By complementary slackness they are the flows that use nothing below its price and everything above; which
    prices told so does not matter, nor does the solver.
    """
    face = _face(ground, tickets, best)
    used = None
    with suppress(OutOfTime):
        used = means.best_flow(face)
    if used is None or not face.keeps_bounds(used):
        return best
    flow = ground.flow(face.arcs.task, face.arcs.expert)
    if flow.gain_of(used) != best.value or not flow.keeps_bounds(used):
        return best
    return replace(best, flow=flow, used=used)


def _face(ground: Ground, tickets: Tickets, best: Optimum) -> Flow:
    task, expert, worth = tight(ground, best.prices)
    if len(task) > MOST_TIES:
        arcs = best.flow.arcs
        wide = len(best.prices.expert)
        among = np.isin(task * wide + expert, arcs.task * wide + arcs.expert)
        task, expert, worth = task[among], expert[among], worth[among]
    flow = ground.flow(task, expert)
    bits = 30 if len(task) < ALL_AT_ONCE["scipy"] else 20
    alone = (flow.arcs.group < 0) & (surcharge(best.prices, ground.door(task, expert)) > 0)
    low = np.where((worth > 0) | alone, ground.cap, 0)
    arcs = replace(flow.arcs, gain=tickets.ties(task, expert, bits), low=low)
    units = flow.units
    above = best.prices.expert[units.expert] + units.gain
    bound = np.where(above < 0, 0, units.cap)
    units = replace(units, gain=np.zeros_like(units.gain), low=np.where(above > 0, units.cap, 0), cap=bound)
    return replace(flow, arcs=arcs, units=units, groups=_full(best, flow.groups), short=None)


def _full(best: Optimum, groups: Groups) -> Groups:
    """Keep full the place of an employer that is dearer than its task."""
    return replace(groups, low=np.where(surcharge(best.prices, groups.key) > 0, groups.cap, 0))
