from dataclasses import replace

import numpy as np
import pytest

from reviewhub.selection.matching.solving.flow import Flow, Ints
from reviewhub.selection.matching.solving.flow_ortools import best_flow
from unit.selection.matching import flows
from unit.selection.matching.made_cases import employers, made

pytest.importorskip("ortools")


def solve(flow: Flow) -> Ints | None:
    return best_flow(flow)


def test_what_must_flow_does_and_what_cannot_is_none() -> None:
    ground, flow = flows.of(replace(made(2), employers=employers(2)), soft=False)
    used = solve(flow)
    assert used is not None
    assert flow.keeps_bounds(used)
    worst = int(np.argmin(np.where(used > 0, flow.arcs.gain, 10**6)))
    bound = np.ones_like(used) * (np.arange(len(used)) == worst)
    forced = solve(replace(flow, arcs=replace(flow.arcs, low=bound)))
    assert forced is not None
    assert forced[worst] == 1
    assert solve(replace(flow, demand=flow.demand + 9)) is None
    assert ground.unit == 1


def test_a_soft_flow_leaves_empty_only_what_cannot_be_filled() -> None:
    _, flow = flows.of(made(3, most=1))
    used = solve(flow)
    assert used is not None
    assert used.sum() == 9
