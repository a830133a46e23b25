import numpy as np
import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.reaching import reached
from reviewhub.selection.lottery.target import Means, equalised
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import TWISTED, people_of

ENGINE = engine_of("auto")


def test_chances_that_panels_can_give_are_reached() -> None:
    people = people_of("law", "law", "art", "art", "art", "art", names="class")
    pool = pool_of(people, Rules(3, (Quota("class", "law", 1, 2),)))
    found, part = reached(pool, ENGINE, np.array([0.6, 0.45]), Pricing(pool, ENGINE).any_panel())
    assert part == pytest.approx(1)
    assert found.shares @ found.panels / pool.many == pytest.approx([0.6, 0.45])


def test_where_they_cannot_everyone_gets_the_same_part_at_least() -> None:
    pool = pool_of(*TWISTED)
    chances = equalised(Means(pool, ENGINE)).chances
    found, part = reached(pool, ENGINE, chances, Pricing(pool, ENGINE).any_panel())
    given = found.shares @ found.panels / pool.many
    assert 0.5 < part < 0.999
    assert (given >= part * chances - 1e-7).all()
