"""Elements (要素符合度): each satisfied element earns its share, and a missed gate costs everything."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Points, Reason, Scorer, Value, Words


class Elements:
    """Points are the shares of the elements met; an unmet gate leaves nothing."""

    key = "builtin.elements"
    version = "1"
    title = Words("要素符合度", "Elements met")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "required": ["elements"],
        "properties": {
            "elements": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["id", "text", "share"],
                    "properties": {
                        "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                        "gate": {"type": "boolean"},
                    },
                },
            }
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask of every element whether it is met."""
        return [
            Input(f"e.{element['id']}", InputKind.CHECK, Words(element["text"]["zh"], element["text"]["en"]))
            for element in criterion.parameters["elements"]
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Add the shares of the elements met, rounded half up to two decimals."""
        elements = criterion.parameters["elements"]
        met = [element for element in elements if values.get(f"e.{element['id']}")]
        closed = [element["id"] for element in elements if element.get("gate") and element not in met]
        if closed:
            return Points(
                Decimal(0), (Reason("scorer.gate", {"criterion": criterion.id, "element": closed[0]}),)
            )
        share = sum((Decimal(str(element["share"])) for element in met), Decimal(0))
        reason = Reason("scorer.elements", {"criterion": criterion.id, "met": len(met), "of": len(elements)})
        return Points(round_half_up(criterion.points * share), (reason,))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer elements."""
    return [Elements()]
