"""A hand in the project, and an earlier review of it."""

from datetime import date

from reviewhub.builtin.conflicts.participation import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import (
    Related,
    Relation,
    ScorerFacts,
    Served,
    SubjectFacts,
    Tie,
    TieKind,
)

SUBJECT = SubjectFacts(
    "果林路管网改造",
    1,
    None,
    related=(Related(1, "规划建设局", Relation.UNIT),),
    projects=frozenset({7, 8}),
    kind="key_evaluation",
    year=2026,
)
TODAY = date(2026, 3, 15)


def found(*ties: Tie, served: tuple[Served, ...] = ()) -> list[tuple[str, str]]:
    scorer = ScorerFacts("马兰杰", (), ties=ties, served=served)
    hits = find_conflicts(register_conflict_rules(), scorer, SUBJECT, TODAY)
    return [(hit.reason.code, hit.severity) for hit in hits]


def test_a_part_in_the_project_of_any_year_bars() -> None:
    assert found(Tie(TieKind.TOOK_PART, project=8)) == [("conflict.took_part", "block")]
    assert found(Tie(TieKind.TOOK_PART, project_name="果林路管网改造 ")) == [("conflict.took_part", "block")]


def test_work_for_the_unit_without_a_project_is_asked_about_and_another_project_is_no_tie() -> None:
    assert found(Tie(TieKind.TOOK_PART, organization=1)) == [("conflict.took_part_of_unit", "ask")]
    assert found(Tie(TieKind.TOOK_PART, organization=1, project_name="公厕提升")) == []
    assert found(Tie(TieKind.ADVISER, organization=1)) == []


def test_an_earlier_review_is_asked_about_and_the_same_review_done_anew_is_not() -> None:
    before = Served(7, "上年", "key_evaluation", 2025, "assignments:1")
    other_kind = Served(8, "事前", "prior_assessment", 2026, "assignments:2")
    anew = Served(8, "重做", "key_evaluation", 2026, "assignments:3")
    elsewhere = Served(9, "上年", "key_evaluation", 2025, "assignments:4")
    hits = found(served=(before, other_kind, anew, elsewhere))
    assert hits == [("conflict.earlier_review", "ask")] * 2
