"""Which pairs to offer a solver first: the best of every task and of every expert."""

from typing import Final

import numpy as np

from reviewhub.selection.matching.ground import Ground
from reviewhub.selection.matching.solving.flow import Ints
from reviewhub.selection.matching.ties import Tickets

CHUNK: Final = 1_000_000  # pairs that are looked at together: eight megabytes
TIE_BITS: Final = 20
_NOTHING: Final = 2**62


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
