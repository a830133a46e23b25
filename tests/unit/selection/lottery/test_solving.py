from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewhub.selection.lottery.checking import faults_of
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import WHOLE, Bound, Infeasible, Lottery, Person, Quota, Rules
from unit.selection.lottery.brute import all_panels, leximin_chances
from unit.selection.lottery.made import TWISTED, people_of, senate

NEAR = Fraction(2, 100_000)


def is_sound(lottery: Lottery, people: list[Person], rules: Rules) -> bool:
    """Tell whether everything holds that a lottery of any people under any rules must keep."""
    known = {person.id: person for person in people}
    return (
        sum(lottery.weights) == WHOLE
        and min(lottery.weights) > 0
        and all(first < second for first, second in pairwise(lottery.panels))
        and not any(faults_of(panel, known, rules) for panel in lottery.panels)
        and sum(lottery.probabilities().values()) == rules.size
    )


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_every_senator_has_nine_chances_in_a_hundred(solver: str) -> None:
    people, rules = senate()
    lottery = solve(people, rules, solver=solver)
    assert lottery.proof.bound == Fraction(9, 100)
    assert all(abs(chance - Fraction(9, 100)) < NEAR for chance in lottery.probabilities().values())
    assert is_sound(lottery, people, rules)


def test_the_order_of_people_and_rules_plays_no_part() -> None:
    people, rules = senate()
    turned = Rules(rules.size, rules.quotas[::-1], rules.one_per)
    assert solve(people[::-1], turned) == solve(people, rules)


def test_a_quota_shares_what_it_leaves_equally() -> None:
    people = people_of("lawyer", "lawyer", "engineer", "engineer", "engineer", "engineer", names="class")
    chances = solve(people, Rules(3, (Quota("class", "lawyer", 1, 1),))).probabilities()
    assert {chances["p0"], chances["p1"], chances["p2"], chances["p5"]} == {Fraction(1, 2)}


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_chances_that_averages_allow_but_panels_do_not_are_not_promised(solver: str) -> None:
    lottery = solve(*TWISTED, solver=solver)
    chances = [float(chance) for chance in lottery.probabilities().values()]
    assert chances == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1 / 2, 1 / 2], abs=2e-6)
    assert is_sound(lottery, *TWISTED)


def test_near_the_equal_share_panels_come_as_close_as_they_can() -> None:
    lottery = solve(*TWISTED, objective="goldilocks")
    assert float(lottery.least) == pytest.approx(1 / 3, abs=1e-5)
    assert is_sound(lottery, *TWISTED)


PERSON = st.fixed_dictionaries(
    {
        "class": st.sampled_from("xyz"),
        "field": st.sampled_from("uv"),
        "employer": st.sampled_from(["", *"abcd"]),
    }
)
QUOTA = st.builds(
    lambda place, least, more: Quota(place[0], place[1], least, least + more),
    st.sampled_from([("class", "x"), ("class", "y"), ("field", "u"), ("field", "v")]),
    st.integers(0, 2),
    st.integers(0, 2),
)
RULES = st.builds(
    Rules, st.integers(2, 4), st.lists(QUOTA, max_size=3).map(tuple), st.sampled_from([(), ("employer",)])
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PERSON, min_size=5, max_size=9), RULES)
def test_tiny_pools_get_the_chances_found_by_trying_all_panels(features: list[Any], rules: Rules) -> None:
    people = [Person(f"p{number}", one) for number, one in enumerate(features)]
    if not all_panels(people, rules):
        with pytest.raises(Infeasible):
            solve(people, rules)
        return
    lottery = solve(people, rules)
    assert is_sound(lottery, people, rules)
    found = {id_: float(chance) for id_, chance in lottery.probabilities().items()}
    assert found == pytest.approx(leximin_chances(people, rules), abs=2e-5)
    for first, second in pairwise(sorted(people, key=lambda one: (sorted(one.features.items()), one.id))):
        assert first.features != second.features or abs(found[first.id] - found[second.id]) < 1e-6


def test_rules_that_no_panel_keeps_are_refused() -> None:
    with pytest.raises(Infeasible):
        solve(people_of("a", "a", names="employer"), Rules(2, one_per=("employer",)))


def test_nobody_makes_no_panel() -> None:
    with pytest.raises(Infeasible) as caught:
        solve([], Rules(3))
    assert caught.value.conflict == (Bound("size", limit=3),)


def test_a_panel_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody"):
        solve(people_of("a", names="employer"), Rules(0))


def test_an_unknown_objective_is_refused() -> None:
    with pytest.raises(ValueError, match="luck"):
        solve([], Rules(1), objective="luck")
