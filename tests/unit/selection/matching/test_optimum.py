from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, repeat

import numpy as np
import pytest

from reviewhub.selection.matching import optimum as module
from reviewhub.selection.matching.ground import ground_of
from reviewhub.selection.matching.match import match
from reviewhub.selection.matching.search import scan
from reviewhub.selection.matching.solving.solvers import Means, available
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import Case, OutOfTime
from unit.selection.matching.made_cases import employers, made


@pytest.fixture
def pruned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prune even small cases, from the prices of a sample."""
    monkeypatch.setattr(module, "ALL_AT_ONCE", {"ortools": 100, "scipy": 100})
    monkeypatch.setattr(module, "SAMPLED", 12)


def large(seed: int) -> Case:
    case = made(seed, tasks=40, experts=30, demand=3, most=5)
    points = np.random.default_rng(seed).integers(0, 10_000, (40, 30), dtype=np.int32)
    return replace(case, scores=replace(case.scores, points=points))


@pytest.mark.parametrize("solver", available())
def test_pruning_changes_neither_the_total_nor_the_pairs(solver: str, request: pytest.FixtureRequest) -> None:
    cases = [replace(large(seed), employers=who) for seed in range(3) for who in ((), employers(seed, 30))]
    whole = [match(case, solver=solver) for case in cases]
    request.getfixturevalue("pruned")
    found = [match(case, solver=solver) for case in cases]
    assert [one.pairs for one in found] == [one.pairs for one in whole]
    assert all(one.proven for one in found)


def test_no_pair_is_worth_more_than_its_prices(pruned: None) -> None:
    case = large(9)
    ground = ground_of(case)
    tickets = Tickets.of(b"", case.scores.tasks, case.scores.experts)
    best = module.optimum(ground, tickets, Means.within(60))
    assert best.proven
    assert len(scan(ground, best.flow.arcs, best.prices).task) == 0
    worth = case.scores.points - best.prices.expert - best.prices.task[:, None]
    unused = case.scores.open.copy()
    used = best.used > 0
    unused[best.flow.arcs.task[used], best.flow.arcs.expert[used]] = False
    assert (worth[unused] <= 0).all()
    assert (worth[best.flow.arcs.task[used], best.flow.arcs.expert[used]] >= 0).all()


def test_whenever_the_time_is_up_there_is_nothing_or_an_honest_bound(
    pruned: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewhub.selection.matching.solving.flow_scipy.LEAST_SECONDS", 0.0)
    case = large(4)
    ground, best = ground_of(case), match(case)
    tickets = Tickets.of(b"", case.scores.tasks, case.scores.experts)
    known = 0
    for ticks in range(16):
        clock = chain(repeat(0.0, ticks), repeat(100.0))
        means = Means("scipy", 50.0, partial(next, clock))
        with suppress(OutOfTime):
            found = module.by_ticket(ground, tickets, means, module.optimum(ground, tickets, means))
            assert found.value <= best.value <= found.bound
            known += 1
    assert 0 < known < 16


def test_when_the_time_is_up_the_best_so_far_has_a_bound_above_it(pruned: None) -> None:
    case = large(2)
    now = match(case, seconds=0)
    best = match(case)
    assert now.value <= best.value <= now.bound
