"""Does a conflict rule keep its contract? Made people with and without ties, on made projects."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import Final

from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Employment,
    ScorerFacts,
    SubjectFacts,
)
from reviewhub.testing.contract import asked_twice, check_identity, check_reasons, require

TODAY: Final = date(2026, 3, 2)
UNIT, DEPARTMENT, ELSEWHERE = 1, 2, 3
ENDS: Final = (None, date(2026, 1, 1), date(2023, 3, 1), date(2010, 1, 1))
STRANGER: Final = ScorerFacts("路人", ())


def check_conflict_rule(
    rule: ConflictRule, cases: Iterable[tuple[ScorerFacts, SubjectFacts]] = ()
) -> list[ConflictOfInterest]:
    """Hold a conflict rule to its contract on made people, and on ``cases`` of your own; gives every hit.

    Checked are: identity; hits that carry the rule's own key and version, a severity and the fact they rest
    on; the same hits again; nothing found about somebody of whom nothing is known, nor anything that hangs on
    the day alone. Raises :class:`ContractBroken`.
    """
    check_identity(rule)
    for subject in _subjects():
        require(
            not _hits(rule, STRANGER, subject), f"{rule.key}: finds a tie of somebody nothing is known of"
        )
    found = [hit for scorer, subject in (*_cases(), *cases) for hit in _hits(rule, scorer, subject)]
    for hit in found:
        _check_hit(rule, hit)
    return found


def _subjects() -> Iterator[SubjectFacts]:
    yield SubjectFacts("道路", UNIT, DEPARTMENT)
    yield SubjectFacts("道路", UNIT, None)


def _cases() -> Iterator[tuple[ScorerFacts, SubjectFacts]]:
    for subject, place, until, current in product(
        _subjects(), (UNIT, DEPARTMENT, ELSEWHERE), ENDS, (True, False)
    ):
        job = Employment(place, f"单位{place}", None if current else until, current)
        yield ScorerFacts("马兰杰", (job,)), subject
        yield ScorerFacts("马兰杰", (job, Employment(ELSEWHERE, "单位3", None, current=False))), subject


def _hits(rule: ConflictRule, scorer: ScorerFacts, subject: SubjectFacts) -> tuple[ConflictOfInterest, ...]:
    return asked_twice(rule.key, lambda: find_conflicts([rule], scorer, subject, TODAY))


def _check_hit(rule: ConflictRule, hit: ConflictOfInterest) -> None:
    own = (hit.rule, hit.version) == (rule.key, rule.version)
    require(own, f"{rule.key}: a hit carries the rule's own key and version, not {hit.rule}@{hit.version}")
    check_reasons(rule.key, [hit.reason])
    require(bool(hit.reason.values), f"{rule.key}: a hit names the fact it rests on")
