"""A campaign's rules with some of them swapped for others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reviewhub.domain.aggregate import Aggregator
from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import GradeScale
from reviewhub.domain.recommendation import BudgetPolicy
from reviewhub.domain.result import Rules


@dataclass(frozen=True, slots=True)
class OtherRules:
    """What takes the place of pinned rules; None, or nothing named, leaves them.

    ``bounds`` are lower bounds in points by the id of a grade's band.
    """

    aggregator: Aggregator | None = None
    grade_scale: GradeScale | None = None
    policy: BudgetPolicy | None = None
    bounds: Mapping[str, Decimal] = field(default_factory=dict)

    def scale(self, pinned: GradeScale) -> GradeScale:
        """Give the scale with its moved bounds."""
        return moved(self.grade_scale or pinned, self.bounds)

    def applied(self, rules: Rules) -> Rules:
        """Swap what is to be swapped; parameters were written for the pinned aggregator only."""
        other = self.aggregator
        if other is not None and other.key != rules.aggregator.key:
            rules = replace(rules, aggregator=other, parameters={})
        scale, policy = self.scale(rules.grade_scale), self.policy or rules.policy
        return replace(rules, grade_scale=scale, policy=policy)


def moved(scale: GradeScale, bounds: Mapping[str, Decimal]) -> GradeScale:
    """Move lower bounds of a scale; the worst band always begins at zero."""
    if not bounds:
        return scale
    bands = [replace(one, lower=bounds.get(one.id, one.lower)) for one in scale.bands[:-1]]
    return replace(scale, bands=(*bands, scale.bands[-1]))


def bound_problems(scale: GradeScale, full_marks: Decimal) -> Iterator[Problem]:
    """Say where moved bounds leave no room: out of order, or beyond what a sheet can reach."""
    for better, worse in zip(scale.bands, scale.bands[1:], strict=False):
        if better.lower <= worse.lower:
            yield Problem(f"bound-{better.id}", "whatif.bounds_cross", {"above": f"{worse.lower:f}"})
        elif better.lower > full_marks:
            yield Problem(f"bound-{better.id}", "whatif.bound_too_high", {"most": f"{full_marks:f}"})
