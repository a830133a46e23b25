import numpy as np

from reviewhub.selection.lottery.decomposition import decomposed
from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.target import Means, equalised
from unit.selection.lottery.made import TWISTED, senate


def test_the_panels_taken_off_give_every_type_its_chance() -> None:
    pool, engine = pool_of(*senate()), engine_of("auto")
    chances = equalised(Means(pool, engine)).chances
    taken = decomposed(pool, engine, chances)
    given = taken.shares @ taken.panels / pool.many
    assert taken.left < 1e-6
    assert np.abs(given - chances).max() < 1e-6


def test_chances_that_no_panels_give_are_left_over() -> None:
    pool, engine = pool_of(*TWISTED), engine_of("auto")
    taken = decomposed(pool, engine, equalised(Means(pool, engine)).chances)
    assert taken.left > 0.1
