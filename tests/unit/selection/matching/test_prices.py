from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.prices import prices_of, surcharge
from reviewhub.selection.matching.solving.flow_scipy import best_flow
from unit.selection.matching import flows
from unit.selection.matching.made_cases import employers, made


def test_a_best_flow_has_prices_and_a_worse_one_has_none() -> None:
    ground, flow = flows.of(made(5))
    used = best_flow(flow, 60)
    worse = best_flow(replace(flow, arcs=replace(flow.arcs, gain=-flow.arcs.gain)), 60)
    assert used is not None
    assert worse is not None
    assert prices_of(ground, flow, used) is not None
    assert flow.gain_of(worse) < flow.gain_of(used)
    assert prices_of(ground, flow, worse) is None


def test_an_employer_whose_place_is_taken_costs_more() -> None:
    ground, flow = flows.of(replace(made(5), employers=employers(5)))
    used = best_flow(flow, 60)
    assert used is not None
    prices = prices_of(ground, flow, used)
    assert prices is not None
    assert (prices.extra >= 0).all()
    assert surcharge(prices, prices.full).tolist() == prices.extra.tolist()
    assert surcharge(prices, np.array([-1])).tolist() == [0]
