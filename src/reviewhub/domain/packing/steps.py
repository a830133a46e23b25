"""From total to money as a staircase: where grade, conclusion, action or amount change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from reviewhub.domain.grade import Band
from reviewhub.domain.recommendation import Action, recommend
from reviewhub.domain.result import MoneyFacts, Rules

HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from a printed total of ``lower`` points on; amounts in yuan, None while one is open."""

    lower: Decimal
    grade: Band
    conclusion: Band | None
    action: Action | None
    amount: Decimal | None
    cut: Decimal | None

    def is_like(self, other: "Step") -> bool:
        """Tell whether the same follows."""
        return self.outcome == other.outcome

    @property
    def outcome(self) -> tuple[object, ...]:
        """Everything that follows, to be compared."""
        conclusion = self.conclusion.id if self.conclusion else ""
        return self.grade.id, conclusion, self.action, self.amount, self.cut


def steps_of(rules: Rules, money: MoneyFacts) -> tuple[Step, ...]:
    """Give the staircase from 0 points up: a new step where anything that follows from the total changes.

    It is looked for at every whole point and at the lower bounds of grades, and between two of those that
    differ down to a hundredth of a point. A policy that changes its mind twice between two whole points
    would be seen wrongly there.
    """
    found: list[Step] = []
    for one in _changes(rules, money):
        if not found or not one.is_like(found[-1]):
            found.append(one)
    return tuple(found)


def _changes(rules: Rules, money: MoneyFacts) -> Iterator[Step]:
    looked = [_step(rules, money, total) for total in _totals(rules)]
    yield looked[0]
    for lower, upper in pairwise(looked):
        if not lower.is_like(upper):
            yield _boundary(rules, money, (lower, upper))


def _totals(rules: Rules) -> Sequence[Decimal]:
    full = rules.template.full_marks
    bands = [*rules.grade_scale.bands, *(rules.conclusion_scale.bands if rules.conclusion_scale else ())]
    bounds = {one.lower for one in bands}
    below = {one - HUNDREDTH for one in bounds if one >= HUNDREDTH}
    whole = {Decimal(points) for points in range(int(full) + 1)}
    return sorted(one for one in {*whole, *bounds, *below, full} if one <= full)


def _boundary(rules: Rules, money: MoneyFacts, ends: tuple[Step, Step]) -> Step:
    """Halve the way between two totals of which different things follow until a hundredth is left."""
    lower, upper = ends
    while upper.lower - lower.lower > HUNDREDTH:
        middle = ((lower.lower + upper.lower) / 2).quantize(HUNDREDTH, rounding="ROUND_DOWN")
        step = _step(rules, money, max(middle, lower.lower + HUNDREDTH))
        lower, upper = (step, upper) if step.is_like(lower) else (lower, step)
    return upper


def _step(rules: Rules, money: MoneyFacts, total: Decimal) -> Step:
    grade = rules.grade_scale.grade(total)
    conclusion = rules.conclusion_scale.grade(total) if rules.conclusion_scale else None
    if rules.policy is None:
        return Step(total, grade, conclusion, None, None, None)
    given = recommend(rules.policy, money.judged(grade.id, total))
    return Step(total, grade, conclusion, given.action, given.amount, given.cut)
