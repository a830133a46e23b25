"""The Kunming rule: support, support after rectification, a cut the officer sets, cancel."""

from decimal import Decimal

import pytest

from reviewhub.builtin.policies import register_budget_policies
from reviewhub.domain.recommendation import Action, BudgetFacts, recommend
from reviewhub.domain.words import Reason

KUNMING, *FILES = register_budget_policies()
ASKED = Decimal(23_046_000)


def facts(grade: str, cut: int | None = None, why: str = "") -> BudgetFacts:
    return BudgetFacts(ASKED, grade, Decimal(75), None if cut is None else Decimal(cut), why)


@pytest.mark.parametrize(
    ("grade", "action", "amount"),
    [
        ("excellent", Action.SUPPORT, ASKED),
        ("good", Action.SUPPORT_AFTER_RECTIFICATION, ASKED),
        ("poor", Action.CANCEL, Decimal(0)),
    ],
)
def test_a_grade_decides_the_amount(grade: str, action: Action, amount: Decimal) -> None:
    given = recommend(KUNMING, facts(grade))
    assert (given.action, given.amount, given.cut) == (action, amount, ASKED - amount)


def test_a_fair_grade_waits_for_the_officers_figure() -> None:
    given = recommend(KUNMING, facts("fair"))
    assert (given.action, given.amount, given.cut) == (Action.CUT, None, None)
    assert given.reasons == (Reason("policy.cut_needs_figure", {"grade": "fair", "asked": "2304.60"}),)


def test_a_figure_without_a_reason_is_no_decision() -> None:
    assert recommend(KUNMING, facts("fair", 1_000_000, "  ")).amount is None


def test_a_cut_is_derived_in_words() -> None:
    given = recommend(KUNMING, facts("fair", 1_000_000, "单价偏高"))
    values = {"grade": "fair", "asked": "2304.60", "cut": "100.00", "amount": "2204.60", "why": "单价偏高"}
    assert (given.amount, given.cut) == (Decimal(22_046_000), Decimal(1_000_000))
    assert given.reasons == (Reason("policy.cut", values),)


def test_files_that_ship_offer_a_policy_each_and_examples_say_so() -> None:
    assert len(FILES) == len({one.key for one in FILES}) == 7
    unmarked = [one.key for one in FILES if getattr(one, "example", False) and "示例" not in one.basis]
    assert unmarked == []
