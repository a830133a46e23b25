"""The heart: submitted sheets to totals, aggregate, grade and recommendation, each with its reason."""

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from reviewhub.domain.aggregate import Aggregate, Aggregator, BatchAggregator, Row, Scores, aggregated
from reviewhub.domain.errors import WrongState
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.hosting import blamed
from reviewhub.domain.money import round_half_up
from reviewhub.domain.recommendation import BudgetFacts, BudgetPolicy, Recommendation, recommend
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.words import Reason


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a campaign pins that decides a result."""

    template: ScoringTemplate
    aggregator: Aggregator
    grade_scale: GradeScale
    policy: BudgetPolicy | None
    conclusion_scale: GradeScale | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def pins(self) -> dict[str, str]:
        """Name key and version of everything that computes, for the record."""
        scale = self.conclusion_scale
        return {
            "template": f"{self.template.id}@{self.template.version}",
            "template_digest": self.template.digest,
            "aggregator": f"{self.aggregator.key}@{self.aggregator.version}",
            "grade_scale": f"{self.grade_scale.key}@{self.grade_scale.version}",
            "conclusion_scale": f"{scale.key}@{scale.version}" if scale else "",
            "policy": f"{self.policy.key}@{self.policy.version}" if self.policy else "",
        }


@dataclass(frozen=True, slots=True)
class SubmittedSheet:
    """A sheet that counts: the code number of its writer (专家1 is 1) and the points given.

    ``expert_class`` is the writer's class; "" for an agency, and where it is not known.
    """

    number: int
    points: Row
    digest: str = ""
    expert_class: str = ""


@dataclass(frozen=True, slots=True)
class Without:
    """The result if one sheet were left out; None where the others would not make a number."""

    number: int
    total: Decimal | None
    grade: Band | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the panel's sheets say of one task; amounts in yuan, totals in points of the full marks."""

    sheets: tuple[SubmittedSheet, ...]
    scores: Scores
    criterion_means: Row
    aggregate: Aggregate
    printed_total: Decimal
    grade: Band
    conclusion: Band | None
    recommendation: Recommendation | None
    without: tuple[Without, ...]
    asked: Decimal
    rules: Rules

    @property
    def flips(self) -> tuple[Without, ...]:
        """The sheets whose absence would change the grade."""
        return tuple(one for one in self.without if one.grade is not None and one.grade.id != self.grade.id)

    @property
    def survives_without_any_expert(self) -> bool | None:
        """Tell whether the grade stands without each single sheet; None when that cannot be tried."""
        if not self.without or any(one.grade is None for one in self.without):
            return None
        return not self.flips

    def explain(self) -> Iterator[Reason]:
        """Say in structured reasons how the result came about; one catalogue makes sentences of them."""
        yield Reason(
            "result.total",
            {"aggregator": self.rules.aggregator.key, "count": len(self.sheets), "total": self._total},
        )
        yield from self.aggregate.reasons
        yield Reason(
            "result.grade", {"total": self._total, "grade": self.grade.id, "lower": f"{self.grade.lower:f}"}
        )
        if self.conclusion:
            yield Reason("result.conclusion", {"total": self._total, "conclusion": self.conclusion.id})
        yield self._robustness()
        if self.recommendation:
            yield from self.recommendation.reasons

    @property
    def _total(self) -> str:
        return f"{self.printed_total:f}"

    def _robustness(self) -> Reason:
        if self.survives_without_any_expert is None:
            return Reason("result.cannot_leave_out", {"count": len(self.sheets)})
        if self.survives_without_any_expert:
            return Reason("result.survives", {"grade": self.grade.id})
        numbers = "、".join(str(one.number) for one in self.flips)
        return Reason("result.flips", {"numbers": numbers, "grade": self.grade.id})


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What is asked (yuan), and what the officer decided to cut where the policy leaves it to them."""

    asked: Decimal
    cut: Decimal | None = None
    cut_reason: str = ""


def review(rules: Rules, sheets: Sequence[SubmittedSheet], facts: MoneyFacts) -> Result:
    """Compute the result of one task.

    Raises :class:`WrongState` when there are fewer sheets than the aggregator can work on, or when it says
    that they make no number.
    """
    ordered = tuple(sorted(sheets, key=lambda sheet: sheet.number))
    if len(ordered) < rules.aggregator.least_experts:
        raise WrongState("result.too_few_sheets", count=len(ordered), least=rules.aggregator.least_experts)
    full = [one.points for one in rules.template.criteria]
    scores = Scores.of(full, [one.points for one in ordered], [one.expert_class for one in ordered])
    aggregate = aggregated(rules.aggregator, scores, rules.parameters)
    total = round_half_up(aggregate.value)
    grade = rules.grade_scale.grade(total)
    money = BudgetFacts(facts.asked, grade.id, total, facts.cut, facts.cut_reason)
    return Result(
        sheets=ordered,
        scores=scores,
        criterion_means=scores.criterion_means(),
        aggregate=aggregate,
        printed_total=total,
        grade=grade,
        conclusion=rules.conclusion_scale.grade(total) if rules.conclusion_scale else None,
        recommendation=recommend(rules.policy, money) if rules.policy else None,
        without=tuple(_without(rules, scores, ordered)),
        asked=facts.asked,
        rules=rules,
    )


def _without(rules: Rules, scores: Scores, sheets: Sequence[SubmittedSheet]) -> Iterator[Without]:
    if len(sheets) == 1:
        return
    for place, sheet in enumerate(sheets):
        total = _total_if_any(rules, scores.without(place))
        yield Without(sheet.number, total, None if total is None else rules.grade_scale.grade(total))


def _total_if_any(rules: Rules, scores: Scores) -> Decimal | None:
    """Give the printed total, or None where the aggregator makes no number of these sheets."""
    if len(scores.rows) < rules.aggregator.least_experts:
        return None
    try:
        return round_half_up(aggregated(rules.aggregator, scores, rules.parameters).value)
    except WrongState:
        return None


def snapshot(result: Result, facts: MoneyFacts) -> dict[str, Any]:
    """Everything a conclusion freezes, as plain values: what it rests on, what it says, what computed it."""
    given = result.recommendation
    return {
        "pins": result.rules.pins(),
        "sheets": [_frozen_sheet(sheet) for sheet in result.sheets],
        "totals": [f"{total:f}" for total in result.scores.totals],
        "criterion_means": [None if mean is None else f"{mean:f}" for mean in result.criterion_means],
        "total": f"{result.printed_total:f}",
        "grade": result.grade.id,
        "conclusion": result.conclusion.id if result.conclusion else None,
        "asked": f"{facts.asked:f}",
        "officer_cut": None if facts.cut is None else f"{facts.cut:f}",
        "officer_cut_reason": facts.cut_reason,
        "action": given.action.value if given else None,
        "amount": None if given is None or given.amount is None else f"{given.amount:f}",
        "cut": None if given is None or given.cut is None else f"{given.cut:f}",
        "reasons": [{"code": reason.code, "values": dict(reason.values)} for reason in result.explain()],
    }


def _frozen_sheet(sheet: SubmittedSheet) -> dict[str, Any]:
    """Name a sheet by number and digest, and the class of its writer where one is known."""
    named = {"number": sheet.number, "digest": sheet.digest}
    return {**named, "class": sheet.expert_class} if sheet.expert_class else named


StoredPanel = Sequence[Sequence[int | None]]
Classes = Sequence[Sequence[str]]


def printed_totals(
    rules: Rules, panels: Sequence[StoredPanel], classes: Classes | None = None
) -> list[Decimal | None]:
    """Give the printed total of many panels; None where the aggregator makes no number of a panel's sheets.

    ``panels`` holds, panel by panel and sheet by sheet, whole ten-thousandths of a point in the template's
    order, None where a criterion was left out; ``classes`` the class of every sheet's writer. Complete panels
    of one size go through the aggregator in one batch if it offers that; the result is the same as
    :func:`review` gives for each alone.
    """
    totals: list[Decimal | None] = [None] * len(panels)
    in_batches = isinstance(rules.aggregator, BatchAggregator)
    batches: dict[int, list[int]] = {}
    for place, panel in enumerate(panels):
        if len(panel) < rules.aggregator.least_experts:
            continue
        if in_batches and not any(None in sheet for sheet in panel):
            batches.setdefault(len(panel), []).append(place)
        else:
            totals[place] = _printed_total(rules, panel, None if classes is None else classes[place])
    for places in batches.values():
        _fill(totals, places, _batch(rules, [panels[place] for place in places]))
    return totals


def _printed_total(rules: Rules, panel: StoredPanel, classes: Sequence[str] | None) -> Decimal | None:
    rows = [[None if one is None else Decimal(one).scaleb(-4) for one in sheet] for sheet in panel]
    return _total_if_any(rules, Scores.of([one.points for one in rules.template.criteria], rows, classes))


def _batch(rules: Rules, panels: Sequence[StoredPanel]) -> Sequence[int]:
    if not isinstance(rules.aggregator, BatchAggregator):
        raise TypeError(rules.aggregator.key)
    full = [int(one.points.scaleb(4)) for one in rules.template.criteria]
    with blamed("aggregator.failed", key=rules.aggregator.key):
        given = rules.aggregator.aggregate_many(full, cast("Sequence[Sequence[Sequence[int]]]", panels))
        return [value for _, value in zip(panels, map(operator.index, given), strict=True)]


def _fill(totals: list[Decimal | None], places: Sequence[int], hundredths: Sequence[int]) -> None:
    for place, value in zip(places, hundredths, strict=True):
        totals[place] = Decimal(value).scaleb(-2)
