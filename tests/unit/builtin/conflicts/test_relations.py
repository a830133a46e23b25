"""Employers above and below the unit."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.relations import register_conflict_rules
from reviewhub.domain.conflicts.conflict import Severity, find_conflicts
from reviewhub.domain.conflicts.facts import Employment, Related, Relation, ScorerFacts, SubjectFacts

UNIT, PARENT, SUBSIDIARY = 1, 2, 3
SUBJECT = SubjectFacts(
    "门诊楼",
    UNIT,
    None,
    related=(
        Related(UNIT, "附属医院", Relation.UNIT),
        Related(PARENT, "春城大学", Relation.PARENT),
        Related(SUBSIDIARY, "医学中心", Relation.SUBSIDIARY),
    ),
)
TODAY = date(2026, 3, 15)


def severities(organization: int, until: date | None, *, current: bool) -> list[Severity]:
    job = Employment(organization, "某单位", until, current, "employments:4")
    hits = find_conflicts(register_conflict_rules(), ScorerFacts("马兰杰", (job,)), SUBJECT, TODAY)
    assert {hit.record for hit in hits} <= {"employments:4"}
    return [hit.severity for hit in hits]


@pytest.mark.parametrize("organization", [PARENT, SUBSIDIARY])
def test_who_works_above_or_below_the_unit_is_barred_and_who_left_is_asked_about(organization: int) -> None:
    assert severities(organization, None, current=True) == [Severity.BLOCK]
    assert severities(organization, date(2025, 1, 1), current=False) == [Severity.ASK]
    assert severities(organization, None, current=False) == [Severity.ASK]
    assert severities(organization, date(2020, 1, 1), current=False) == []


def test_the_unit_itself_is_the_matter_of_another_rule() -> None:
    assert severities(UNIT, None, current=True) == []
