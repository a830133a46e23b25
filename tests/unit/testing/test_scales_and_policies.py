"""A scale or a policy that breaks its contract is named with what it broke."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reviewhub.plugin.protocols import (
    Action,
    Band,
    BudgetFacts,
    DerivationStep,
    GradeScale,
    Reason,
    Recommendation,
    Words,
)
from reviewhub.testing import ContractBroken, check_budget_policy, check_grade_scale

TWO = Words("二", "two")
SCALE = GradeScale("example.scale", "1", TWO, (Band("pass", TWO, Decimal(60)), Band("fail", TWO, Decimal(0))))
PASS, FAIL = SCALE.bands
WHY = (Reason("policy.support", {"grade": "pass"}),)


def test_a_good_scale_passes() -> None:
    check_grade_scale(SCALE)


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (replace(SCALE, key="scale"), "package.name"),
        (replace(SCALE, title=Words("二", "")), "both languages"),
        (replace(SCALE, bands=(PASS,)), "scale.gap"),
        (replace(SCALE, bands=(FAIL, PASS)), "scale.order"),
        (replace(SCALE, bands=(replace(PASS, label=Words("", "pass")), FAIL)), "the label of pass"),
        (replace(SCALE, bands=(replace(PASS, lower=Decimal("60.005")), FAIL)), "cannot meet the bound"),
        (replace(SCALE, bands=(replace(PASS, lower=Decimal(101)), FAIL)), "cannot meet the bound"),
    ],
)
def test_a_broken_scale_is_named(scale: GradeScale, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_grade_scale(scale)


class Policy:
    """Everything as asked: what the broken ones are made from."""

    key, version, title, basis = "example.policy", "1", TWO, "办法"

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return Recommendation(Action.SUPPORT, facts.asked, Decimal(0), WHY)


class NoBasis(Policy):
    basis = " "


class NoFail(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return {"pass": super().recommend(facts)}[facts.grade]


class MoreThanAsked(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return Recommendation(Action.SUPPORT, facts.asked + 1, Decimal(-1), WHY)


class SilentCut(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return Recommendation(Action.CUT, Decimal(0), facts.asked, ())


class FinerThanFen(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return Recommendation(Action.CUT, facts.asked / 4, facts.asked - facts.asked / 4, WHY)


class PayingCancel(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return Recommendation(Action.CANCEL, facts.asked, Decimal(0), WHY)


class LeftOpen(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        del facts
        return Recommendation(Action.SUPPORT, None, None, WHY)


class NeverClosed(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        del facts
        return Recommendation(Action.CUT, None, None, WHY)


class OtherSteps(Policy):
    def recommend(self, facts: BudgetFacts) -> Recommendation:
        steps = (DerivationStep("asked", facts.asked), DerivationStep("amount", facts.asked - 1))
        return Recommendation(Action.SUPPORT, facts.asked, Decimal(0), WHY, steps)


def test_a_good_policy_answers_to_every_grade() -> None:
    assert len(check_budget_policy(Policy(), SCALE)) == 2 * 5 * 2 * 10


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (NoBasis(), "the document it rests on"),
        (NoFail(), "policy.failed"),
        (MoreThanAsked(), "policy.broken"),
        (SilentCut(), "policy.broken"),
        (FinerThanFen(), "whole fen"),
        (PayingCancel(), "cancels or suspends and still gives"),
        (LeftOpen(), "leaves an amount open that nobody has to fill in"),
        (NeverClosed(), "leaves an amount open whatever is filled in"),
        (OtherSteps(), "policy.broken"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Policy) else "",
)
def test_a_broken_policy_is_named(policy: Policy, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_budget_policy(policy, SCALE)
