"""Votes (投票计分): what each option is worth × its votes ÷ all valid votes."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words

OPTION = parts.shape(["id", "label", "value"], id=parts.PART_ID, label=parts.WORDS, value=parts.PERCENT)


class Votes:
    """Points are full marks × the mean value of the votes, in percent; without a vote nothing is scored."""

    key = "builtin.votes"
    version = "1"
    title = Words("投票计分", "Votes")
    parameters: Mapping[str, Any] = parts.shape(["options"], options=parts.several(OPTION, 2))

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask how many votes each option got; blank means none."""
        votes, options = Words("票", "votes"), criterion.parameters["options"]
        return [parts.counted(f"v.{one['id']}", one["label"], votes) for one in options]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the mean value of all valid votes as a share of the points."""
        valid = worth = Decimal(0)
        for option in criterion.parameters["options"]:
            count = parts.number_in(values, f"v.{option['id']}") or Decimal(0)
            valid += count
            worth += parts.exact(option["value"]) * count
        if not valid:
            return None
        percent = parts.EXACT.divide(worth, valid)
        facts = {"criterion": criterion.id, "votes": f"{valid:f}", "percent": f"{round_half_up(percent):f}"}
        points = parts.worth(criterion.points, percent / parts.HUNDRED)
        return Points(points, (Reason("scorer.votes", facts),))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Options have ids of their own."""
        return faults.doubled_ids(criterion.parameters["options"], "options")


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer votes."""
    return [Votes()]
