"""Prices that prove a match: what an expert's time and a task's place are worth, found without any solver.

A flow is best when no exchange gains: an arc that could carry more gains nothing at these prices, one that
carries something loses nothing. The prices bound every other match (weak duality), by whole numbers alone.
Ahuja, Magnanti and Orlin, Network Flows (1993), section 9.3.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.solving.flow import Flow, Ints

_ENDLESS: Final = 2**50


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """The price of each expert and task, and what a place of an employer who is there costs more.

    ``full`` (sorted, see ``Ground.door``) has ``extra``. ``base``: what every match is worth at most, were no
    pair worth more than its prices.
    """

    expert: Ints
    task: Ints
    full: Ints
    extra: Ints
    base: int


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """What could change in a flow: arcs that can carry more (in a full group: only by exchange) or less."""

    more: Ints
    exchange: Ints
    less: Ints


def prices_of(ground: Ground, flow: Flow, used: Ints) -> Prices:
    """Find prices by relaxation.

    They bound every match in any case; where a chain of exchanges gains, so that the flow is not best, the
    bound stays above what the flow is worth.
    """
    state = _state(flow, used)
    lowest, highest = _load_prices(flow, used)
    price = np.maximum(_relaxed(flow, state, highest), lowest)
    task = _task_prices(flow, state, price, used)
    full, extra = _full_doors(ground, flow, used, price, task)
    base = int((task * flow.demand)[flow.demand > 0].sum()) + int(extra.sum()) * ground.unit
    return Prices(price, task, full, extra, base + _load_worth(flow, price))


def surcharge(prices: Prices, doors: Ints) -> Ints:
    """Give what each of these doors costs beyond its task; none where the employer's place is free."""
    if not len(prices.full):
        return np.zeros_like(doors)
    at = np.minimum(np.searchsorted(prices.full, doors), len(prices.full) - 1)
    return np.where(prices.full[at] == doors, prices.extra[at], 0)


def _state(flow: Flow, used: Ints) -> _State:
    arcs, groups = flow.arcs, flow.groups
    inside = arcs.group >= 0
    carried = np.bincount(arcs.group[inside], used[inside], len(groups.cap)).astype(np.int64)
    full = np.append(carried == groups.cap, [False])  # the last is for arcs of no group
    closed = full[arcs.group]
    room = used < arcs.cap
    return _State(
        np.flatnonzero(room & ~closed), np.flatnonzero(room & closed), np.flatnonzero(used > arcs.low)
    )


def _load_prices(flow: Flow, used: Ints) -> tuple[Ints, Ints]:
    """Bound each expert's price: from what the last step of the load costs to what the next does."""
    units = flow.units
    load = np.bincount(flow.arcs.expert, used, flow.experts).astype(np.int64)
    endless = 4 * (abs(flow.short or 0) + 1)
    upto = np.cumsum(units.cap)
    before = upto - units.cap
    first = np.searchsorted(units.expert, np.arange(flow.experts))
    start = np.append(before, upto[-1:])[first] if len(before) else np.zeros(flow.experts, dtype=np.int64)
    filled = load[units.expert] - (before - start[units.expert])
    lowest = np.full(flow.experts, -endless)
    highest = np.full(flow.experts, endless)
    some, room = filled > 0, filled < units.cap
    np.maximum.at(lowest, units.expert[some & (units.cap > 0)], -units.gain[some & (units.cap > 0)])
    np.minimum.at(highest, units.expert[room], -units.gain[room])
    return lowest, highest


def _relaxed(flow: Flow, state: _State, highest: Ints) -> Ints:
    """Lower the experts' prices until none is dearer than what could come instead (Bellman-Ford)."""
    arcs, price = flow.arcs, highest.copy()
    for _ in range(len(price) + len(flow.demand) + 2):
        floor = _floors(flow, state, price)
        bound = arcs.gain[state.less] - floor[state.less]
        lower = price.copy()
        np.minimum.at(lower, arcs.expert[state.less], bound)
        if (lower == price).all():
            break
        price = lower
    return price


def _floors(flow: Flow, state: _State, price: Ints) -> Ints:
    """Give for every arc the worth of the best that could come in its place."""
    arcs = flow.arcs
    net = arcs.gain - price[arcs.expert]
    task = np.full(len(flow.demand), flow.short if flow.short is not None else -_ENDLESS)
    np.maximum.at(task, arcs.task[state.more], net[state.more])
    floor = task[arcs.task]
    if len(flow.groups.cap):
        group = task[flow.groups.task]
        np.maximum.at(group, arcs.group[state.exchange], net[state.exchange])
        inside = arcs.group >= 0
        floor[inside] = group[arcs.group[inside]]
    return floor


def _task_prices(flow: Flow, state: _State, price: Ints, used: Ints) -> Ints:
    """Choose the dearest prices of tasks, at which the fewest pairs elsewhere look better."""
    arcs = flow.arcs
    net = arcs.gain - price[arcs.expert]
    task = np.full(len(flow.demand), _ENDLESS)
    np.minimum.at(task, arcs.task[state.less], net[state.less])
    come = np.bincount(arcs.task, used, len(flow.demand)).astype(np.int64)
    if flow.short is not None:
        task[come < flow.demand] = flow.short
    return task


def _full_doors(ground: Ground, flow: Flow, used: Ints, price: Ints, task: Ints) -> tuple[Ints, Ints]:
    """Price the employers who fill their place on a task: as dear as the worst of theirs allows."""
    arcs, busy = flow.arcs, np.flatnonzero(used)
    keys = ground.door(arcs.task[busy], arcs.expert[busy])
    busy, keys = busy[keys >= 0], keys[keys >= 0]
    found, which = np.unique(keys, return_inverse=True)
    carried = np.bincount(which, used[busy], len(found))
    extra = np.full(len(found), _ENDLESS)
    net = arcs.gain[busy] - price[arcs.expert[busy]] - task[arcs.task[busy]]
    np.minimum.at(extra, which, net)
    full = carried == ground.unit
    return found[full], np.maximum(extra[full], 0)


def _load_worth(flow: Flow, price: Ints) -> int:
    units = flow.units
    worth = np.maximum(price[units.expert] + units.gain, 0)
    return int((worth * units.cap).sum())
