"""The rules of a campaign of twenty criteria of five points each, and reports about it."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, Claims
from reviewhub.domain.commissioning.claiming.computed import Computed, computed
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY: Final = load_plugins()
ASKED: Final = Decimal(23046000)
RULES: Final = REGISTRY.rules(
    REGISTRY.templates["prior-assessment-national"],
    Choice("builtin.mean_of_totals", "", "builtin.kunming_2021", {}),
)
CRITERIA: Final = RULES.template.criteria


def of(points: str, rules: Rules = RULES) -> Computed:
    """Compute a sheet that gives every criterion the same points."""
    return computed(rules, SubmittedSheet(1, (Decimal(points),) * len(CRITERIA)), MoneyFacts(ASKED))


def report(points: str, total: str, grade: str) -> Claims:
    """Make the claims of a report that gives every criterion the same points."""
    lines = tuple(ClaimedPoints(one.title.zh, Decimal(points), one.points) for one in CRITERIA)
    return Claims(lines, (), Decimal(total), grade)


def with_line(claims: Claims, number: int, points: str | None) -> Claims:
    """Claim something else of one line."""
    lines = list(claims.lines)
    lines[number] = replace(lines[number], points=None if points is None else Decimal(points))
    return replace(claims, lines=tuple(lines))
