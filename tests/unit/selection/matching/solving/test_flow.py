from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.solving.flow_scipy import best_flow
from unit.selection.matching import flows
from unit.selection.matching.made_cases import employers, made


def test_a_flow_is_counted_in_whole_numbers() -> None:
    _, flow = flows.of(replace(made(1), employers=employers(1)))
    used = best_flow(flow, 60)
    assert used is not None
    assert flow.keeps_bounds(used)
    assert flow.gain_of(used) == int(flow.arcs.gain @ used)
    assert not flow.keeps_bounds(np.ones_like(used))


def test_places_that_stay_empty_cost_their_price() -> None:
    _, flow = flows.of(made(1))
    nothing = np.zeros_like(flow.arcs.task)
    assert flow.short is not None
    assert flow.gain_of(nothing) == 14 * flow.short
    assert not replace(flow, short=None).keeps_bounds(nothing)
    assert flow.keeps_bounds(nothing)
