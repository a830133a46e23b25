import numpy as np

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.walk import Numbers, Walk, panels_along
from unit.selection.lottery.made import senate

PEOPLE, RULES = senate()
POOL = pool_of(PEOPLE, RULES)
START = Pricing(POOL, engine_of("scipy")).any_panel()


def test_every_panel_along_the_walk_keeps_the_rules() -> None:
    least, most = POOL.bounds
    sums = np.array([POOL.matrix @ panel for panel in panels_along(POOL, START, 2)])
    assert (sums >= least).all()
    assert (sums <= most).all()


def test_the_walk_brings_in_nearly_everyone_and_is_the_same_every_time() -> None:
    first, second = (list(panels_along(POOL, START, 3)) for _ in range(2))
    assert (np.sum(first, axis=0) > 0).mean() > 0.9
    assert np.array_equal(first, second)


def test_nobody_comes_in_who_is_in_already() -> None:
    walk = Walk(POOL, POOL.many * 0 + START)
    full = int(np.flatnonzero(POOL.many == START)[0])
    assert not walk.bring_in(full)


def test_the_numbers_stay_below_their_limit() -> None:
    numbers = Numbers()
    drawn = [numbers.below(6) for _ in range(600)]
    assert set(drawn) == set(range(6))
