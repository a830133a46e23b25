import pytest

from reviewhub.selection.lottery.costs import costs
from reviewhub.selection.lottery.values import Infeasible, Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("law a", "law b", "art a", "art b", "art c", "art d", names="class employer")
LAWYERS = Quota("class", "law", 2, 2)
RULES = Rules(3, (LAWYERS, Quota("class", "music", 0, 1)), ("employer",))


def test_a_quota_costs_what_chances_lose_by_it() -> None:
    found = costs(PEOPLE, RULES)
    assert found.now.least == pytest.approx(0)
    lawyers, music = found.quotas
    assert lawyers.without.least == pytest.approx(0.5)
    assert lawyers.without.gini == pytest.approx(0)
    assert music.without == found.now


def test_it_tells_whom_a_quota_favours() -> None:
    lawyers, music = costs(PEOPLE, RULES).quotas
    assert (lawyers.inside, lawyers.outside) == pytest.approx((1, 0.25))
    assert music.inside is None


def test_one_to_an_employer_has_its_cost_as_well() -> None:
    [(feature, without)] = costs(PEOPLE, RULES).without_one_per
    assert (feature, without.least) == ("employer", pytest.approx(0.25))


def test_rules_that_no_panel_keeps_cost_nothing_to_compare() -> None:
    with pytest.raises(Infeasible):
        costs(PEOPLE, Rules(3, (Quota("class", "law", 3, 3),)))
