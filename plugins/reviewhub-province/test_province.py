from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import reviewhub_province
from reviewhub_province import GRADES, ExamplePolicy

from reviewhub.plugin.protocols import BudgetFacts
from reviewhub.testing import check_budget_policy, check_grade_scale

Check = Callable[..., Any]
ASKED = Decimal("1000000.01")


def test_everything_it_offers_keeps_its_contract(check_plugin: Check) -> None:
    registry = check_plugin(reviewhub_province)
    assert registry.templates["province-prior-assessment"].grade_scale == GRADES.key


def test_the_policy_answers_to_every_grade_of_its_own_scale() -> None:
    check_grade_scale(GRADES)
    assert len(check_budget_policy(ExamplePolicy(), GRADES)) == 4 * 5 * 2 * 10


@pytest.mark.parametrize(
    ("grade", "action", "amount"),
    [
        ("a", "support", "1000000.01"),
        ("b", "support_after_rectification", "1000000.01"),
        ("c", "cut", "800000.01"),
        ("d", "cancel", "0"),
    ],
)
def test_what_a_grade_means_for_the_money(grade: str, action: str, amount: str) -> None:
    given = ExamplePolicy().recommend(BudgetFacts(ASKED, f"province.{grade}", Decimal(70)))
    assert (given.action, given.amount, given.cut) == (action, Decimal(amount), ASKED - Decimal(amount))


def test_the_officer_s_figure_takes_the_place_of_the_fifth() -> None:
    facts = BudgetFacts(ASKED, "province.c", Decimal(70), Decimal(5), "单价偏高")
    given = ExamplePolicy().recommend(facts)
    assert given.cut == 5
    assert given.reasons[0].values["why"] == "单价偏高"


def test_it_says_wherever_it_is_shown_that_it_is_an_example() -> None:
    template = reviewhub_province.register_scoring_templates()[0].mapping
    shown = [
        GRADES.title.zh,
        ExamplePolicy.title.zh,
        ExamplePolicy.basis,
        template["title"]["zh"],
        template["basis"],
    ]
    assert [text for text in shown if "示例" not in text] == []
