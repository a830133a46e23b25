import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.leximin import leximin
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import Pricing
from unit.selection.lottery.brute import leximin_chances
from unit.selection.lottery.made import TWISTED


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_the_chances_are_those_found_by_trying_all_panels(solver: str) -> None:
    pool, engine = pool_of(*TWISTED), engine_of(solver)
    found, prices = leximin(pool, engine, [Pricing(pool, engine).any_panel()])
    given = found.shares @ found.panels / pool.many
    chances = {id_: chance for ids, chance in zip(pool.types, given, strict=True) for id_ in ids}
    assert chances == pytest.approx(leximin_chances(*TWISTED), abs=1e-6)
    assert prices.sum() == pytest.approx(1)
