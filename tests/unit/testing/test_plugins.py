"""A whole plugin at once: what it offers is found by its hooks and checked beside what ships."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from reviewhub.builtin.scorers.points import DirectPoints
from reviewhub.plugin.columns import Columns, Many, all_given
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Action,
    BudgetFacts,
    Criterion,
    Input,
    InputKind,
    Points,
    Recommendation,
    TemplateSource,
    Value,
    Words,
)
from reviewhub.plugin.registry import Registry
from reviewhub.testing import ContractBroken, check_plugin, check_scorer, check_template_source, criterion_for

TWO = Words("二", "two")


def offering(**hooks: Any) -> SimpleNamespace:
    """Make a plugin that offers one thing by each of these hooks."""

    def giving(one: Any) -> Callable[[], list[Any]]:
        return lambda: [one]

    return SimpleNamespace(**{name: hookimpl(giving(one)) for name, one in hooks.items()})


class Percent:
    """Points in proportion, one by one and a column at once."""

    key, version, title = "example.percent", "1", TWO
    parameters: Mapping[str, Any] = {"type": "object"}

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        del criterion
        return [Input("percent", InputKind.NUMBER, TWO, most=Decimal(100), step=Decimal(1))]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        return Points(criterion.points * Decimal(values["percent"]) / 100)

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        return all_given(columns["percent"] * int(criterion.points) // 10_000)


class Careless(Percent):
    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        return all_given(super().score_many(criterion, columns).points + 1)


class Short(Percent):
    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        del criterion, columns
        return Many(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=bool))


class TooFine(Percent):
    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        return Points(criterion.points * Decimal(values["percent"]) / 100 / 3)


class NoGrade:
    key, version, title, basis = "example.none", "1", TWO, "办法"

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        return {"unheard_of": Recommendation(Action.SUPPORT, facts.asked, Decimal(0), ())}[facts.grade]


CRITERION = criterion_for("example.percent", 5)


def test_a_plugin_that_keeps_its_contract_gives_the_registry() -> None:
    registry = check_plugin(offering(register_scorers=Percent()), [CRITERION])
    assert {"example.percent", "builtin.points"} <= set(registry.scorers)


def test_made_answers_cover_the_ends_of_an_input() -> None:
    given = [one.value for one in check_scorer(Percent(), CRITERION) if one]
    assert (min(given), max(given)) == (0, 5)


@pytest.mark.parametrize(
    ("scorer", "said"),
    [
        (Careless(), "at once .* ten-thousandths, alone"),
        (Short(), "one place an answer"),
        (TooFine(), "finer than 4 decimals"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Percent) else "",
)
def test_a_column_that_differs_from_its_answers_is_named(scorer: Percent, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_plugin(offering(register_scorers=scorer), [CRITERION])


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        (offering(), "offers nothing"),
        (offering(register_scorers=Percent()), "no criterion uses it"),
        (offering(register_budget_policies=NoGrade()), "keeps its contract on no scale"),
        (offering(register_commands=SimpleNamespace(name="greet", help="")), "says what it does"),
    ],
)
def test_what_cannot_be_tried_is_said(plugin: SimpleNamespace, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_plugin(plugin)


def test_a_template_s_problems_are_all_named(reviewhub_registry: Registry) -> None:
    with pytest.raises(ContractBroken, match=r"park.toml: .*format.*; .*id"):
        check_template_source(TemplateSource("park.toml", {"title": {"zh": "公园"}}), reviewhub_registry)


def test_the_fixtures_are_there_without_an_import(
    reviewhub_registry: Registry, check_plugin: Any, check_scorer: Any
) -> None:
    assert "builtin.points" in reviewhub_registry.scorers
    criterion = criterion_for(DirectPoints.key, 5, {"step": 1})
    assert check_scorer(DirectPoints(), criterion, [{"points": "5"}])[0].value == 5
    check_plugin(offering(register_scorers=Percent()), [CRITERION])
