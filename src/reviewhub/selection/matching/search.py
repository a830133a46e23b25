"""The scan of all pairs that finds those still worth offering, and shows when there are none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from reviewhub.selection.matching.candidates import CHUNK
from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.prices import Prices, surcharge
from reviewhub.selection.matching.solving.flow import Arcs, Ints

MOST_ADDED: Final = 20  # new pairs a task and scan: enough to end in two or three scans


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What all pairs are worth beyond the prices, and those not offered yet that are (best of each task)."""

    excess: int
    task: Ints
    expert: Ints


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
