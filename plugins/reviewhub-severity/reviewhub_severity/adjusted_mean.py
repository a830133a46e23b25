"""The mean of totals after every expert's habit was taken out, and the sentences that say so."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from reviewhub.plugin.protocols import Aggregate, Reason, Scores, Words
from reviewhub_severity.layout import Column, connected
from reviewhub_severity.shrinkage import Habits, habits

LEAST_EXPERTS: Final = 3
LEAST_TASKS: Final = 5
FEN: Final = Decimal("0.01")


class AdjustedMean:
    """Mean of the totals, each less its writer's habit as the panel's other sealed tasks show it.

    The habit is shrunk: the fewer the tasks and the noisier the scores, the less of it counts. With fewer
    than three experts, or where one of this task's experts shares fewer than ``least_tasks`` tasks with
    others (a parameter, five unless given), nothing is adjusted and the reasons say so.
    """

    key = "severity.adjusted_mean"
    version = "1"
    title = Words("宽严度调整后的总分平均", "Mean of totals adjusted for severity")
    least_experts = 1
    needs_other_tasks = True

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Average the adjusted totals, each kept within 0 and the full marks, exactly until the last step."""
        used = tuple(range(len(scores.totals)))
        least = int(parameters.get("least_tasks", LEAST_TASKS))
        columns = connected(_columns(scores))
        found = _known(columns, len(used), least)
        if isinstance(found, Reason):
            return Aggregate(_mean([Fraction(one) for one in scores.totals]), used, reasons=(found,))
        full = Fraction(sum(scores.full, Decimal(0)))
        adjusted = [
            min(full, max(Fraction(0), Fraction(total) - found.shrunken[place]))
            for place, total in enumerate(scores.totals)
        ]
        return Aggregate(_mean(adjusted), used, reasons=tuple(_said(found, len(columns), scores, adjusted)))


def _columns(scores: Scores) -> list[Column]:
    """Lay out totals in whole hundredths, a column a task, this one first: scorer -> total."""
    here = dict(enumerate(map(_hundredths, scores.totals)))
    rows = (*scores.elsewhere.experts, *scores.elsewhere.colleagues)
    others = [
        {place: _hundredths(total) for place, total in enumerate(column) if total is not None}
        for column in zip(*rows, strict=True)
    ]
    return [here, *others]


def _hundredths(total: Decimal) -> int:
    return int(total.scaleb(2).to_integral_value(ROUND_HALF_UP))


def _known(columns: Sequence[Column], experts: int, least: int) -> Habits | Reason:
    """Estimate the habits, or say why there is too little to estimate them from."""
    scorers = {one for column in columns for one in column}
    if len(scorers) < LEAST_EXPERTS:
        return Reason("aggregator.severity_few_experts", {"count": len(scorers), "least": LEAST_EXPERTS})
    shared = min(sum(place in column for column in columns) for place in range(experts))
    if shared < least:
        return Reason("aggregator.severity_few_tasks", {"count": shared, "least": least})
    found = habits(columns)
    return found or Reason("aggregator.severity_no_difference", {"tasks": len(columns)})


def _said(found: Habits, tasks: int, scores: Scores, adjusted: Sequence[Fraction]) -> Iterator[Reason]:
    """Name the way, then every expert of this task with the habit and what was given back or taken."""
    experts = len(found.raw)
    yield Reason("aggregator.severity_adjusted", {"experts": experts, "tasks": tasks})
    numbers = scores.numbers or tuple(range(1, len(scores.totals) + 1))
    for place, total in enumerate(scores.totals):
        moved = _rounded(adjusted[place] - Fraction(total))
        if not moved:
            continue
        way = -1 if moved > 0 else 1
        habit = max(Decimal(0), way * _rounded(found.raw[place]))
        code = "aggregator.severity_strict" if moved > 0 else "aggregator.severity_lenient"
        values: dict[str, str | int] = {
            "number": numbers[place],
            "habit": f"{habit:f}",
            "moved": f"{abs(moved):f}",
        }
        yield Reason(code, values)
    if any(found.shrunken.values()) and _mean(adjusted) == _mean(list(map(Fraction, scores.totals))):
        yield Reason("aggregator.severity_cancels")


def _mean(totals: Sequence[Fraction]) -> Decimal:
    mean = sum(totals, Fraction(0)) / len(totals)
    return Decimal(mean.numerator) / mean.denominator


def _rounded(points: Fraction) -> Decimal:
    """Round to two decimals, half away from zero: what reasons print."""
    return (Decimal(points.numerator) / points.denominator).quantize(FEN, ROUND_HALF_UP)
