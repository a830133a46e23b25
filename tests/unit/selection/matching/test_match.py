from dataclasses import replace
from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from reviewhub.selection.matching.match import match
from reviewhub.selection.matching.solving.solvers import available
from reviewhub.selection.matching.values import (
    Cap,
    Case,
    Infeasible,
    Loads,
    Matching,
    Objective,
    Quota,
    Scores,
)
from unit.selection.matching.made_cases import employers, made

SOLVERS = pytest.mark.parametrize("solver", available())


def best_total(case: Case) -> int:
    """Solve the dense linear program, written in the plainest way."""
    tasks, experts = case.scores.points.shape
    by_task = np.kron(np.eye(tasks), np.ones(experts))
    by_expert = np.kron(np.ones(tasks), np.eye(experts))
    high = case.scores.open.ravel().astype(float)
    found = linprog(
        -case.scores.points.ravel().astype(float),
        A_ub=by_expert,
        b_ub=np.array(case.loads.most, dtype=float),
        A_eq=by_task,
        b_eq=np.array(case.demand, dtype=float),
        bounds=[(0.0, float(one)) for one in high],
    )
    assert found.fun is not None
    return round(-found.fun)


def best_by_trying(case: Case) -> tuple[int, int]:
    """Try every match of a small case; give the best worst task and the best total with it."""
    names = case.scores.experts
    choices = []
    for row, wanted in enumerate(case.demand):
        able = np.flatnonzero(case.scores.open[row]).tolist()
        choices.append(
            [(one, int(case.scores.points[row, list(one)].sum())) for one in combinations(able, wanted)]
        )
    return max(
        (min(points for _, points in chosen), sum(points for _, points in chosen))
        for chosen in product(*choices)
        if all(
            sum(at in one for one, _ in chosen) <= most
            for at, most in zip(range(len(names)), case.loads.most, strict=True)
        )
    )


def keeps_the_rules(case: Case, found: Matching) -> bool:
    places = [(pair.task, pair.expert) for pair in found.pairs]
    row = {name: at for at, name in enumerate(case.scores.tasks)}
    column = {name: at for at, name in enumerate(case.scores.experts)}
    demands = [sum(task == name for task, _ in places) for name in case.scores.tasks]
    loads = [found.loads().get(name, 0) for name in case.scores.experts]
    bounds = zip(case.loads.least, loads, case.loads.most, strict=True)
    return (
        len(set(places)) == len(places)
        and tuple(demands) == case.demand
        and all(least <= load <= most for least, load, most in bounds)
        and all(case.scores.open[row[task], column[expert]] for task, expert in places)
    )


@SOLVERS
def test_the_total_is_that_of_the_dense_linear_program(solver: str) -> None:
    for seed in range(12):
        case = made(seed)
        found = match(case, solver=solver)
        assert (found.total, found.proven, keeps_the_rules(case, found)) == (best_total(case), True, True)


@SOLVERS
def test_the_fairest_is_that_of_trying_everything(solver: str) -> None:
    for seed in range(4):
        case = made(seed, tasks=4, experts=5, most=2)
        found = match(case, Objective.FAIR, solver=solver)
        assert (found.worst, found.total) == best_by_trying(case)
        assert found.proven


def test_the_order_of_the_file_and_the_solver_change_nothing() -> None:
    case = made(3)
    order, others = list(range(7)), list(range(9))
    Random(1).shuffle(order)
    Random(2).shuffle(others)
    shuffled = replace(
        case,
        scores=Scores(
            tuple(case.scores.tasks[at] for at in order),
            tuple(case.scores.experts[at] for at in others),
            case.scores.points[np.ix_(order, others)],
            case.scores.open[np.ix_(order, others)],
        ),
    )
    pairs = {match(one, seed=b"s", solver=solver).pairs for one in (case, shuffled) for solver in available()}
    assert len(pairs) == 1


def test_among_equals_the_seed_decides() -> None:
    case = replace(made(1), scores=replace(made(1).scores, points=np.full((7, 9), 5000, dtype=np.int32)))
    assert len({match(case, seed=bytes([at])).pairs for at in range(4)}) > 1


@SOLVERS
def test_of_one_employer_at_most_one_comes_to_a_task(solver: str) -> None:
    for seed in range(6):
        case = replace(made(seed), employers=employers(seed))
        employer = dict(zip(case.scores.experts, case.employers, strict=True))
        found = match(case, solver=solver)
        there = [(pair.task, employer[pair.expert]) for pair in found.pairs if employer[pair.expert]]
        assert len(set(there)) == len(there)
        assert found.proven
        assert keeps_the_rules(case, found)


def test_employers_as_a_flow_give_what_the_integer_program_gives() -> None:
    for seed in range(4):
        case = replace(made(seed), employers=employers(seed))
        nobody = Quota("nobody in particular", frozenset(), 0, 0)
        assert match(case).value == match(replace(case, quotas=(nobody,))).value


def test_kept_pairs_stay_even_where_a_conflict_would_rule_them_out() -> None:
    case = made(2)
    task, expert = (int(at[0]) for at in np.nonzero(~case.scores.open))
    kept = (case.scores.tasks[task], case.scores.experts[expert])
    found = match(replace(case, kept=frozenset([kept])))
    assert kept in {(pair.task, pair.expert) for pair in found.pairs}
    assert found.value == found.total == found.bound


def test_balance_spreads_the_load_and_its_cost_is_in_the_value() -> None:
    case = replace(made(4, tasks=9, demand=1, most=9), balance=0)
    even = match(replace(case, balance=20_000))
    assert set(even.loads().values()) == {1}
    assert even.value == even.total
    kept = match(
        replace(case, balance=100, kept=frozenset({("task 00", "expert 00"), ("task 01", "expert 00")}))
    )
    loads = kept.loads().values()
    assert kept.value == kept.total - 100 * sum(load * (load - 1) // 2 for load in loads)
    assert kept.proven


def test_least_loads_are_kept() -> None:
    case = replace(made(5), loads=Loads((1,) * 9, (3,) * 9))
    assert keeps_the_rules(case, match(case))


def test_quotas_are_kept_and_what_cannot_be_is_named() -> None:
    members = frozenset({"expert 00", "expert 01", "expert 02", "expert 03"})
    case = replace(made(6), quotas=(Quota("finance", members, least=1),))
    found = match(case)
    tasks = {pair.task for pair in found.pairs if pair.expert in members}
    assert tasks == set(case.scores.tasks)
    with pytest.raises(Infeasible) as refused:
        match(replace(case, quotas=(Quota("law", frozenset({"expert 00"}), least=2),)))
    assert (refused.value.code, refused.value.name, refused.value.needed) == ("quota", "law", 2)


def test_a_cap_bounds_every_chance_and_the_draw_keeps_the_rules() -> None:
    case = replace(made(7), cap=Cap(1, 2), employers=employers(7))
    found = match(case, seed=b"x")
    assert max(pair.points for pair in found.chances) == 1
    assert keeps_the_rules(case, found)
    assert found.proven
    with pytest.raises(ValueError, match="cap"):
        match(case, Objective.FAIR)


def test_where_everything_is_kept_nothing_is_left_to_draw() -> None:
    case = made(1, tasks=1, experts=2, demand=1)
    kept = frozenset({("task 00", "expert 01")})
    found = match(replace(case, kept=kept, cap=Cap(1, 2)))
    assert {(pair.task, pair.expert) for pair in found.pairs} == kept
    assert found.proven


def test_a_zero_score_rules_nobody_out_and_negative_ones_are_refused() -> None:
    case = made(1)
    nothing = replace(case, scores=replace(case.scores, points=np.zeros((7, 9), dtype=np.int32)))
    assert keeps_the_rules(nothing, match(nothing))
    with pytest.raises(ValueError, match="below zero"):
        match(replace(case, scores=replace(case.scores, points=case.scores.points - 10_000)))
