"""Asking every rule for ties, the gravest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reviewhub.domain.conflicts.conflict import ConflictOfInterest, Severity, find_conflicts
from reviewhub.domain.conflicts.facts import ScorerFacts, SubjectFacts
from reviewhub.domain.words import Reason, Words

SCORER = ScorerFacts("甲", ())
SUBJECT = SubjectFacts("道路建设", 1, None)
NAME = Words("总是", "Always")
TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Always:
    """A rule that always hits."""

    key: str
    severity: Severity
    version: str = "1"
    title: Words = NAME

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterable[ConflictOfInterest]:
        del subject, today
        yield ConflictOfInterest(
            self.key, self.version, self.severity, Reason("tie", {"expert": scorer.name})
        )


def test_no_rule_finds_nothing() -> None:
    assert find_conflicts([], SCORER, SUBJECT, TODAY) == ()


def test_what_blocks_comes_before_what_warns() -> None:
    rules = [Always("mild", Severity.WARN), Always("grave", Severity.BLOCK), Always("mild2", Severity.WARN)]
    assert [hit.rule for hit in find_conflicts(rules, SCORER, SUBJECT, TODAY)] == ["grave", "mild", "mild2"]
