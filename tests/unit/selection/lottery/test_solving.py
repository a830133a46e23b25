from fractions import Fraction

import pytest

from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import WHOLE, Infeasible, Quota, Rules
from unit.selection.lottery.made import people_of, senate

NEAR = Fraction(2, 100_000)


@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_every_senator_has_nine_chances_in_a_hundred(solver: str) -> None:
    people, rules = senate()
    lottery = solve(people, rules, solver=solver)
    assert lottery.proof.bound == Fraction(9, 100)
    assert all(abs(chance - Fraction(9, 100)) < NEAR for chance in lottery.probabilities().values())
    assert sum(lottery.weights) == WHOLE


def test_a_quota_shares_what_it_leaves_equally() -> None:
    people = people_of("lawyer", "lawyer", "engineer", "engineer", "engineer", "engineer", names="class")
    lottery = solve(people, Rules(3, (Quota("class", "lawyer", 1, 1),)))
    chances = lottery.probabilities()
    assert {chances["p0"], chances["p1"], chances["p2"], chances["p5"]} == {Fraction(1, 2)}


def test_rules_that_no_panel_keeps_are_refused() -> None:
    with pytest.raises(Infeasible):
        solve(people_of("a", "a", names="employer"), Rules(2, one_per=("employer",)))
