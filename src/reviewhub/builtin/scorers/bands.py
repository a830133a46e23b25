"""Bands (条件判断): a measured value falls into a band, and the band has its share of the points."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Points, Reason, Scorer, Value, Words


class Bands:
    """Points are the share of the first band whose bounds the value meets; bounds are inclusive."""

    key = "builtin.bands"
    version = "1"
    title = Words("分段", "Bands")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "required": ["value", "bands"],
        "properties": {
            "value": {"type": "object"},
            "unit": {"type": "object"},
            "bands": {
                "type": "array",
                "minItems": 2,
                "items": {
                    "type": "object",
                    "required": ["share"],
                    "properties": {
                        "share": {"type": "number", "minimum": 0, "maximum": 1},
                        "at_least": {"type": "number"},
                        "at_most": {"type": "number"},
                    },
                },
            },
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the measured value."""
        value, unit = criterion.parameters["value"], criterion.parameters.get("unit")
        label = Words(value["zh"], value["en"])
        return [Input("value", InputKind.NUMBER, label, unit=Words(unit["zh"], unit["en"]) if unit else None)]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the matching band's share of the full marks, rounded half up to two decimals."""
        value = values.get("value")
        if not isinstance(value, Decimal):
            return None
        for place, band in enumerate(criterion.parameters["bands"], start=1):
            if _holds(band, value):
                reason = Reason(
                    "scorer.band", {"criterion": criterion.id, "value": f"{value:f}", "band": place}
                )
                return Points(round_half_up(criterion.points * Decimal(str(band["share"]))), (reason,))
        return None


def _holds(band: Mapping[str, Any], value: Decimal) -> bool:
    least, most = band.get("at_least"), band.get("at_most")
    return (least is None or value >= Decimal(str(least))) and (most is None or value <= Decimal(str(most)))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer bands."""
    return [Bands()]
