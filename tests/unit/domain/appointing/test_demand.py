"""What a matching may be asked for."""

from dataclasses import replace

import pytest

from reviewhub.domain.appointing.demand import Demand, read_demand
from reviewhub.domain.errors import Invalid

FIVE = Demand(5, {"财务": 1})


def test_a_sound_demand_outlasts_being_written_down() -> None:
    FIVE.require_sound()
    assert read_demand(FIVE.written()) == FIVE


def test_everything_that_no_pool_could_keep_is_named_at_once() -> None:
    wrong = replace(FIVE, size=0, classes={"财务": 1, "业务": -1}, objective="cheapest", balance=-1)
    with pytest.raises(Invalid) as refused:
        wrong.require_sound()
    assert [one.path for one in refused.value.problems] == ["size", "classes", "objective", "balance"]
