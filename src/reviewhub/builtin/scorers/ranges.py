"""Ranges (区间评分): the expert judges which range it is and gives a number within it; ranges may overlap."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Criterion,
    Input,
    InputKind,
    Points,
    Problem,
    Reason,
    Scorer,
    Value,
    Words,
)

BOUND = {"type": "number", "minimum": 0}
BOUNDS = {"at_least": BOUND, "at_most": BOUND}
PARTS = {"id": parts.PART_ID, "label": parts.WORDS, "text": parts.WORDS, **BOUNDS}


class Ranges:
    """Points are the number given, if it lies in the range chosen; any other is the expert's slip."""

    key = "builtin.ranges"
    version = "1"
    title = Words("区间评分", "Ranges")
    parameters: Mapping[str, Any] = parts.shape(
        ["ranges"],
        ranges=parts.several(parts.shape(["id", "label", *BOUNDS], **PARTS), 2),
        step=parts.POSITIVE,
    )

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the range, then for the number."""
        ranges = [{**one, "label": _label(one)} for one in criterion.parameters["ranges"]]
        step = parts.exact(criterion.parameters.get("step", "0.5"))
        number = Input("points", InputKind.NUMBER, Words("得分", "Points"), most=criterion.points, step=step)
        return [parts.pick("range", Words("档次", "Range"), ranges), number]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the number; raises :class:`Invalid`, with the bounds, when the range does not hold it."""
        points = parts.number_in(values, "points")
        for one in criterion.parameters["ranges"]:
            if points is not None and one["id"] == values.get("range"):
                least, most = parts.exact(one["at_least"]), parts.exact(one["at_most"])
                facts = {"least": f"{least:f}", "most": f"{most:f}"}
                if not least <= points <= most:
                    raise faults.refusal("answer.outside_range", given=f"{points:f}", **facts)
                reason = Reason("scorer.range", {"criterion": criterion.id, "range": one["id"], **facts})
                return Points(min(round_half_up(points), most), (reason,))
        return None

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Ranges have ids of their own, stand best first, and lie within the criterion's points."""
        ranges = criterion.parameters["ranges"]
        yield from faults.doubled_ids(ranges, "ranges")
        for end in BOUNDS:
            yield from faults.out_of_order([one[end] for one in ranges], f"ranges/{end}", strictly=False)
        for one in ranges:
            yield from faults.out_of_order(
                [one["at_most"], one["at_least"]], f"ranges/{one['id']}", strictly=False
            )
        if any(parts.exact(one["at_most"]) > criterion.points for one in ranges):
            yield Problem("ranges", "template.above_full", {"full": f"{criterion.points:f}"})


def _label(one: Mapping[str, Any]) -> Mapping[str, str]:
    bounds = f"{parts.exact(one['at_least']):f}–{parts.exact(one['at_most']):f}"
    return {"zh": f"{one['label']['zh']}（{bounds}）", "en": f"{one['label']['en']} ({bounds})"}


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer ranges."""
    return [Ranges()]
