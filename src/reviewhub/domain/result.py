"""The heart: submitted sheets to totals, aggregate, grade and recommendation, each with its reason."""

import operator
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from reviewhub.domain.aggregate import (
    Aggregate,
    Aggregator,
    BatchAggregator,
    Row,
    Scores,
    aggregated,
    compares,
)
from reviewhub.domain.budget.freezing import frozen_money
from reviewhub.domain.elsewhere import Elsewhere, Totals
from reviewhub.domain.errors import WrongState
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.hosting import blamed
from reviewhub.domain.money import round_half_up
from reviewhub.domain.recommendation import (
    NOTHING_KNOWN,
    BudgetFacts,
    BudgetPolicy,
    Circumstances,
    Limit,
    Recommendation,
    recommend,
)
from reviewhub.domain.scoring.precondition import Required, frozen_list, proposed
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.scoring.veto import Count, capped, count_vetoes
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

    @property
    def adjust(self) -> bool:
        """Tell whether totals are adjusted by what the same experts gave elsewhere."""
        return compares(self.aggregator)

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

    ``expert_class`` is the writer's class; "" for an agency, and where it is not known. ``vetoes`` are the
    ids of those that it found, ``unmet`` of the pre-conditions that it calls not met yet. ``elsewhere`` has
    the writer's totals on the panel's other sealed tasks, where the aggregator is told.
    """

    number: int
    points: Row
    digest: str = ""
    expert_class: str = ""
    vetoes: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    elsewhere: Totals = ()


@dataclass(frozen=True, slots=True)
class Without:
    """The result if one sheet were left out; None where the others would not make a number."""

    number: int
    total: Decimal | None
    grade: Band | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the panel's sheets say of one task; amounts in yuan, totals in points of the full marks.

    ``preconditions`` is the check-list that the officer settled; there is none before a conclusion.
    """

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
    preconditions: tuple[Required, ...] = ()

    @property
    def vetoes(self) -> tuple[Count, ...]:
        """The vetoes that any sheet found, with how many found them."""
        return count_vetoes(self.rules.template.vetoes, [one.vetoes for one in self.sheets])

    @property
    def proposed(self) -> tuple[Required, ...]:
        """The pre-conditions that at least one sheet calls unmet."""
        return proposed(self.rules.template.preconditions, [one.unmet for one in self.sheets])

    @property
    def required(self) -> tuple[Required, ...]:
        """What the officer kept of the check-list, in its order."""
        return tuple(one for one in self.preconditions if not one.dropped)

    @property
    def is_conditional(self) -> bool:
        """Tell whether something must be in place first; the worst band supports nothing, on no condition."""
        scale = self.rules.conclusion_scale or self.rules.grade_scale
        return bool(self.required) and (self.conclusion or self.grade).id != scale.bands[-1].id

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
            {"aggregator": self.rules.aggregator.key, "count": len(self.sheets), "total": self._uncapped},
        )
        yield from self.aggregate.reasons
        yield from (self._veto(one) for one in self.vetoes)
        yield Reason(
            "result.grade", {"total": self._total, "grade": self.grade.id, "lower": f"{self.grade.lower:f}"}
        )
        if self.conclusion:
            yield Reason("result.conclusion", {"total": self._total, "conclusion": self.conclusion.id})
        if self.is_conditional:
            yield Reason("result.conditional", {"count": len(self.required)})
        yield self._robustness()
        if self.recommendation:
            yield from self.recommendation.reasons

    @property
    def _total(self) -> str:
        return f"{self.printed_total:f}"

    @property
    def _uncapped(self) -> str:
        return f"{round_half_up(self.aggregate.value):f}"

    def _veto(self, one: Count) -> Reason:
        """Say how many sheets found a veto, and what that makes of the total."""
        named = {"id": one.veto.id, "title": one.veto.title.zh, "title_en": one.veto.title.en}
        values: dict[str, str | int] = {**named, "found": one.found, "count": one.sheets}
        if not one.is_upheld:
            return Reason("result.veto_not_upheld", values)
        return Reason("result.veto", {**values, "total": self._uncapped, "cap": f"{one.veto.most:f}"})

    def _robustness(self) -> Reason:
        if self.survives_without_any_expert is None:
            return Reason("result.cannot_leave_out", {"count": len(self.sheets)})
        if self.survives_without_any_expert:
            return Reason("result.survives", {"grade": self.grade.id})
        numbers = "、".join(str(one.number) for one in self.flips)
        return Reason("result.flips", {"numbers": numbers, "grade": self.grade.id})


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What is asked (yuan), what the officer cut where the policy leaves it to them, what else is known."""

    asked: Decimal
    cut: Decimal | None = None
    cut_reason: str = ""
    circumstances: Circumstances = NOTHING_KNOWN
    limit: Limit | None = None

    def judged(self, grade: str, total: Decimal) -> BudgetFacts:
        """Give what a policy may know, once there is a grade and a printed total."""
        return BudgetFacts(
            self.asked, grade, total, self.cut, self.cut_reason, self.circumstances, self.limit
        )


def review(
    rules: Rules,
    sheets: Sequence[SubmittedSheet],
    facts: MoneyFacts,
    colleagues: Sequence[Totals] = (),
) -> Result:
    """Compute the result of one task; ``colleagues`` as in :class:`Elsewhere`.

    Raises :class:`WrongState` when there are fewer sheets than the aggregator can work on, or when it says
    that they make no number.
    """
    ordered = tuple(sorted(sheets, key=lambda sheet: sheet.number))
    if len(ordered) < rules.aggregator.least_experts:
        raise WrongState("result.too_few_sheets", count=len(ordered), least=rules.aggregator.least_experts)
    scores = _scores(rules, ordered, colleagues)
    aggregate = aggregated(rules.aggregator, scores, rules.parameters)
    total = capped(round_half_up(aggregate.value), rules.template.vetoes, [one.vetoes for one in ordered])
    grade = rules.grade_scale.grade(total)
    return Result(
        sheets=ordered,
        scores=scores,
        criterion_means=scores.criterion_means(),
        aggregate=aggregate,
        printed_total=total,
        grade=grade,
        conclusion=rules.conclusion_scale.grade(total) if rules.conclusion_scale else None,
        recommendation=recommend(rules.policy, facts.judged(grade.id, total)) if rules.policy else None,
        without=tuple(_without(rules, scores, ordered)),
        asked=facts.asked,
        rules=rules,
    )


def _scores(rules: Rules, sheets: Sequence[SubmittedSheet], colleagues: Sequence[Totals]) -> Scores:
    full = [one.points for one in rules.template.criteria]
    scores = Scores.of(full, [one.points for one in sheets], [one.expert_class for one in sheets])
    if not rules.adjust:
        return scores
    elsewhere = Elsewhere(tuple(one.elsewhere for one in sheets), tuple(colleagues))
    return replace(scores, elsewhere=elsewhere, numbers=tuple(one.number for one in sheets))


def _without(rules: Rules, scores: Scores, sheets: Sequence[SubmittedSheet]) -> Iterator[Without]:
    if len(sheets) == 1:
        return
    for place, sheet in enumerate(sheets):
        others = [one.vetoes for one in (*sheets[:place], *sheets[place + 1 :])]
        total = _capped_if_any(rules, _total_if_any(rules, scores.without(place)), others)
        yield Without(sheet.number, total, None if total is None else rules.grade_scale.grade(total))


def _total_if_any(rules: Rules, scores: Scores) -> Decimal | None:
    """Give the printed total, or None where the aggregator makes no number of these sheets."""
    if len(scores.rows) < rules.aggregator.least_experts:
        return None
    try:
        return round_half_up(aggregated(rules.aggregator, scores, rules.parameters).value)
    except WrongState:
        return None


def _capped_if_any(rules: Rules, total: Decimal | None, found: Sequence[Collection[str]]) -> Decimal | None:
    return None if total is None else capped(total, rules.template.vetoes, found)


def snapshot(result: Result, facts: MoneyFacts) -> dict[str, Any]:
    """Everything a conclusion freezes, as plain values: what it rests on, what it says, what computed it."""
    given = result.recommendation
    frozen: dict[str, Any] = {
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
    frozen.update(frozen_money(facts.circumstances, facts.limit, given))
    if result.scores.elsewhere.colleagues:
        frozen["colleagues"] = [_frozen_totals(one) for one in result.scores.elsewhere.colleagues]
    if not result.preconditions:
        return frozen
    listed = frozen_list(result.preconditions)
    return {**frozen, "preconditions": listed, "conditional": result.is_conditional}


def _frozen_sheet(sheet: SubmittedSheet) -> dict[str, Any]:
    """Name a sheet by number and digest; class, vetoes, unmet pre-conditions, totals elsewhere if any."""
    rest: dict[str, Any] = {
        "class": sheet.expert_class,
        "vetoes": list(sheet.vetoes),
        "unmet": list(sheet.unmet),
        "elsewhere": _frozen_totals(sheet.elsewhere),
    }
    return {
        "number": sheet.number,
        "digest": sheet.digest,
        **{name: value for name, value in rest.items() if value},
    }


def _frozen_totals(totals: Totals) -> list[str | None]:
    return [None if one is None else f"{one:f}" for one in totals]


def thawed_totals(frozen: Sequence[str | None]) -> Totals:
    """Read totals as a snapshot keeps them."""
    return tuple(None if one is None else Decimal(one) for one in frozen)


StoredPanel = Sequence[Sequence[int | None]]
Classes = Sequence[Sequence[str]]
Found = Sequence[Sequence[Collection[str]]]


def printed_totals(
    rules: Rules,
    panels: Sequence[StoredPanel],
    classes: Classes | None = None,
    found: Found | None = None,
    elsewhere: Sequence[Elsewhere] | None = None,
) -> list[Decimal | None]:
    """Give the printed total of many panels; None where the aggregator makes no number of a panel's sheets.

    ``panels`` holds, panel by panel and sheet by sheet, whole ten-thousandths of a point in the template's
    order, None where a criterion was left out; ``classes`` the class of every sheet's writer, ``found`` the
    vetoes that it found, ``elsewhere`` what the panel gave on its other tasks. Complete panels of one size go
    through the aggregator in one batch if it offers that; the result is the same as :func:`review` gives for
    each alone.
    """
    totals = _uncapped_totals(rules, panels, classes, elsewhere)
    if found is None:
        return totals
    return [_capped_if_any(rules, total, one) for total, one in zip(totals, found, strict=True)]


def _uncapped_totals(
    rules: Rules,
    panels: Sequence[StoredPanel],
    classes: Classes | None,
    elsewhere: Sequence[Elsewhere] | None,
) -> list[Decimal | None]:
    totals: list[Decimal | None] = [None] * len(panels)
    in_batches = isinstance(rules.aggregator, BatchAggregator) and not rules.adjust
    batches: dict[int, list[int]] = {}
    for place, panel in enumerate(panels):
        if len(panel) < rules.aggregator.least_experts:
            continue
        if in_batches and not any(None in sheet for sheet in panel):
            batches.setdefault(len(panel), []).append(place)
        else:
            scores = _stored_scores(rules, panel, None if classes is None else classes[place])
            if elsewhere is not None and rules.adjust:
                scores = replace(scores, elsewhere=elsewhere[place])
            totals[place] = _total_if_any(rules, scores)
    for places in batches.values():
        _fill(totals, places, _batch(rules, [panels[place] for place in places]))
    return totals


def _stored_scores(rules: Rules, panel: StoredPanel, classes: Sequence[str] | None) -> Scores:
    rows = [[None if one is None else Decimal(one).scaleb(-4) for one in sheet] for sheet in panel]
    return Scores.of([one.points for one in rules.template.criteria], rows, classes)


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
