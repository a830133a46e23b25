import numpy as np
import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import NoPanel
from reviewhub.selection.lottery.target import Means, equalised
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("law", "law", "art", "art", "art", "art", names="class")
LAWYER = Rules(3, (Quota("class", "law", 2, 2),))


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_a_quota_that_is_full_holds_the_others_down(solver: str) -> None:
    target = equalised(Means(pool_of(PEOPLE, LAWYER), engine_of(solver)))
    assert target.chances.tolist() == pytest.approx([1, 0.25])
    assert target.prices.tolist() == pytest.approx([0, 1])
    assert target.least == pytest.approx(0.25)


def test_where_everyone_must_be_on_the_panel_everyone_is() -> None:
    target = equalised(Means(pool_of(PEOPLE, Rules(6)), engine_of("auto")))
    assert target.chances.tolist() == pytest.approx([1])


def test_chances_can_be_kept_between_two() -> None:
    means = Means(pool_of(PEOPLE, Rules(3, (Quota("class", "law", 1, 2),))), engine_of("auto"))
    means.between(np.array([0.6, 0.1]), 1.0)
    assert equalised(means).chances.tolist() == pytest.approx([0.6, 0.45])
    means.between(np.zeros(2), 1.0)
    assert means.lower() == pytest.approx(0.5)


def test_what_no_average_keeps_has_no_panel() -> None:
    means = Means(pool_of(PEOPLE, Rules(3, (Quota("class", "law", 3, 3),))), engine_of("auto"))
    with pytest.raises(NoPanel):
        means.lift()
