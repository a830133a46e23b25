"""Ties that the imported data can show: the employer now, and within three years."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.employers import register_conflict_rules
from reviewhub.domain.conflicts.conflict import ConflictOfInterest, Severity, find_conflicts
from reviewhub.domain.conflicts.facts import Employment, ScorerFacts, SubjectFacts
from reviewhub.domain.words import Reason

UNIT, DEPARTMENT, ELSEWHERE = 1, 2, 3
SUBJECT = SubjectFacts("道路建设", UNIT, DEPARTMENT)
TODAY = date(2026, 3, 15)
RULES = register_conflict_rules()


def hits(*jobs: Employment, subject: SubjectFacts = SUBJECT) -> list[ConflictOfInterest]:
    return list(find_conflicts(RULES, ScorerFacts("马兰杰", jobs), subject, TODAY))


def left(until: date | None, organization: int = UNIT) -> Employment:
    return Employment(organization, "规划建设局", until, current=False)


@pytest.mark.parametrize("organization", [UNIT, DEPARTMENT])
def test_who_works_for_the_unit_or_its_department_is_barred(organization: int) -> None:
    (hit,) = hits(Employment(organization, "规划建设局", None, current=True))
    reason = Reason("conflict.employer", {"expert": "马兰杰", "organization": "规划建设局"})
    assert hit == ConflictOfInterest("builtin.employer", "1", Severity.BLOCK, reason)


@pytest.mark.parametrize(
    ("until", "barred"),
    [
        (date(2026, 3, 1), True),
        (date(2023, 4, 30), True),
        (date(2023, 3, 31), False),
        (date(2020, 1, 1), False),
    ],
)
def test_three_years_are_counted_in_whole_months(until: date, barred: bool) -> None:
    assert bool(hits(left(until))) is barred


def test_the_fact_names_organisation_and_month() -> None:
    (hit,) = hits(left(date(2024, 5, 31)))
    assert hit.reason == Reason(
        "conflict.former_employer", {"expert": "马兰杰", "organization": "规划建设局", "until": "2024-05"}
    )


def test_an_unknown_end_asks_the_officer_to_look() -> None:
    (hit,) = hits(left(None))
    assert (hit.severity, hit.reason.code) == (Severity.ASK, "conflict.former_employer_unknown")


def test_other_employers_are_no_tie() -> None:
    assert (
        hits(Employment(ELSEWHERE, "春城大学", None, current=True), left(date(2026, 1, 31), ELSEWHERE)) == []
    )


def test_a_project_without_department_is_compared_by_its_unit_only() -> None:
    alone = SubjectFacts("道路建设", UNIT, None)
    assert hits(Employment(DEPARTMENT, "市政局", None, current=True), subject=alone) == []
