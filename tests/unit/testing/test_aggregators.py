"""An aggregator that breaks its contract is named with what it broke."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import WrongState
from reviewhub.plugin.protocols import Aggregate, Scores, Words
from reviewhub.testing import ContractBroken, check_aggregator


class Mean:
    """The mean of totals: what the broken ones are made from."""

    key, version, title, least_experts = "example.mean", "1", Words("平均", "Mean"), 2

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        del parameters
        return Aggregate(sum(scores.totals, Decimal(0)) / len(scores.totals), tuple(range(len(scores.rows))))


class Broken(Mean):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        raise NotImplementedError

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        return self.changed(scores, super().aggregate(scores, parameters))


class NoNumber(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        del scores, given
        raise WrongState("example.never")


class Floating(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        del scores
        return replace(given, value=float(given.value))  # type: ignore[arg-type]  # what a careless author gives


class Moody(Broken):
    times = 0

    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        del scores
        self.times += 1
        return replace(given, value=given.value - self.times % 2)


class First(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        return replace(given, value=scores.totals[0])


class Generous(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        return replace(given, value=max(scores.totals) + 1)


class Forgetful(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        del scores
        return replace(given, used=given.used[1:])


class Guessing(Broken):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        finance = [total for total, kind in zip(scores.totals, scores.classes, strict=True) if kind == "业务"]
        return replace(given, value=finance[0] if len(finance) == 1 else given.value)


class Hasty(Mean):
    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        del full
        return [sum(map(sum, panel)) // len(panel) // 100 for panel in panels]


class Comparing(Broken):
    """One that adds a point wherever it is told another task: allowed, where it stays on the scale."""

    needs_other_tasks = True

    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        told = any(scores.elsewhere.experts)
        return replace(given, value=min(Decimal(100), given.value + 20 * told))


class OffTheScale(Comparing):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        return replace(given, value=given.value + 100 * any(scores.elsewhere.experts))


class FirstTask(Comparing):
    def changed(self, scores: Scores, given: Aggregate) -> Aggregate:
        first = scores.elsewhere.experts[0][:1] if scores.elsewhere.experts else ()
        return replace(given, value=(first[0] if first else None) or given.value)


def test_one_that_compares_may_leave_the_range_of_the_totals_but_not_the_scale() -> None:
    assert len(check_aggregator(Comparing())) == 2 * 7 * 7


def test_a_good_one_gives_the_number_of_every_made_panel() -> None:
    assert len(check_aggregator(Mean())) == 7 * 7


@pytest.mark.parametrize(
    ("aggregator", "said"),
    [
        (NoNumber(), "no made panel gives a number"),
        (Floating(), "aggregator.failed .*float is not Decimal"),
        (Moody(), "another answer"),
        (First(), "the order of the sheets"),
        (Generous(), "is not between"),
        (Forgetful(), "used or left out, once"),
        (Guessing(), "does not refuse where they are unknown"),
        (Hasty(), "many at once give"),
        (OffTheScale(), "is not between 0 and 100"),
        (FirstTask(), "the order of the sheets"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Mean) else "",
)
def test_a_broken_contract_is_named(aggregator: Mean, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_aggregator(aggregator)
