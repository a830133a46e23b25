"""Aggregators that weigh the classes of experts (业务, 管理, 财务), however many of each sit on a panel."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Aggregate, Aggregator, Reason, Scores, Words, WrongState


@dataclass(frozen=True)
class ClassWeights:
    """The mean of every class's totals, weighted by class; ``weights`` in the parameters replaces its own.

    Without the class of every expert, and without an expert of every class that has a weight, there is no
    number: to spread a missing weight over the others would be another rule.
    """

    key: str
    version: str
    title: Words
    weights: Mapping[str, int]
    least_experts: int = 1

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Weigh the means of the classes, exactly until the last step.

        Raises :class:`WrongState` where a class is unknown, missing or without a weight.
        """
        weights = {name: Fraction(str(one)) for name, one in parameters.get("weights", self.weights).items()}
        totals: dict[str, list[Fraction]] = defaultdict(list)
        for name, total in zip(scores.classes, scores.totals, strict=True):
            totals[name].append(Fraction(total))
        self._require(weights, totals)
        value = sum((weights[name] * sum(given) / len(given) for name, given in totals.items()), Fraction(0))
        shares = "、".join(
            f"{name} {_decimal(weights[name] * 100 / sum(weights.values())):.4g}%（{len(totals[name])}）"
            for name in sorted(totals)
        )
        reason = Reason("aggregator.class_weights", {"weights": shares})
        exact = _decimal(value / sum(weights.values()))
        return Aggregate(exact, tuple(range(len(scores.totals))), reasons=(reason,))

    def _require(self, weights: Mapping[str, Fraction], totals: Mapping[str, list[Fraction]]) -> None:
        unknown = len(totals.get("", ()))
        if unknown:
            raise WrongState("aggregator.class_unknown", aggregator=self.key, count=unknown)
        for code, classes in (
            ("aggregator.class_without_weight", totals.keys() - weights.keys()),
            ("aggregator.class_missing", weights.keys() - totals.keys()),
        ):
            if classes:
                raise WrongState(code, aggregator=self.key, classes="、".join(sorted(classes)))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


EQUAL = ClassWeights(
    key="class_weights.equal",
    version="1",
    title=Words("按专家类别等权平均", "Every class of experts counts the same"),
    weights={"业务": 1, "管理": 1, "财务": 1},
)
# The figures are an example: write your own rule's here, under a key of your own.
FIVE_TWO_THREE = ClassWeights(
    key="class_weights.5_2_3",
    version="1",
    title=Words(
        "按专家类别加权（业务 50%、管理 20%、财务 30%，示例）",
        "Classes weighted 50 % 业务 subject, 20 % 管理 management, 30 % 财务 finance (example)",
    ),
    weights={"业务": 5, "管理": 2, "财务": 3},
)


@hookimpl
def register_aggregators() -> list[Aggregator]:
    """Offer two sets of weights."""
    return [EQUAL, FIVE_TWO_THREE]
