"""A scorer: the percentage that was reached becomes points, all of them from a mark on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Points, Reason, Scorer, Value, Words

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


class Reached:
    """Points in proportion up to ``full_at``, which gives them all."""

    key = "skeleton.reached"
    version = "1"
    title = Words("完成比例", "Share reached")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "properties": {"full_at": {"type": "number", "exclusiveMinimum": 0, "maximum": 100}},
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the percentage."""
        del criterion
        return [Input("percent", InputKind.NUMBER, Words("完成比例（%）", "Reached (%)"), most=HUNDRED)]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the share of the points, rounded half up to two decimals; the reason is the percentage."""
        percent = values["percent"]
        if not isinstance(percent, Decimal):
            return None
        full_at = Decimal(str(criterion.parameters.get("full_at", 100)))
        points = criterion.points * min(percent, full_at) / full_at
        reason = Reason("scorer.rate", {"criterion": criterion.id, "rate": f"{percent:f}"})
        return Points(points.quantize(CENT, "ROUND_HALF_UP"), (reason,))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer the scorer."""
    return [Reached()]
