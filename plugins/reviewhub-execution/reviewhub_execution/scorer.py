"""The scorer: what was spent over what was budgeted, as points."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.plugin.protocols import (
    Criterion,
    Input,
    InputKind,
    Invalid,
    Points,
    Problem,
    Reason,
    Value,
    Words,
)

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
WAN = Words("万元", "10,000 yuan")


class ExecutionRate:
    """Points in proportion to the rate, as 执行率 × 分值 of the self-assessment tables has it.

    All points from ``full_at`` percent on, none below ``none_below``. What is spent beyond the budget earns
    nothing more.
    """

    key = "execution.rate"
    version = "1"
    title = Words("预算执行率", "Budget execution rate")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "properties": {"full_at": {**PERCENT, "exclusiveMinimum": 0}, "none_below": PERCENT},
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for both amounts, each under its name among the task's measured values, which fill them in."""
        del criterion
        budget, spent = Words("预算数", "Budget"), Words("支出数", "Spent")
        return [
            Input("budget", InputKind.NUMBER, budget, unit=WAN, fact="funds_budgeted"),
            Input("spent", InputKind.NUMBER, spent, unit=WAN, fact="funds_spent"),
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the points for the rate, rounded half up to two decimals, with the rate as the reason.

        Raises :class:`Invalid` where there is no budget: a rate over zero is not 0 and not 100.
        """
        budget, spent = values["budget"], values["spent"]
        if not isinstance(budget, Decimal) or not isinstance(spent, Decimal):
            return None
        if not budget:
            raise Invalid([Problem("", "scorer.undefined")])
        percent = rate_of(budget, spent)
        full, none = _mark(criterion, "full_at", HUNDRED), _mark(criterion, "none_below", Decimal(0))
        earned = criterion.points * min(percent, full) / full if percent >= none else Decimal(0)
        reason = Reason("scorer.rate", {"criterion": criterion.id, "rate": printed(percent)})
        return Points(earned.quantize(CENT, "ROUND_HALF_UP"), (reason,))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Say that the marks stand the wrong way round."""
        if _mark(criterion, "none_below", Decimal(0)) > _mark(criterion, "full_at", HUNDRED):
            yield Problem("none_below", "template.order")


def rate_of(budget: Decimal, spent: Decimal) -> Decimal:
    """Give the rate in percent."""
    return spent * HUNDRED / budget


def printed(percent: Decimal) -> str:
    """Print a rate with two decimals."""
    return f"{percent.quantize(CENT, 'ROUND_HALF_UP'):f}"


def _mark(criterion: Criterion, name: str, default: Decimal) -> Decimal:
    return Decimal(str(criterion.parameters.get(name, default)))
