"""The first term that applies decides, exemptions before all, and what was not known is said."""

from decimal import Decimal

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.domain.recommendation import Action, BudgetFacts, Circumstances, recommend
from reviewhub.plugin.budget_policies import shipped_policies

FIXED = next(one for one in shipped_policies() if one.key == "builtin.example_fixed")
ASKED = Decimal(3_000_000)


def facts(grade: str, known: Circumstances) -> BudgetFacts:
    return BudgetFacts(ASKED, grade, Decimal(75), circumstances=known)


@pytest.mark.parametrize(
    ("grade", "known", "term"),
    [
        ("poor", Circumstances("personnel"), "豁免1"),
        ("poor", Circumstances("service", repeat=True, rectified=False), "差"),
        ("good", Circumstances("service", repeat=True, rectified=False), "屡次"),
        ("good", Circumstances("service", execution_rate=Decimal("59.9")), "闲置"),
        ("good", Circumstances("service", execution_rate=Decimal(60)), "良"),
        ("fair", Circumstances("service"), "购买服务为中"),
        ("fair", Circumstances(), "中"),
    ],
)
def test_the_first_term_that_applies_decides(grade: str, known: Circumstances, term: str) -> None:
    assert FIXED.deciding(facts(grade, known)).id == term


def test_what_an_earlier_term_asked_for_and_nobody_said_is_said_once() -> None:
    given = recommend(FIXED, facts("fair", Circumstances(repeat=True, rectified=True)))
    assert (given.action, given.amount) == (Action.CUT, Decimal(2_550_000))
    unknown = [one.values["what"] for one in given.reasons if one.code == "policy.unknown_fact"]
    assert unknown == ["fact.object_kind", "fact.execution_rate"]


def test_a_grade_of_another_scale_is_refused_by_name() -> None:
    with pytest.raises(PluginError, match=r"policy\.failed"):
        recommend(FIXED, facts("upper", Circumstances()))
