"""The unit's request that an expert step back."""

from datetime import date

from reviewhub.builtin.conflicts.objections import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import Objected, ScorerFacts, SubjectFacts

SUBJECT = SubjectFacts("道路", 1, None, objections=(Objected(7, "曾与本单位发生诉讼", "objections:2"),))


def test_the_unit_s_request_is_asked_about_with_its_grounds_and_its_record() -> None:
    rules, today = register_conflict_rules(), date(2026, 3, 15)
    (hit,) = find_conflicts(rules, ScorerFacts("马兰杰", (), expert=7), SUBJECT, today)
    assert (hit.severity, hit.reason.values["grounds"], hit.record) == (
        "ask",
        "曾与本单位发生诉讼",
        "objections:2",
    )
    assert find_conflicts(rules, ScorerFacts("李伟丽", (), expert=8), SUBJECT, today) == ()
