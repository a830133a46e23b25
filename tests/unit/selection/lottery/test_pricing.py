import numpy as np
import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import NoPanel, Pricing, programme_of
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.brute import all_panels
from unit.selection.lottery.made import people_of

PEOPLE = people_of("law f a", "law m b", "art f a", "art m b", "art f c", names="class gender employer")
RULES = Rules(3, (Quota("class", "law", 1, 1), Quota("gender", "f", 1, 2)), ("employer",))


def test_the_heaviest_panel_is_the_one_found_by_trying_all() -> None:
    pool = pool_of(PEOPLE, RULES)
    weights = np.array([3.0, 1.0, 4.0, 1.5, 5.0])
    by_id = {ids[0]: weight for ids, weight in zip(pool.types, weights, strict=True)}
    best = max(sum(by_id[id_] for id_ in panel) for panel in all_panels(PEOPLE, RULES))
    assert Pricing(pool, engine_of("auto")).heaviest(weights) @ weights == pytest.approx(best)


def test_where_no_panel_is_valid_it_says_so() -> None:
    pool = pool_of(PEOPLE, Rules(3, (Quota("class", "law", 3, 3),)))
    with pytest.raises(NoPanel):
        Pricing(pool, engine_of("auto")).any_panel()


def test_the_programme_has_a_row_a_bound_and_a_column_a_type() -> None:
    pool = pool_of(PEOPLE, RULES)
    programme = programme_of(pool, whole=False)
    assert (len(programme.lower), len(programme.columns)) == (len(pool.rows), len(pool.types))
