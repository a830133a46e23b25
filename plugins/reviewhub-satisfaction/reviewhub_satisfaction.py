"""A scorer for satisfaction (满意度): counts from a survey become a rate, and the rate becomes points."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Points, Reason, Scorer, Value, Words

CENT = Decimal("0.01")
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
COUNTS = {
    "satisfied": Words("满意（份）", "Satisfied (replies)"),
    "fairly": Words("基本满意（份）", "Fairly satisfied (replies)"),
    "dissatisfied": Words("不满意（份）", "Dissatisfied (replies)"),
}


class Satisfaction:
    """Points grow evenly between two marks, or follow bands; without replies there is nothing to score.

    The rate is (satisfied + fairly × ``fairly_counts``) ÷ all replies. With ``bands`` the first band whose
    ``at_least`` it reaches gives its share of the points; else none up to ``none_at``, all from ``full_at``.
    """

    key = "satisfaction.rate"
    version = "1"
    title = Words("满意度", "Satisfaction rate")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "properties": {
            "fairly_counts": SHARE,
            "none_at": SHARE,
            "full_at": SHARE,
            "bands": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["at_least", "share"],
                    "properties": {"at_least": SHARE, "share": SHARE},
                    "additionalProperties": False,
                },
            },
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the three counts; one that is left blank is none."""
        del criterion
        return [Input(name, InputKind.COUNT, label, step=Decimal(1)) for name, label in COUNTS.items()]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the points for the rate, rounded half up to two decimals, with the rate as the reason."""
        satisfied, fairly, dissatisfied = (Decimal(values.get(name, 0)) for name in COUNTS)
        replies = satisfied + fairly + dissatisfied
        if not replies:
            return None
        rate = (satisfied + fairly * _number(criterion, "fairly_counts", "0.8")) / replies
        points = (criterion.points * _share(criterion, rate)).quantize(CENT, "ROUND_HALF_UP")
        percent = f"{(rate * 100).quantize(CENT, 'ROUND_HALF_UP'):f}"
        return Points(points, (Reason("scorer.rate", {"criterion": criterion.id, "rate": percent}),))


def _share(criterion: Criterion, rate: Decimal) -> Decimal:
    """Give the share of the points, between 0 and 1, that a rate earns."""
    bands = criterion.parameters.get("bands")
    if bands:
        reached = (band["share"] for band in bands if rate >= Decimal(str(band["at_least"])))
        return Decimal(str(next(reached, 0)))
    none, full = _number(criterion, "none_at", "0.6"), _number(criterion, "full_at", "0.9")
    if rate >= full:
        return Decimal(1)
    return max(Decimal(0), (rate - none) / (full - none)) if rate > none else Decimal(0)


def _number(criterion: Criterion, name: str, default: str) -> Decimal:
    return Decimal(str(criterion.parameters.get(name, default)))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer the satisfaction rate."""
    return [Satisfaction()]
