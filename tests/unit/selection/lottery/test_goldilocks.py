import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.goldilocks import goldilocks
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.target import Means
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import people_of

# Two of four lawyers; women are rare among the others, so whoever is both takes a place of each.
PEOPLE = people_of(
    "law f", "law m", "law m", "law m", "art f", "art m", "art m", "art m", "art m", "art m", "art m", "art m"
)
RULES = Rules(4, (Quota("class", "law", 3, 3), Quota("gender", "f", 1, 1)))


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_the_greatest_chance_is_no_greater_and_the_spread_smaller_than_under_leximin(solver: str) -> None:
    equal, kept = (solve(PEOPLE, RULES, objective=one, solver=solver) for one in ("leximin", "goldilocks"))
    even = 4 / 12
    spreads = [float(one.most) / even + even / float(one.least) for one in (equal, kept)]
    assert kept.most <= equal.most
    assert spreads[1] <= spreads[0] + 1e-6


def test_where_all_can_be_equal_they_are() -> None:
    pool = pool_of(PEOPLE, Rules(3))
    assert goldilocks(Means(pool, engine_of("auto")), 0.25).chances.tolist() == pytest.approx([0.25])


def test_who_can_be_on_no_panel_is_left_aside() -> None:
    rules = Rules(4, (Quota("class", "law", 4, 4),))
    lottery = solve(PEOPLE, rules, objective="goldilocks")
    assert (lottery.least, lottery.most) == (0, 1)
