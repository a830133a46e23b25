"""Does an aggregator keep its contract? Tried on made panels, one by one and many at once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.aggregate import BatchAggregator, aggregated, compares
from reviewhub.domain.errors import WrongState
from reviewhub.domain.money import round_half_up
from reviewhub.plugin.protocols import Aggregate, Aggregator, Scores
from reviewhub.testing.contract import asked_twice, check_identity, check_reasons, require, said
from reviewhub.testing.panels import FULL, made_panels, turned, with_other_tasks

SIZES: Final = 7
HALF_A_CENT: Final = Decimal("0.005")


def check_aggregator(aggregator: Aggregator, parameters: Mapping[str, Any] | None = None) -> list[Decimal]:
    """Hold an aggregator to its contract on made panels; gives the number of every panel that has one.

    Checked are: identity; a number that is exact, the same again, the same in any order of the sheets, and
    between the lowest and the highest total (wider by half a cent a criterion, for who rounds the means he
    prints); that sheets all alike give their total; that every sheet is either used or left out; that it
    needs the classes of experts or does without, but never guesses; that many at once give what one by one
    gives. One that compares experts is told other tasks as well; its number lies between 0 and the full
    marks, in any order of those tasks. Raises :class:`ContractBroken`.
    """
    check_identity(aggregator)
    least = aggregator.least_experts
    require(least >= 1, f"{aggregator.key}: needs at least one sheet, not {least}")
    given = parameters or {}
    found = [
        _checked(aggregator, scores, given)
        for size in range(least, least + SIZES)
        for scores in _panels(aggregator, size)
    ]
    numbers = [one.value for one in found if one is not None]
    require(bool(numbers), f"{aggregator.key}: no made panel gives a number")
    _check_batch(aggregator, given)
    return numbers


def _panels(aggregator: Aggregator, size: int) -> Iterator[Scores]:
    if not compares(aggregator):
        yield from made_panels(size)
        return
    for number, scores in enumerate(made_panels(size)):
        yield from (scores, with_other_tasks(scores, number))


def _asked(aggregator: Aggregator, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate | WrongState:
    try:
        return aggregated(aggregator, scores, parameters)
    except WrongState as refused:
        return refused


def _checked(aggregator: Aggregator, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate | None:
    key = aggregator.key
    try:
        given = asked_twice(key, lambda: aggregated(aggregator, scores, parameters))
    except WrongState as refused:
        again = _asked(aggregator, scores, parameters)
        require(isinstance(again, WrongState), f"{key}: refuses a panel once and not again: {said(refused)}")
        return None
    check_reasons(key, given.reasons)
    _check_range(aggregator, given.value, scores)
    places = sorted((*given.used, *given.left_out))
    require(places == list(range(len(scores.rows))), f"{key}: a sheet is used or left out, once: {places}")
    other = _asked(aggregator, turned(scores), parameters)
    same = isinstance(other, Aggregate) and other.value == given.value
    require(same, f"{key}: the order of the sheets changes the number")
    blind = _asked(aggregator, replace(scores, classes=("",) * len(scores.rows)), parameters)
    honest = isinstance(blind, WrongState) or blind.value == given.value
    require(honest, f"{key}: looks at the experts' classes, and does not refuse where they are unknown")
    return given


def _check_range(aggregator: Aggregator, value: Decimal, scores: Scores) -> None:
    """Compare with the totals; where criteria were left out, totals are rescaled and means are too."""
    key, adjusts = aggregator.key, compares(aggregator)
    low, high = min(scores.totals), max(scores.totals)
    if adjusts or any(None in row for row in scores.rows):
        low, high = Decimal(0), sum(FULL, Decimal(0))
    room = Decimal(0) if adjusts else HALF_A_CENT * len(FULL)
    require(low - room <= value <= high + room, f"{key}: {value} is not between {low} and {high}")
    if len(set(scores.rows)) == 1 and low == high:
        require(round_half_up(value) == low, f"{key}: sheets all alike give {low}, not {value}")


def _check_batch(aggregator: Aggregator, parameters: Mapping[str, Any]) -> None:
    if not isinstance(aggregator, BatchAggregator):
        return
    full = [int(one.scaleb(4)) for one in FULL]
    for size in range(aggregator.least_experts, aggregator.least_experts + SIZES):
        panels = [one for one in made_panels(size) if not any(None in row for row in one.rows)]
        stored = [[[int((p or 0) * 10_000) for p in row] for row in one.rows] for one in panels]
        alone = [int(_printed(aggregator, one, parameters) * 100) for one in panels]
        many = [int(one) for one in aggregator.aggregate_many(full, stored)]
        require(many == alone, f"{aggregator.key}: many at once give {many}, one by one {alone}")


def _printed(aggregator: Aggregator, scores: Scores, parameters: Mapping[str, Any]) -> Decimal:
    return round_half_up(aggregated(aggregator, scores, parameters).value)
