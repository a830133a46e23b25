"""Offices, shares, and units that an expert avoids."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.offices import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import Related, Relation, ScorerFacts, SubjectFacts, Tie, TieKind

RELATED = tuple(Related(id_, f"单位{id_}", relation) for id_, relation in enumerate(Relation, 1))
UNIT, DEPARTMENT, PARENT, SUBSIDIARY, AGENCY = (one.organization for one in RELATED)
SUBJECT = SubjectFacts("道路", UNIT, DEPARTMENT, related=RELATED)
TODAY = date(2026, 3, 15)


def found(tie: Tie) -> list[tuple[str, str]]:
    scorer = ScorerFacts("马兰杰", (), ties=(tie,))
    return [
        (hit.rule, hit.severity) for hit in find_conflicts(register_conflict_rules(), scorer, SUBJECT, TODAY)
    ]


@pytest.mark.parametrize("kind", [TieKind.ADVISER, TieKind.DIRECTOR, TieKind.SUPERVISOR, TieKind.SHAREHOLDER])
def test_an_office_or_shares_bar_at_the_unit_and_the_agency_and_ask_around_them(kind: TieKind) -> None:
    wanted = {UNIT: "block", DEPARTMENT: "block", AGENCY: "block", PARENT: "ask", SUBSIDIARY: "ask"}
    assert {one: found(Tie(kind, organization=one)) for one in wanted} == {
        one: [("builtin.office", severity)] for one, severity in wanted.items()
    }


def test_an_office_counts_for_three_years_after_its_end() -> None:
    left, long_left = date(2024, 1, 1), date(2022, 1, 1)
    ties = [Tie(TieKind.DIRECTOR, organization=UNIT, until=until) for until in (left, long_left)]
    assert [bool(found(tie)) for tie in ties] == [True, False]


def test_an_avoided_unit_bars_as_long_as_it_is_declared() -> None:
    ended = Tie(TieKind.AVOIDED, organization=UNIT, until=date(2026, 3, 1))
    assert found(Tie(TieKind.AVOIDED, organization=UNIT)) == [("builtin.avoided_unit", "block")]
    assert found(Tie(TieKind.AVOIDED, organization=SUBSIDIARY)) == [("builtin.avoided_unit", "ask")]
    assert (found(ended), found(Tie(TieKind.AVOIDED, organization=9))) == ([], [])
