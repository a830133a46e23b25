"""What a plugin raises names it, what it gives is copied, and what it gets it cannot change."""

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.aggregate import Aggregate, Scores, aggregated
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import ScorerFacts, SubjectFacts
from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.hosting import blamed, plain_decimal, plain_reasons, read_only
from reviewhub.domain.recommendation import Action, BudgetFacts, Recommendation, recommend
from reviewhub.domain.words import Reason, Words

TODAY: Any = None
FLOAT: Any = 4.5
ACTS: dict[str, Callable[[], Any]] = {
    "raises": lambda: 1 / 0,
    "nothing": lambda: None,
    "number": lambda: Decimal(4),
    "leaves": sys.exit,
}


class Hostile:
    """Answers every question that the host asks a plugin with the same act."""

    key, version, title, basis, least_experts = "x.y", "1", Words("甲", "A"), "", 1

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def aggregate(self, *_: object) -> Any:
        """Act."""
        return self.act()

    recommend = hits = aggregate


def refusal(ask: Callable[[], object]) -> PluginError:
    with pytest.raises(PluginError) as refused:
        ask()
    return refused.value


@pytest.mark.parametrize("error", [ValueError("v"), SystemExit(0), StopIteration(), RecursionError()])
def test_whatever_is_raised_names_the_plugin(error: BaseException) -> None:
    def ask() -> None:
        with blamed("scorer.failed", key="x.y"):
            raise error

    told = refusal(ask)
    assert (told.code, told.values, told.__cause__) == ("scorer.failed", {"key": "x.y"}, error)


def test_the_plugin_s_own_words_are_added_to_a_message() -> None:
    def ask() -> None:
        with blamed("plugin.broken_import", message="mine.py"):
            sys.exit("no")

    assert refusal(ask).values == {"message": "mine.py: no"}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Invalid([Problem("", "a")])])
def test_an_interrupt_and_what_may_pass_goes_through(error: BaseException) -> None:
    with pytest.raises(type(error)), blamed("scorer.failed", Invalid):
        raise error


def test_tables_and_lists_are_read_only_to_the_last_level() -> None:
    given = {"levels": [{"share": 1}]}
    frozen = read_only(given)
    assert frozen == {"levels": ({"share": 1},)}
    with pytest.raises(TypeError):
        frozen["levels"][0]["share"] = 2
    given["levels"].append({"share": 3})
    assert len(frozen["levels"]) == 1


@pytest.mark.parametrize("given", [4.5, 4, "four", None, True])
def test_only_an_exact_number_is_one(given: object) -> None:
    with pytest.raises(TypeError):
        plain_decimal(given)


@pytest.mark.parametrize("given", ["NaN", "Infinity", "sNaN"])
def test_only_a_finite_number_is_one(given: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        plain_decimal(Decimal(given))


def test_a_number_with_a_will_of_its_own_becomes_a_plain_one() -> None:
    class Sly(Decimal):
        def __le__(self, other: object) -> bool:
            return True

    assert type(plain_decimal(Sly(7))) is Decimal


@pytest.mark.parametrize("given", ["why", Reason("a", {"b": 1.5}), Reason(3), Reason("a", [])])  # type: ignore[dict-item, arg-type]  # that is the point
def test_only_codes_with_texts_and_whole_numbers_are_reasons(given: Any) -> None:
    with pytest.raises(TypeError):
        plain_reasons([given])


def scores() -> Scores:
    return Scores.of([Decimal(5)], [[Decimal(4)]])


@pytest.mark.parametrize("act", [*ACTS.values(), lambda: Aggregate(FLOAT, ())], ids=[*ACTS, "float"])
def test_an_aggregator_that_breaks_its_contract_is_named(act: Callable[[], Any]) -> None:
    told = refusal(lambda: aggregated(Hostile(act), scores(), {}))
    assert (told.code, told.values) == ("aggregator.failed", {"key": "x.y"})


def test_an_aggregator_cannot_change_the_campaign_s_parameters() -> None:
    class Changing(Hostile):
        def aggregate(self, *given: Any) -> Any:
            given[1]["keep"] = 2

    kept = {"keep": 1}
    assert refusal(lambda: aggregated(Changing(list), scores(), kept)).code == "aggregator.failed"
    assert kept == {"keep": 1}


@pytest.mark.parametrize(
    "act", [*ACTS.values(), lambda: Recommendation(Action.CUT, FLOAT, FLOAT, ())], ids=[*ACTS, "float"]
)
def test_a_policy_that_breaks_its_contract_is_named(act: Callable[[], Any]) -> None:
    facts = BudgetFacts(Decimal(100), "good", Decimal(80))
    told = refusal(lambda: recommend(Hostile(act), facts))
    assert (told.code, told.values) == ("policy.failed", {"policy": "x.y"})


@pytest.mark.parametrize("act", [*ACTS.values(), lambda: ["tie"]], ids=[*ACTS, "text"])
def test_a_conflict_rule_that_breaks_its_contract_is_named(act: Callable[[], Any]) -> None:
    facts = (ScorerFacts("甲", ()), SubjectFacts("乙", 1, None))
    told = refusal(lambda: find_conflicts([Hostile(act)], *facts, TODAY))
    assert (told.code, told.values) == ("conflict_rule.failed", {"key": "x.y"})
