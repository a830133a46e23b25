"""The host holds every policy to the law of the house."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.domain.recommendation import Action, BudgetFacts, Recommendation, recommend
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


def test_a_missing_figure_stays_missing() -> None:
    open_ = Recommendation(Action.CUT, None, None, WHY)
    assert recommend(Says(open_), FACTS) == open_
