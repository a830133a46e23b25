"""The platform's figures of one agency: its own sheet by the pinned rules."""

from dataclasses import replace
from decimal import Decimal

from reviewhub.domain.commissioning.claiming.computed import computed
from reviewhub.domain.recommendation import BudgetFacts, Recommendation
from reviewhub.domain.result import MoneyFacts, SubmittedSheet
from reviewhub.domain.scoring.veto import Veto
from reviewhub.domain.words import Words
from unit.domain.commissioning.claiming.ruled import ASKED, CRITERIA, RULES, of


class Failing:
    """A policy whose plugin no longer works."""

    key, version, title, basis = "test.failing", "1", Words("坏", "Broken"), ""

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        """Fail."""
        raise ZeroDivisionError(facts)


def test_total_grade_and_money_follow_from_the_sheet() -> None:
    found = of("4.5")
    assert (found.total, found.grade.id, found.asked) == (Decimal("90.00"), "excellent", ASKED)
    assert (found.recommended, found.cut) == (ASKED, Decimal(0))
    assert list(found.points) == [one.id for one in CRITERIA]


def test_a_veto_caps_the_total_and_the_grade_with_it() -> None:
    veto = Veto("V1", Words("弄虚作假", "Fraud"), Decimal("59.00"))
    rules = replace(RULES, template=replace(RULES.template, vetoes=(veto,)))
    found = computed(rules, SubmittedSheet(1, (Decimal(5),) * 20, vetoes=("V1",)), MoneyFacts(ASKED))
    assert (found.total, found.grade.id) == (Decimal("59.00"), "poor")


def test_an_amount_that_is_the_officers_to_decide_is_not_compared() -> None:
    found = of("3.5")
    assert (found.grade.id, found.recommended, found.cut) == ("fair", None, None)


def test_without_a_policy_or_with_a_broken_one_there_is_no_amount() -> None:
    assert of("4.5", replace(RULES, policy=None)).recommended is None
    assert of("4.5", replace(RULES, policy=Failing())).recommended is None
