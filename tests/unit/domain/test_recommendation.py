"""The host holds every policy to the law of the house."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.domain.recommendation import Action, BudgetFacts, Limit, Recommendation, recommend
from reviewhub.domain.words import Reason, Words

FACTS = BudgetFacts(Decimal(100), "good", Decimal(85))
NAME = Words("试", "Test")
WHY = (Reason("policy.support"),)


@dataclass(frozen=True)
class Says:
    """A policy that always says the same."""

    answer: Recommendation
    key: str = "test.says"
    version: str = "1"
    title: Words = NAME
    basis: str = ""

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        del facts
        return self.answer


def answer(amount: int, cut: int, reasons: tuple[Reason, ...] = WHY) -> Recommendation:
    return Recommendation(Action.CUT, Decimal(amount), Decimal(cut), reasons)


@pytest.mark.parametrize(("amount", "cut"), [(0, 100), (60, 40), (100, 0)])
def test_what_keeps_the_law_passes(amount: int, cut: int) -> None:
    assert recommend(Says(answer(amount, cut)), FACTS) == answer(amount, cut)


@pytest.mark.parametrize(
    "broken",
    [answer(-1, 101), answer(101, -1), answer(60, 30), answer(60, 40, ())],
    ids=["below zero", "above what was asked", "amounts that do not add up", "no reason"],
)
def test_what_breaks_it_stops_everything(broken: Recommendation) -> None:
    with pytest.raises(PluginError) as refused:
        recommend(Says(broken), FACTS)
    assert (refused.value.code, refused.value.values) == ("policy.broken", {"policy": "test.says"})


def test_a_limit_is_kept_whatever_the_policy_says_and_joins_the_derivation() -> None:
    left = Limit(Decimal(40), Reason("policy.limited"))
    given = recommend(Says(answer(60, 40)), replace(FACTS, limit=left))
    assert (given.action, given.amount, given.cut) == (Action.CUT, 40, 60)
    assert given.reasons == (*WHY, left.reason)
    assert [(one.name, one.amount) for one in given.steps] == [
        ("asked", 100),
        ("cut", 40),
        ("amount", 60),
        ("limit", 40),
        ("amount", 40),
    ]


def test_nothing_left_suspends_and_a_wide_limit_changes_nothing() -> None:
    nothing, wide = (Limit(Decimal(most), Reason("policy.limited")) for most in (0, 60))
    assert recommend(Says(answer(60, 40)), replace(FACTS, limit=nothing)).action is Action.SUSPEND
    assert recommend(Says(answer(60, 40)), replace(FACTS, limit=wide)) == answer(60, 40)


def test_the_officer_is_asked_where_a_figure_is_missing_or_was_taken() -> None:
    taken = answer(60, 40, (Reason("policy.cut"),))
    assert taken.asks_officer
    assert Recommendation(Action.CUT, None, None, WHY).asks_officer
    assert not answer(60, 40).asks_officer
    assert not Recommendation(Action.SUPPORT, Decimal(100), Decimal(0), WHY).asks_officer


def test_a_policy_without_steps_is_derived_from_asked_and_cut() -> None:
    steps = [(one.name, one.amount) for one in answer(60, 40).derivation(Decimal(100))]
    assert steps == [("asked", 100), ("cut", 40), ("amount", 60)]
    assert Recommendation(Action.CUT, None, None, WHY).derivation(Decimal(100)) == ()


def test_a_missing_figure_stays_missing() -> None:
    open_ = Recommendation(Action.CUT, None, None, WHY)
    assert recommend(Says(open_), FACTS) == open_
