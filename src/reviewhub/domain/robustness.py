"""Would the grade stand without one criterion, and how far is the next boundary? Exact, like the grade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from reviewhub.domain.aggregate import Scores, aggregated
from reviewhub.domain.errors import WrongState
from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.recommendation import BudgetFacts, BudgetPolicy, recommend
from reviewhub.domain.result import Result, Rules

# So many points or fewer from a boundary, a breath would change the grade.
KNIFE_EDGE: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class WithoutCriterion:
    """The result if one criterion had not been asked, its points spread over the others in proportion."""

    criterion: str
    total: Decimal
    grade: Band


def without_each_criterion(result: Result) -> Iterator[WithoutCriterion]:
    """Leave every criterion out once; nothing where there is only one, or where a veto decides the total."""
    rules, scores = result.rules, result.scores
    if len(scores.full) == 1 or any(one.is_upheld for one in result.vetoes):
        return
    for place, criterion in enumerate(rules.template.criteria):
        total = _total_without(rules, scores, place)
        if total is not None:
            yield WithoutCriterion(criterion.id, total, rules.grade_scale.grade(total))


def deciding_criteria(result: Result) -> tuple[WithoutCriterion, ...]:
    """Give the criteria without which the grade would be another."""
    return tuple(one for one in without_each_criterion(result) if one.grade.id != result.grade.id)


def _total_without(rules: Rules, scores: Scores, place: int) -> Decimal | None:
    """Aggregate the other criteria and bring the number back to full marks, rounded half up to hundredths."""
    full = scores.full[:place] + scores.full[place + 1 :]
    rows = [row[:place] + row[place + 1 :] for row in scores.rows]
    try:
        value = aggregated(rules.aggregator, Scores.of(full, rows, scores.classes), rules.parameters).value
    except WrongState:
        return None
    return round_half_up(value * sum(scores.full) / sum(full))


@dataclass(frozen=True, slots=True)
class Boundary:
    """The nearest boundary of a grade: its lower bound in points, and how far the total is from it.

    ``distance`` is not negative; ``above`` is the band that begins there, ``below`` the one that ends there.
    """

    at: Decimal
    distance: Decimal
    above: Band
    below: Band


def nearest_boundary(bands: Sequence[Band], total: Decimal) -> Boundary | None:
    """Find the boundary nearest to a total; of two equally near the one below. None with a single band."""
    found = [
        Boundary(above.lower, abs(total - above.lower), above, below) for above, below in pairwise(bands)
    ]
    return min(found, key=lambda one: (one.distance, one.at), default=None)


def at_stake(policy: BudgetPolicy, asked: Decimal, boundary: Boundary) -> Decimal | None:
    """Tell how many yuan lie between the grades on both sides of a boundary; None where one has no amount.

    The total above the boundary is the boundary itself, below it the hundredth of a point before.
    """
    above = recommend(policy, BudgetFacts(asked, boundary.above.id, boundary.at)).amount
    below = recommend(policy, BudgetFacts(asked, boundary.below.id, boundary.at - Decimal("0.01"))).amount
    return None if above is None or below is None else above - below
