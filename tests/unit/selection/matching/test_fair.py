from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.fair import FairGround, fairest
from reviewhub.selection.matching.solving.program import program_of
from reviewhub.selection.matching.solving.solvers import Means
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import Case
from unit.selection.matching import flows
from unit.selection.matching.made_cases import made


def ground_for(case: Case) -> tuple[FairGround, Tickets]:
    ground, flow = flows.of(case, soft=False)
    kept = np.zeros(len(case.demand), dtype=np.int64)
    tickets = Tickets.of(b"", case.scores.tasks, case.scores.experts)
    return FairGround(ground, flow, program_of(flow), kept), tickets


def test_levels_meet_where_nothing_better_is_possible() -> None:
    for seed in range(5):
        fair, tickets = ground_for(made(seed, tasks=9, experts=9))
        levels = fairest(fair, None, tickets, Means.within(60))
        assert levels.chosen is not None
        assert levels.low == levels.high == fair.worst(levels.chosen)
        assert fair.step() == 2500


def test_levels_meet_on_a_fine_grid_too() -> None:
    for seed in range(4):
        case = made(seed, tasks=10, experts=8, most=4)
        points = np.random.default_rng(seed).integers(0, 10_000, (10, 8), dtype=np.int32)
        fair, tickets = ground_for(replace(case, scores=replace(case.scores, points=points)))
        levels = fairest(fair, None, tickets, Means.within(60))
        assert levels.chosen is not None
        assert levels.low == levels.high == fair.worst(levels.chosen)


def test_without_time_the_levels_are_honest() -> None:
    fair, tickets = ground_for(made(1))
    levels = fairest(fair, None, tickets, Means.within(0))
    best = fairest(fair, None, tickets, Means.within(60))
    assert levels.low <= best.low <= levels.high
