import numpy as np

from reviewhub.selection.matching.prices import Prices
from reviewhub.selection.matching.search import best_of_tasks, scan, tight
from unit.selection.matching import flows
from unit.selection.matching.made_cases import made

NOTHING = np.array([], dtype=np.int64)


def test_a_scan_adds_up_what_is_above_its_price_and_names_what_was_not_offered() -> None:
    ground, flow = flows.of(made(1))
    prices = Prices(np.zeros(9, dtype=np.int64), np.full(7, 7500), NOTHING, NOTHING, 0)
    above = ground.open & (ground.points > 7500)
    seen = scan(ground, flow.arcs, prices)
    assert (seen.excess, len(seen.task)) == (2500 * above.sum(), 0)
    few = ground.flow(np.array([0]), np.array([int(np.flatnonzero(ground.open[0])[0])]))
    assert len(scan(ground, few.arcs, prices).task) >= above.sum() - 1


def test_tight_pairs_are_those_worth_their_price_or_more() -> None:
    ground, _ = flows.of(made(1))
    prices = Prices(np.zeros(9, dtype=np.int64), np.full(7, 7500), NOTHING, NOTHING, 0)
    task, expert, worth = tight(ground, prices)
    assert len(task) == (ground.open & (ground.points >= 7500)).sum()
    assert (worth == ground.points[task, expert] - 7500).all()


def test_the_best_of_every_task_are_so_many_at_most() -> None:
    places = best_of_tasks(np.array([0, 0, 0, 1]), np.array([1, 3, 2, 0]), 2)
    assert sorted(places.tolist()) == [1, 2, 3]
