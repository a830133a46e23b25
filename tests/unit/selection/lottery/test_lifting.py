import numpy as np
import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.lifting import Lift
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("law", "law", "art", "art", "art", "art", names="class")
POOL = pool_of(PEOPLE, Rules(3, (Quota("class", "law", 1, 2),)))


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_the_least_chance_is_lifted_as_high_as_panels_can(solver: str) -> None:
    engine = engine_of(solver)
    lift = Lift(POOL, engine, POOL.many.astype(float), [Pricing(POOL, engine).any_panel()])
    shares = lift.lift()
    assert shares.least == pytest.approx(0.5)
    lift.settle(shares)
    found = lift.found(shares)
    assert found.shares @ found.panels / POOL.many == pytest.approx([0.5, 0.5])


def test_a_panel_is_added_once() -> None:
    engine = engine_of("auto")
    panel = Pricing(POOL, engine).any_panel()
    lift = Lift(POOL, engine, POOL.many.astype(float), [panel])
    assert not lift.add([panel])


def test_types_to_which_nothing_is_due_are_not_lifted() -> None:
    engine = engine_of("auto")
    lift = Lift(POOL, engine, POOL.many.astype(float), [Pricing(POOL, engine).any_panel()])
    lift.forget(np.array([1]))
    assert lift.lift().least == pytest.approx(1.0)
