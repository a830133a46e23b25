"""Levels: the expert picks 优, 良, 中 or 差, and the level's share of the full marks is given."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.columns import POINTS, Columns, Many, all_given, whole
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words


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
        levels = criterion.parameters["levels"]
        return [parts.pick("level", Words("等级", "Level"), levels, partial(_points, criterion))]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the chosen level's share of the full marks, rounded half up to two decimals."""
        for level in criterion.parameters["levels"]:
            if level["id"] == values.get("level"):
                reason = Reason("scorer.level", {"criterion": criterion.id, "level": level["id"]})
                return Points(_points(criterion, level), (reason,))
        return None

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Levels have ids of their own."""
        return faults.doubled_ids(criterion.parameters["levels"], "levels")

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Look whole columns up."""
        worth = [whole(_points(criterion, level), POINTS) for level in criterion.parameters["levels"]]
        return all_given(np.array(worth, dtype=np.int64)[columns["level"]])


def _points(criterion: Criterion, level: Mapping[str, Any]) -> Decimal:
    return round_half_up(criterion.points * Decimal(str(level["share"])))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer levels."""
    return [Levels()]
