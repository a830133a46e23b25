from dataclasses import dataclass, replace
from decimal import Decimal

from packed import REGISTRY, rules
from reviewhub.domain.packing.steps import steps_of
from reviewhub.domain.recommendation import Action, BudgetFacts, Recommendation
from reviewhub.domain.result import MoneyFacts
from reviewhub.domain.words import Reason, Words

ASKED = MoneyFacts(Decimal(1_000_000))


@dataclass(frozen=True)
class ByScore:
    """A policy of its own mind: half of what is asked below 72.35 points."""

    key = "province.by_score"
    version = "1"
    title = Words("按分数", "By score")
    basis = "示例"

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        full = facts.total >= Decimal("72.35")
        amount = facts.asked if full else facts.asked / 2
        action = Action.SUPPORT if full else Action.CUT
        return Recommendation(action, amount, facts.asked - amount, (Reason("policy.cut"),))


def test_the_reference_policy_gives_a_step_a_grade_and_conclusion() -> None:
    steps = steps_of(rules(), ASKED)
    assert [(one.lower, one.grade.id, one.action) for one in steps] == [
        (0, "poor", Action.CANCEL),
        (60, "fair", Action.CUT),
        (80, "good", Action.SUPPORT_AFTER_RECTIFICATION),
        (85, "good", Action.SUPPORT_AFTER_RECTIFICATION),
        (90, "excellent", Action.SUPPORT),
    ]
    assert [one.amount for one in steps] == [0, None, 1_000_000, 1_000_000, 1_000_000]


def test_a_cut_that_the_officer_gave_stands_in_its_step() -> None:
    steps = steps_of(rules(), MoneyFacts(Decimal(1_000_000), Decimal("10.01"), "单价偏高"))
    assert [one.cut for one in steps if one.action is Action.CUT] == [Decimal("10.01")]


def test_a_step_between_two_whole_points_is_found_to_the_hundredth() -> None:
    steps = steps_of(replace(rules(), policy=ByScore()), ASKED)
    assert next(one.lower for one in steps if one.amount == 1_000_000) == Decimal("72.35")


def test_without_a_policy_there_are_grades_and_no_money() -> None:
    steps = steps_of(replace(rules(), policy=None, conclusion_scale=None), ASKED)
    scale = REGISTRY.grade_scales["builtin.cn_90_80_60"]
    assert [one.grade.id for one in steps] == [band.id for band in reversed(scale.bands)]
    assert {one.action for one in steps} == {None}
