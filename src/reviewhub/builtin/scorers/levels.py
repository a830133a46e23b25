"""Levels: the expert picks 优, 良, 中 or 差, and the level's share of the full marks is given."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Choice,
    Criterion,
    Input,
    InputKind,
    Points,
    Reason,
    Scorer,
    Value,
    Words,
)


class Levels:
    """Points are the chosen level's share of the full marks."""

    key = "builtin.levels"
    version = "1"
    title = Words("等级", "Levels")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "required": ["levels"],
        "properties": {
            "levels": {
                "type": "array",
                "minItems": 2,
                "items": {
                    "type": "object",
                    "required": ["id", "label", "share"],
                    "properties": {"share": {"type": "number", "minimum": 0, "maximum": 1}},
                },
            }
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for one of the levels."""
        choices = tuple(
            Choice(
                level["id"],
                Words(level["label"]["zh"], level["label"]["en"]),
                _points(criterion, level),
                Words(level["text"]["zh"], level["text"]["en"]) if "text" in level else None,
            )
            for level in criterion.parameters["levels"]
        )
        return [
            Input("level", InputKind.CHOICE, Words("等级", "Level"), most=criterion.points, choices=choices)
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the chosen level's share of the full marks, rounded half up to two decimals."""
        for level in criterion.parameters["levels"]:
            if level["id"] == values.get("level"):
                reason = Reason("scorer.level", {"criterion": criterion.id, "level": level["id"]})
                return Points(_points(criterion, level), (reason,))
        return None


def _points(criterion: Criterion, level: Mapping[str, Any]) -> Decimal:
    return round_half_up(criterion.points * Decimal(str(level["share"])))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer levels."""
    return [Levels()]
