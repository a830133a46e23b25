"""Excess (超限扣分): full marks within a limit, and points lost for every further step beyond it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words

AMOUNTS = {"now": ("：本年数", ": this year"), "before": ("：上年数", ": last year")}
SWITCH = {"type": "boolean"}
SHAPES = {
    **dict.fromkeys(("value", *AMOUNTS), parts.MEASURED),
    **dict.fromkeys(("every", "lose"), parts.POSITIVE),
    "direction": {"enum": ["above", "below"]},
    "limit": {"type": "number"},
    "unit": parts.WORDS,
    "whole_steps": SWITCH,
    "change_of": SWITCH,
}


class Excess:
    """Points are full marks less ``lose`` for every ``every`` beyond the limit, never below zero.

    A step that is not finished does not count, unless ``whole_steps`` is false. With ``change_of`` the
    value is the change from one amount to another in percent, negative when it fell.
    """

    key = "builtin.excess"
    version = "1"
    title = Words("超限扣分", "Excess over a limit")
    parameters: Mapping[str, Any] = parts.shape(["value", "limit", "direction", "lose"], **SHAPES)

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the measured value, or for the two amounts whose change it is."""
        given, value = criterion.parameters, criterion.parameters["value"]
        if not given.get("change_of"):
            return [parts.measured("value", value, given.get("unit"))]
        labels = {
            name: {"zh": value["zh"] + zh, "en": value["en"] + en} for name, (zh, en) in AMOUNTS.items()
        }
        return [
            parts.measured(name, given.get(name, label), given.get("unit")) for name, label in labels.items()
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Take off what the steps beyond the limit cost; a change from zero is refused as not defined."""
        value = _value(criterion, values)
        if value is None:
            return None
        limit, given = parts.exact(criterion.parameters["limit"]), criterion.parameters
        above = given["direction"] == "above"
        beyond = value - limit if above else limit - value
        facts = {"criterion": criterion.id, "value": f"{round_half_up(value):f}", "limit": f"{limit:f}"}
        if beyond <= 0:
            return Points(criterion.points, (Reason("scorer.within_limit", facts),))
        steps = _steps(criterion, beyond)
        lost = parts.EXACT.multiply(parts.exact(given["lose"]), steps)
        points = min(round_half_up(max(criterion.points - lost, Decimal(0))), criterion.points)
        facts |= {"steps": f"{steps:.12g}", "cost": f"{criterion.points - points:f}"}
        return Points(points, (Reason("scorer.above_limit" if above else "scorer.below_limit", facts),))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Words for two amounts need ``change_of``."""
        given = criterion.parameters
        return () if given.get("change_of") else faults.misplaced(given, AMOUNTS, "change_of = true")


def _value(criterion: Criterion, values: Mapping[str, Value]) -> Decimal | None:
    """Give the value, or the change in percent."""
    if not criterion.parameters.get("change_of"):
        return parts.number_in(values, "value")
    now, before = parts.number_in(values, "now"), parts.number_in(values, "before")
    if now is None or before is None:
        return None
    if before == 0:
        raise faults.undefined()
    return parts.EXACT.divide((now - before) * parts.HUNDRED, before)


def _steps(criterion: Criterion, beyond: Decimal) -> Decimal:
    steps = parts.EXACT.divide(beyond, parts.exact(criterion.parameters.get("every", 1)))
    return steps.to_integral_value(ROUND_FLOOR) if criterion.parameters.get("whole_steps", True) else steps


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer excess over a limit."""
    return [Excess()]
