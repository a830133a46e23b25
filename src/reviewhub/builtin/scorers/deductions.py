"""Deductions (递减扣分): start at full marks, lose points for every finding, never below zero."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from reviewhub.plugin import faults, parts
from reviewhub.plugin.columns import POINTS, VALUES, Columns, Many, all_given, length, nothing_given, whole
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words


class Deductions:
    """Points are full marks minus points × count of every finding; a fatal finding leaves nothing."""

    key = "builtin.deductions"
    version = "1"
    title = Words("扣分", "Deductions")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "required": ["findings"],
        "properties": {
            "findings": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["id", "text"],
                    "anyOf": [{"required": ["points"]}, {"required": ["zero"]}],
                    "properties": {
                        "points": {"type": "number", "exclusiveMinimum": 0},
                        "zero": {"type": "boolean"},
                        "most": {"type": "integer", "minimum": 1},
                    },
                },
            }
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask how often each finding was made; blank means never."""
        return [
            parts.counted(f"d.{finding['id']}", finding["text"], most=Decimal(finding.get("most", 1000)))
            for finding in criterion.parameters["findings"]
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Subtract what the findings cost; the floor is zero."""
        lost, reasons = Decimal(0), []
        for finding in criterion.parameters["findings"]:
            count = values.get(f"d.{finding['id']}", Decimal(0))
            if not isinstance(count, Decimal) or count == 0:
                continue
            cost = criterion.points if finding.get("zero") else Decimal(str(finding["points"])) * count
            lost += cost
            facts = {
                "criterion": criterion.id,
                "finding": finding["id"],
                "count": int(count),
                "cost": f"{cost:f}",
            }
            reasons.append(Reason("scorer.deduction", facts))
        return Points(max(criterion.points - lost, Decimal(0)), tuple(reasons))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Findings have ids of their own."""
        return faults.doubled_ids(criterion.parameters["findings"], "findings")

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Subtract what the findings of a whole column cost."""
        full = whole(criterion.points, POINTS)
        findings = criterion.parameters["findings"]
        costs = [whole(Decimal(str(one.get("points", 0))), POINTS) for one in findings]
        if full is None or None in costs:
            return nothing_given(columns)
        rest = np.full(length(columns), full, dtype=np.int64)
        for finding, cost in zip(findings, costs, strict=True):
            count = columns[f"d.{finding['id']}"] // 10**VALUES
            if finding.get("zero"):
                rest -= full * (count > 0)
            elif cost:
                rest -= cost * np.minimum(count, full // cost + 1)
        return all_given(np.maximum(rest, 0))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer deductions."""
    return [Deductions()]
