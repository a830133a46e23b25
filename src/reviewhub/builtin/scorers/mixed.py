"""Mixed (定性与定量结合): one part of the points by a rate, the other by a level."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words

CAP = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
PAIR = {"numerator": parts.MEASURED, "denominator": parts.MEASURED}
RATE = parts.shape(["share", *PAIR], share=parts.SHARE, unit=parts.WORDS, cap=CAP, **PAIR)
JUDGED = parts.shape(["share", "levels"], share=parts.SHARE, levels=parts.several(parts.LEVEL, 2))


class Mixed:
    """Points are full marks × (share measured × rate + share judged × level), rounded once."""

    key = "builtin.mixed"
    version = "1"
    title = Words("定性与定量结合", "Measured and judged")
    parameters: Mapping[str, Any] = parts.shape(["measured", "judged"], measured=RATE, judged=JUDGED)

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the two measured values and for the level."""
        rate, judged = criterion.parameters["measured"], criterion.parameters["judged"]
        part = criterion.points * parts.exact(judged["share"])

        def worth(level: Mapping[str, Any]) -> Decimal:
            return round_half_up(part * parts.exact(level["share"]))

        pair = [parts.measured(name, rate[name], rate.get("unit")) for name in PAIR]
        return [*pair, parts.pick("level", Words("等级", "Level"), judged["levels"], worth)]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Add both parts; a rate over zero is refused as not defined."""
        rate, judged = criterion.parameters["measured"], criterion.parameters["judged"]
        above, below = (parts.number_in(values, name) for name in PAIR)
        level = next((one for one in judged["levels"] if one["id"] == values.get("level")), None)
        if above is None or below is None or level is None:
            return None
        if below == 0:
            raise faults.undefined()
        reached = parts.EXACT.divide(above, below)
        counted = parts.exact(rate["share"]) * min(reached, parts.exact(rate.get("cap", 1)))
        share = counted + parts.exact(judged["share"]) * parts.exact(level["share"])
        percent = f"{round_half_up(reached * parts.HUNDRED):f}"
        reason = Reason("scorer.mixed", {"criterion": criterion.id, "rate": percent, "level": level["id"]})
        return Points(parts.worth(criterion.points, share), (reason,))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """The two shares sum to 1; levels have ids of their own."""
        rate, judged = criterion.parameters["measured"], criterion.parameters["judged"]
        yield from faults.shares_off([rate["share"], judged["share"]], "measured/share")
        yield from faults.doubled_ids(judged["levels"], "judged/levels")


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer the mix of a rate and a level."""
    return [Mixed()]
