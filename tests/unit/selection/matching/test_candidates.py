from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.candidates import candidates, everything
from reviewhub.selection.matching.ground import ground_of
from reviewhub.selection.matching.ties import Tickets
from unit.selection.matching.made_cases import made


def test_candidates_are_open_the_best_and_sorted() -> None:
    case = made(1, tasks=30, experts=40, demand=1)
    ground = ground_of(case)
    tickets = Tickets.of(b"", case.scores.tasks, case.scores.experts)
    task, expert = candidates(ground, tickets, np.zeros(40, dtype=np.int64))
    assert case.scores.open[task, expert].all()
    keys = task * 40 + expert
    assert (np.diff(keys) > 0).all()
    for row in range(30):
        offered = set(expert[task == row].tolist())
        best = np.flatnonzero(case.scores.open[row] & (case.scores.points[row] == 10_000))
        assert len(offered & set(best.tolist())) >= min(len(best), 7)


def test_everything_is_what_is_open() -> None:
    ground = ground_of(made(1))
    task, expert = everything(ground)
    assert len(task) == ground.open.sum()
    closed = replace(ground, open=np.zeros_like(ground.open))
    assert len(everything(closed)[0]) == 0
    assert len(expert) == len(task)
