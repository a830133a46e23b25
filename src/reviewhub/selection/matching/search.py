"""Which pairs to offer a solver, and the scan of all pairs that shows that no other is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.prices import Prices, surcharge
from reviewhub.selection.matching.solving.flow import Arcs, Ints
from reviewhub.selection.matching.ties import Tickets

CHUNK: Final = 1_000_000  # pairs that are looked at together: eight megabytes
MOST_ADDED: Final = 20  # new pairs a task and scan: enough to end in two or three scans
TIE_BITS: Final = 20
_NOTHING: Final = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What all pairs are worth beyond the prices, and those not offered yet that are (best of each task)."""

    excess: int
    task: Ints
    expert: Ints


def everything(ground: Ground) -> tuple[Ints, Ints]:
    """Offer every pair that is open."""
    task, expert = np.nonzero(ground.open)
    return task, expert


def candidates(ground: Ground, tickets: Tickets, price: Ints) -> tuple[Ints, Ints]:
    """Offer the best of every task and of every expert at these prices; among equals the ticket decides."""
    tasks, experts = ground.points.shape
    by_task = min(experts, 2 * int(ground.demand.max(initial=1)) + 5)
    by_expert = min(tasks, int(ground.least.max(initial=0)) + 5)
    keys = [_best_of_rows(ground, tickets, price, by_task), _best_of_columns(ground, tickets, by_expert)]
    return split(np.unique(np.concatenate(keys)), experts)


def split(keys: Ints, experts: int) -> tuple[Ints, Ints]:
    """Give task and expert of the numbers that stand for pairs."""
    task, expert = np.divmod(keys, experts)
    return task, expert


def scan(ground: Ground, arcs: Arcs, prices: Prices) -> Scan:
    """Look at every pair that is open for what it is worth beyond its prices."""
    experts = ground.points.shape[1]
    offered = arcs.task * experts + arcs.expert
    excess, tasks, columns = 0, [], []
    for task, expert, worth in _above(ground, prices, 1):
        excess += int(worth.sum())
        new = ~_within(task * experts + expert, offered)
        best = best_of_tasks(task[new], worth[new], MOST_ADDED)
        tasks.append(task[new][best])
        columns.append(expert[new][best])
    return Scan(excess, np.concatenate(tasks), np.concatenate(columns))


def tight(ground: Ground, prices: Prices) -> tuple[Ints, Ints, Ints]:
    """Give every pair that is worth its prices or more, and by how much: all that a best match can use."""
    parts = list(_above(ground, prices, 0))
    task, expert, worth = (np.concatenate(part) for part in zip(*parts, strict=True))
    return task, expert, worth


def _above(ground: Ground, prices: Prices, least: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Give, part by part, the pairs that are worth ``least`` or more beyond their prices."""
    rows = max(1, CHUNK // max(1, len(prices.expert)))
    for start in range(0, max(1, len(prices.task)), rows):
        part = slice(start, start + rows)
        net = ground.points[part] - prices.expert
        over = (net >= (prices.task[part] + least)[:, None]) & ground.open[part]
        row, expert = np.nonzero(over)
        task = row + start
        worth = net[row, expert] - prices.task[task]
        if len(prices.full):
            worth -= surcharge(prices, ground.door(task, expert))
        enough = worth >= least
        yield task[enough], expert[enough], worth[enough]


def _within(keys: Ints, known: Ints) -> np.ndarray:
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.asarray(known[at] == keys)


def best_of_tasks(task: Ints, worth: Ints, most: int) -> Ints:
    """Give the places of the best of every task, at most so many of each."""
    order = np.lexsort([-worth, task])
    owner = task[order]
    return order[np.arange(len(owner)) - np.searchsorted(owner, owner) < most]


def _best_of_rows(ground: Ground, tickets: Tickets, price: Ints, count: int) -> Ints:
    tasks, experts = ground.points.shape
    rows = max(1, CHUNK // experts)
    columns = np.arange(experts)
    keys = []
    for start in range(0, tasks, rows):
        task = np.arange(start, min(start + rows, tasks))
        worth = _with_ties(ground, tickets, task, columns) - (price << TIE_BITS)
        best = np.argpartition(worth, experts - count, axis=1)[:, experts - count :]
        row = np.repeat(np.arange(len(task)), count)
        keys.append(_open_keys(ground, task[row], best.ravel()))
    return np.concatenate(keys)


def _best_of_columns(ground: Ground, tickets: Tickets, count: int) -> Ints:
    tasks, experts = ground.points.shape
    wide = max(1, CHUNK // tasks)
    rows = np.arange(tasks)
    keys = []
    for start in range(0, experts, wide):
        expert = np.arange(start, min(start + wide, experts))
        worth = np.ascontiguousarray(_with_ties(ground, tickets, rows, expert).T)
        best = np.argpartition(worth, tasks - count, axis=1)[:, tasks - count :]
        keys.append(_open_keys(ground, best.ravel(), np.repeat(expert, count)))
    return np.concatenate(keys)


def _with_ties(ground: Ground, tickets: Tickets, task: Ints, expert: Ints) -> Ints:
    part = slice(task[0], task[-1] + 1), slice(expert[0], expert[-1] + 1)
    worth = (ground.points[part].astype(np.int64) << TIE_BITS) + tickets.ties(task[:, None], expert, TIE_BITS)
    return np.where(ground.open[part], worth, -_NOTHING)


def _open_keys(ground: Ground, task: Ints, expert: Ints) -> Ints:
    keys = task * ground.points.shape[1] + expert
    return np.asarray(keys[ground.open[task, expert]])
