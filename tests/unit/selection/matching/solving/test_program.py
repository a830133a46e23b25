from dataclasses import replace

import numpy as np
import pytest

from reviewhub.selection.matching.solving.program import program_of, solve
from reviewhub.selection.matching.solving.solvers import available
from unit.selection.matching import flows
from unit.selection.matching.made_cases import employers, made

SOLVERS = pytest.mark.parametrize("solver", available())


@SOLVERS
def test_a_program_without_further_rows_is_the_flow(solver: str) -> None:
    case = replace(made(3), employers=employers(3))
    _, flow = flows.of(case, soft=False)
    answer = solve(program_of(flow), solver, 60)
    assert answer.chosen is not None
    used = answer.chosen[: len(flow.arcs.task)]
    assert flow.keeps_bounds(used)
    assert answer.bound == flow.gain_of(used)


@SOLVERS
def test_what_is_impossible_has_no_bound(solver: str) -> None:
    _, flow = flows.of(made(3, most=1), soft=False)
    answer = solve(program_of(flow), solver, 60)
    assert (answer.chosen, answer.bound) == (None, None)


def test_without_time_nothing_is_known_but_the_ceiling() -> None:
    _, flow = flows.of(made(3), soft=False)
    program = program_of(flow)
    answer = solve(program, "scipy", 0)
    assert (answer.chosen, answer.bound) == (None, program.ceiling())
    assert program.ceiling() == int(flow.arcs.gain.sum())


def test_a_choice_is_counted_again() -> None:
    _, flow = flows.of(made(3), soft=False)
    program = program_of(flow)
    assert not program.holds(np.zeros(len(program.gain), dtype=np.int64))
