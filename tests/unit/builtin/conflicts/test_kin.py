"""Kin and close ties."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.kin import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import (
    Involved,
    Involvement,
    Related,
    Relation,
    ScorerFacts,
    SubjectFacts,
    Tie,
    TieKind,
)
from reviewhub.domain.experts.identity import Person

SUBJECT = SubjectFacts(
    "道路",
    1,
    None,
    related=(Related(1, "规划建设局", Relation.UNIT),),
    people=(
        Involved(Person("段永和"), Involvement.DESIGNED, "involved_people:1"),
        Involved(Person("李伟"), Involvement.RESPONSIBLE, "involved_people:2"),
    ),
)
KIN, CLOSE = TieKind.KIN, TieKind.CLOSE


@pytest.mark.parametrize(
    ("tie", "severity"),
    [
        (Tie(KIN, person="李 伟（局长）"), "block"),
        (Tie(KIN, person="李伟", organization=1), "block"),
        (Tie(KIN, person="李伟", organization=9), "ask"),
        (Tie(KIN, person="段永和"), "ask"),
        (Tie(KIN, organization=1), "ask"),
        (Tie(CLOSE, person="李伟"), "ask"),
        (Tie(CLOSE, organization=1), "ask"),
        (Tie(KIN, person="李伟丽"), ""),
        (Tie(KIN, organization=9), ""),
        (Tie(CLOSE, person="李伟", until=date(2025, 1, 1)), ""),
        (Tie(TieKind.ADVISER, organization=1), ""),
    ],
)
def test_kin_of_who_is_in_charge_bars_and_everything_nearby_is_asked_about(tie: Tie, severity: str) -> None:
    scorer = ScorerFacts("马兰杰", (), ties=(tie,))
    hits = find_conflicts(register_conflict_rules(), scorer, SUBJECT, date(2026, 3, 15))
    assert "".join(hit.severity for hit in hits) == severity
