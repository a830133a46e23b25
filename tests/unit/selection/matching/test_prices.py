from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.prices import prices_of, surcharge
from reviewhub.selection.matching.search import scan
from reviewhub.selection.matching.solving.flow_scipy import best_flow
from unit.selection.matching import flows
from unit.selection.matching.made_cases import employers, made


def test_prices_meet_a_best_flow_and_stay_above_a_worse_one() -> None:
    ground, flow = flows.of(made(5))
    used = best_flow(flow, 60)
    worse = best_flow(replace(flow, arcs=replace(flow.arcs, gain=-flow.arcs.gain)), 60)
    assert used is not None
    assert worse is not None
    bounds = []
    for one in (used, worse):
        prices = prices_of(ground, flow, one)
        bounds.append(prices.base + scan(ground, flow.arcs, prices).excess)
    assert bounds[0] == flow.gain_of(used)
    assert bounds[1] >= bounds[0] > flow.gain_of(worse)


def test_an_employer_whose_place_is_taken_costs_more() -> None:
    ground, flow = flows.of(replace(made(5), employers=employers(5)))
    used = best_flow(flow, 60)
    assert used is not None
    prices = prices_of(ground, flow, used)
    assert (prices.extra >= 0).all()
    assert surcharge(prices, prices.full).tolist() == prices.extra.tolist()
    assert surcharge(prices, np.array([-1])).tolist() == [0]
