"""Rate (公式计算): a ÷ b of the full marks, capped; with a pass mark, or reversed where less is better."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import parts
from reviewhub.plugin.columns import POINTS, Column, Columns, Many, nothing_given, whole, wide
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

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Divide whole columns; what is over zero, or exactly a half of Decimal's making, is left out."""
        above, below = columns["numerator"], columns["denominator"]
        if criterion.parameters.get("reverse"):
            above, below = below, above
        full = whole(criterion.points, POINTS)
        if full is None:
            return nothing_given(columns)
        cap = parts.exact(criterion.parameters.get("cap", 1))
        mark = parts.exact(criterion.parameters.get("pass_mark", 0))
        divisor = 200 * np.maximum(wide(below, 400), 1)
        doubled = 2 * wide(above, 4 * full) * full + divisor // 2
        halves = doubled % divisor == 0
        capped = _compare(above, below, cap) >= 0
        hundredths = np.where(capped, _hundredths(criterion.points * cap), doubled // divisor)
        failed = _compare(above, below, mark) < 0
        points = np.where(failed, 0, hundredths * 100).astype(np.int64)
        return Many(points, ((below > 0) & (capped | failed | ~halves)).astype(bool))


def _compare(above: Column, below: Column, rate: Decimal) -> Column:
    """Compare a ÷ b with a rate: the sign of a × q − b × p for the rate p ÷ q."""
    p, q = rate.as_integer_ratio()
    sign: Column = np.sign(wide(above, 2 * q) * q - wide(below, 2 * p) * p)
    return sign


def _hundredths(points: Decimal) -> int:
    return int(round_half_up(points).scaleb(2))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer rates."""
    return [Rate()]
