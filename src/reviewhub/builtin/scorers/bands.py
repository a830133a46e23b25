"""Bands (条件判断): a measured value falls into a band, and the band has its share of the points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import Any

import numpy as np

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import parts
from reviewhub.plugin.columns import LARGEST, POINTS, VALUES, Columns, Many, whole
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words


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
        return [parts.measured("value", criterion.parameters["value"], criterion.parameters.get("unit"))]

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

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Every band can be reached, and every value that can be typed falls into one."""
        bands = criterion.parameters["bands"]
        found = [(value, _first(bands, value)) for value in _samples(bands)]
        reached = {place for _, place in found}
        for place in range(len(bands)):
            if place not in reached:
                yield Problem(f"bands/{place + 1}", "template.never_reached")
        gaps = [value for value, place in found if place is None]
        if gaps:
            yield Problem("bands", "template.gap", {"value": f"{gaps[0].normalize():f}"})

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Find the first band of every value of a column."""
        value, bands = columns["value"], criterion.parameters["bands"]
        held = [(value >= _least(band)) & (value <= _most(band)) for band in bands]
        shares = (round_half_up(criterion.points * parts.exact(band["share"])) for band in bands)
        points = [np.int64(whole(share, POINTS) or 0) for share in shares]
        return Many(np.select(held, points, np.int64(0)), np.logical_or.reduce(held))


def _first(bands: Sequence[Mapping[str, Any]], value: Decimal) -> int | None:
    return next((place for place, band in enumerate(bands) if _holds(band, value)), None)


def _samples(bands: Sequence[Mapping[str, Any]]) -> Iterator[Decimal]:
    """Give zero, every bound, a value between each two neighbours, and one beyond them all."""
    bounds = {parts.exact(band[end]) for band in bands for end in ("at_least", "at_most") if end in band}
    ordered = sorted({Decimal(0), *(bound for bound in bounds if bound > 0)})
    yield from ordered
    yield from ((first + second) / 2 for first, second in pairwise(ordered))
    yield ordered[-1] + 1


def _holds(band: Mapping[str, Any], value: Decimal) -> bool:
    least, most = band.get("at_least"), band.get("at_most")
    return (least is None or value >= Decimal(str(least))) and (most is None or value <= Decimal(str(most)))


def _least(band: Mapping[str, Any]) -> int:
    """Give the lowest value of a band in millionths."""
    return _bounded(ceil(parts.exact(band["at_least"]).scaleb(VALUES))) if "at_least" in band else -LARGEST


def _most(band: Mapping[str, Any]) -> int:
    return _bounded(floor(parts.exact(band["at_most"]).scaleb(VALUES))) if "at_most" in band else LARGEST


def _bounded(value: int) -> int:
    return max(-LARGEST, min(value, LARGEST))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer bands."""
    return [Bands()]
