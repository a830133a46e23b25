"""The conformance kit passes the built-ins and fails whoever breaks the contract, naming the part."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.answer import Input, InputKind, Value
from reviewhub.domain.scoring.template import Criterion
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import Points, Words
from reviewhub.testing import ContractBroken, check_scorer, criterion_for

REGISTRY = load_plugins()
TWO = Words("二", "two")
SHIPPED = [
    (template.id, criterion) for template in REGISTRY.templates.values() for criterion in template.criteria
]


@pytest.mark.parametrize(("template", "criterion"), SHIPPED, ids=[f"{name}-{c.id}" for name, c in SHIPPED])
def test_every_built_in_scorer_keeps_the_contract_on_every_shipped_criterion(
    template: str, criterion: Criterion
) -> None:
    scorer, seen = REGISTRY.scorers[criterion.scorer], criterion.as_scored
    assert any(one is not None for one in check_scorer(scorer, seen))
    if all(one.kind in FREE for one in scorer.inputs(seen)):
        assert len(check_scorer(scorer, seen, [{}])) == 1


FREE = (InputKind.CHECK, InputKind.COUNT)


class Good:
    """Gives the number that was typed."""

    key = "example.good"
    version = "1"
    title = TWO
    parameters: Mapping[str, Any] = {"type": "object", "properties": {"step": {"type": "number"}}}

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        return [Input("value", InputKind.NUMBER, TWO, most=criterion.points)]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del criterion
        given = values.get("value")
        return Points(given) if isinstance(given, Decimal) else None


class NoPackage(Good):
    key = "good"


class NoVersion(Good):
    version = ""


class NoEnglish(Good):
    title = Words("二", "")


class TooMany(Good):
    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del values
        return Points(criterion.points + 1)


class Floating(Good):
    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del criterion, values
        return Points(0.5)  # type: ignore[arg-type]  # what a careless author writes


class Moody(Good):
    times = 0

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del criterion, values
        self.times += 1
        return Points(Decimal(self.times % 2))


class Meddling(Good):
    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del criterion
        values["value"] = Decimal(0)  # type: ignore[index]  # what a careless author writes
        return Points(Decimal(0))


class Refusing(Good):
    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        del criterion, values
        raise Invalid([Problem("", "example.refused")])


class FindsFault(Good):
    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        del criterion
        return [Problem("step", "example.fault")]


class SaysReason(Good):
    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        del criterion
        return [Input("reason", InputKind.CHECK, TWO)]


class AsksTwice(Good):
    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        return [*super().inputs(criterion), *super().inputs(criterion)]


class AsksNothing(Good):
    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        del criterion
        return []


def test_a_good_scorer_gives_what_it_made_of_every_answer() -> None:
    found = check_scorer(Good(), criterion_for("example.good", 5, {"step": 1}), [{"value": "４"}])
    assert found == [Points(Decimal(4))]


@pytest.mark.parametrize(
    ("scorer", "said"),
    [
        (NoPackage(), "package.name"),
        (NoVersion(), "version"),
        (NoEnglish(), "both languages"),
        (TooMany(), "not between 0 and 5"),
        (Floating(), "exact decimals"),
        (Moody(), "other points"),
        (Meddling(), "changed the values"),
        (Refusing(), "is refused: .'example.refused'"),
        (FindsFault(), "finds fault .*example.fault"),
        (SaysReason(), "belong to the sheet"),
        (AsksTwice(), "two inputs have one name"),
        (AsksNothing(), "asks for nothing"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Good) else "",
)
def test_a_broken_contract_is_named(scorer: Good, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_scorer(scorer, criterion_for("example.good", 5), [{"value": "3"}])


def test_parameters_that_do_not_fit_are_named() -> None:
    with pytest.raises(ContractBroken, match="parameters do not fit"):
        check_scorer(Good(), criterion_for("example.good", 5, {"step": "one"}), [])


@pytest.mark.parametrize("given", [{"other": "1"}, {"value": "6"}, {"value": "x"}])
def test_an_answer_that_no_expert_could_give_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ContractBroken, match="the answer"):
        check_scorer(Good(), criterion_for("example.good", 5), [given])
