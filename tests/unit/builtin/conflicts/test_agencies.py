"""Experts on an agency's payroll, and one agency two years running."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.agencies import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import (
    EarlierAgency,
    Employment,
    Related,
    Relation,
    ScorerFacts,
    SubjectFacts,
)

AGENCY = 6
TODAY = date(2026, 3, 15)
SUBJECT = SubjectFacts("道路", 1, None, related=(Related(AGENCY, "滇衡", Relation.AGENCY),), year=2026)


@pytest.mark.parametrize(
    ("until", "current", "severity"),
    [
        (None, True, "block"),
        (date(2024, 5, 1), False, "block"),
        (None, False, "ask"),
        (date(2020, 1, 1), False, ""),
    ],
)
def test_the_agency_s_staff_of_the_last_three_years_is_barred(
    until: date | None, current: bool, severity: str
) -> None:
    scorer = ScorerFacts("马兰杰", (Employment(AGENCY, "滇衡", until, current),))
    hits = find_conflicts(register_conflict_rules(), scorer, SUBJECT, TODAY)
    assert "".join(hit.severity for hit in hits) == severity


@pytest.mark.parametrize(("years", "asked"), [((2025, 2025), 1), ((2024,), 0), ((2026,), 0)])
def test_the_year_before_is_asked_about_once(years: tuple[int, ...], asked: int) -> None:
    earlier = tuple(EarlierAgency(AGENCY, year, "commissions:1") for year in years)
    subject = SubjectFacts("道路", 1, None, agencies=earlier, year=2026)
    scorer = ScorerFacts("滇衡", (Employment(AGENCY, "滇衡", None, current=True),), agency=AGENCY)
    assert len(find_conflicts(register_conflict_rules(), scorer, subject, TODAY)) == asked
