"""Target (定量指标): a value reached against the one that was set, with over-achievement in view."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words

ONE = Decimal(1)
NOT_NEGATIVE = {"type": "number", "minimum": 0}
SIGNS = {">=": "≥", "<=": "≤", "=": "=", "between": ""}
FROM = {"from": {"type": "number", "minimum": 1}}
OVER = parts.shape(["from", "rule"], rule={"enum": ["by_deviation", "full"]}, **FROM)


class Target:
    """Full marks when the target is reached, the share that was reached when it is not.

    For ``<=`` and above the upper end of ``between`` the share is target ÷ actual; for ``=`` it is 1 less the
    deviation. ``missed = "nothing"`` and shares below ``pass_mark`` give nothing.

    How far a target was exceeded is 1 + the deviation as a share of the target, so that it is defined where
    the actual value of a reverse indicator is zero. Beyond ``over.from`` the target counts as set too low,
    and ``by_deviation`` takes off what lies beyond, down to nothing.
    """

    key = "builtin.target"
    version = "1"
    title = Words("目标值", "Target")
    parameters: Mapping[str, Any] = parts.shape(
        ["operator", "target"],
        operator={"enum": list(SIGNS)},
        target=NOT_NEGATIVE,
        upper=NOT_NEGATIVE,
        unit=parts.WORDS,
        missed={"enum": ["proportional", "nothing"]},
        pass_mark=parts.SHARE,
        over=OVER,
        fact=parts.FACT,
    )

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the value reached; the label says what was to be reached."""
        aim, fact = _aim(criterion), criterion.parameters.get("fact", "")
        label = {"zh": f"实际完成值（目标 {aim}）", "en": f"Value achieved (target {aim})", "fact": fact}
        return [parts.measured("value", label, criterion.parameters.get("unit"))]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the share of the points that the value reached is worth, rounded half up to two decimals."""
        value = parts.number_in(values, "value")
        if value is None:
            return None
        share = _reached(criterion, value)
        facts = {"criterion": criterion.id, "value": f"{value:f}", "target": _aim(criterion)}
        if share == ONE:
            share, code = _exceeded(criterion, value)
        else:
            facts["share"] = f"{round_half_up(share * parts.HUNDRED):f}"
            share, code = _missed(criterion, share)
        return Points(parts.worth(criterion.points, share), (Reason(code, facts),))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """An upper end belongs to ``between``, and only one-sided targets can be exceeded."""
        given = criterion.parameters
        if (given["operator"] == "between") != ("upper" in given):
            yield Problem("upper", "template.only_with", {"name": "operator = between"})
        elif "upper" in given:
            yield from faults.out_of_order([given["upper"], given["target"]], "upper", strictly=False)
        if given["operator"] not in {">=", "<="}:
            yield from faults.misplaced(given, ["over"], "operator = >=, <=")


def _aim(criterion: Criterion) -> str:
    """Print what was to be reached: ``≥95``, ``80–90``."""
    given = criterion.parameters
    upper = f"–{parts.exact(given['upper']):f}" if "upper" in given else ""
    return f"{SIGNS[given['operator']]}{parts.exact(given['target']):f}{upper}"


def _reached(criterion: Criterion, value: Decimal) -> Decimal:
    """Give the share of the target that was reached, exactly 1 when all of it was."""
    operator, target = criterion.parameters["operator"], parts.exact(criterion.parameters["target"])
    upper = parts.exact(criterion.parameters.get("upper", target))
    if operator == "=":
        return max(ONE - _deviation(value, target), Decimal(0))
    if value < target and operator != "<=":
        return parts.EXACT.divide(value, target)
    if value > upper and operator != ">=":
        return parts.EXACT.divide(upper, value)
    return ONE


def _deviation(value: Decimal, target: Decimal) -> Decimal:
    """Give how far a value is from its target, as a share of the target; from zero, all or nothing."""
    return parts.EXACT.divide(abs(value - target), target) if target else Decimal(value != 0)


def _exceeded(criterion: Criterion, value: Decimal) -> tuple[Decimal, str]:
    over, target = criterion.parameters.get("over"), parts.exact(criterion.parameters["target"])
    if over is None or not target:
        return ONE, "scorer.target_reached"
    beyond = ONE + _deviation(value, target) - parts.exact(over["from"])
    if beyond <= 0:
        return ONE, "scorer.target_reached"
    return ONE if over["rule"] == "full" else max(ONE - beyond, Decimal(0)), "scorer.target_too_low"


def _missed(criterion: Criterion, share: Decimal) -> tuple[Decimal, str]:
    nothing = criterion.parameters.get("missed") == "nothing"
    if nothing or share < parts.exact(criterion.parameters.get("pass_mark", 0)):
        return Decimal(0), "scorer.target_failed"
    return share, "scorer.target_missed"


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer targets."""
    return [Target()]
