"""Rate (公式计算): a ÷ b of the full marks, capped; with a pass mark, or reversed where less is better."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Reason, Scorer, Value, Words


class Rate:
    """Points are full marks × min(a ÷ b, cap); nothing below the pass mark."""

    key = "builtin.rate"
    version = "1"
    title = Words("比率", "Rate")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "required": ["numerator", "denominator"],
        "properties": {
            "numerator": {"type": "object"},
            "denominator": {"type": "object"},
            "unit": {"type": "object"},
            "cap": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "pass_mark": {"type": "number", "minimum": 0, "maximum": 1},
            "reverse": {"type": "boolean"},
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the two measured values."""
        given = criterion.parameters
        return [parts.measured(name, given[name], given.get("unit")) for name in ("numerator", "denominator")]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the rate's share of the full marks; a rate over zero is not defined and not scored."""
        above, below = values.get("numerator"), values.get("denominator")
        if criterion.parameters.get("reverse"):
            above, below = below, above
        if not isinstance(above, Decimal) or not isinstance(below, Decimal) or below == 0:
            return None
        rate = above / below
        reason = Reason("scorer.rate", {"criterion": criterion.id, "rate": f"{round_half_up(rate * 100):f}"})
        if rate < Decimal(str(criterion.parameters.get("pass_mark", 0))):
            return Points(Decimal(0), (reason,))
        capped = min(rate, Decimal(str(criterion.parameters.get("cap", 1))))
        return Points(round_half_up(criterion.points * capped), (reason,))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer rates."""
    return [Rate()]
