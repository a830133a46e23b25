"""What the facts themselves can tell: windows of time, relations, and who is who through the whole table."""

from dataclasses import replace
from datetime import date

import pytest

from reviewhub.builtin.conflicts.offices import Office
from reviewhub.builtin.conflicts.people import Namesake, SamePerson
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
    ended_within,
)
from reviewhub.domain.experts.identity import Person
from reviewhub.domain.organizations.bodies import Bodies, Entered
from unit.domain.conflicts.variants import Variant, variants

TODAY = date(2026, 3, 15)
RULES = (Office(), SamePerson(), Namesake())
# Every organisation of the table as a row; two rows of one credit code, two with former names.
FORMER = {"规划建设局": ("城乡建设局",)}
CODES = {"水务局": "11530100015125555X", "市水务集团筹备处": "１１５３０１０００１５１２５５５５x"}
KNOWN = list(dict.fromkeys(one.known for one in variants("organization")))
ROWS = [Entered(id_, name, FORMER.get(name, ()), CODES.get(name, "")) for id_, name in enumerate(KNOWN, 1)]
ROWS.append(Entered(99, "市水务集团筹备处", ("水利局",), CODES["市水务集团筹备处"]))
BODIES = Bodies(ROWS)


def found(one: Variant) -> bool:
    """Tell whether the rules find a tie between a scorer as known and a project as written."""
    if one.kind == "organization":
        unit = BODIES.find(one.known)
        assert unit is not None
        tie = Tie(TieKind.ADVISER, organization=BODIES.find(one.written), organization_name=one.written)
        subject = SubjectFacts("道路", unit, None, related=(Related(unit, one.known, Relation.UNIT),))
        scorer = ScorerFacts("专家", (), ties=(tie,))
    else:
        field = {"person": "name", "code": "code", "phone": "phone"}[one.kind]
        known, written = (
            replace(Person(alone), **{field: text})  # type: ignore[arg-type]  # one of three texts
            for alone, text in (("专家甲", one.known), ("负责乙", one.written))
        )
        subject = SubjectFacts("道路", 1, None, people=(Involved(written, Involvement.RESPONSIBLE, ""),))
        scorer = ScorerFacts("专家", (), person=known)
    return bool(find_conflicts(RULES, scorer, subject, TODAY))


@pytest.mark.parametrize("one", variants(), ids=lambda one: f"{one.written}-{one.why}")
def test_every_way_of_writing_is_caught_and_no_other_body_or_person_is(one: Variant) -> None:
    assert found(one) is (one.same == "yes")


def test_the_table_has_sixty_ways_of_writing_and_thirty_near_misses() -> None:
    every = [one.same for one in variants()]
    assert (every.count("yes") >= 60, every.count("no") >= 30) == (True, True)


@pytest.mark.parametrize(("until", "within"), [(date(2023, 4, 30), True), (date(2023, 3, 31), False)])
def test_years_are_counted_in_whole_months(until: date, within: bool) -> None:
    assert ended_within(until, TODAY, 3) is within


def test_a_tie_without_an_end_counts_and_one_that_ended_counts_for_its_years() -> None:
    lasting, ended = Tie(TieKind.KIN), Tie(TieKind.ADVISER, until=date(2025, 1, 31))
    assert (lasting.counts(TODAY), ended.counts(TODAY, 3), ended.counts(TODAY)) == (True, True, False)


def test_a_project_is_known_by_the_id_of_any_year_or_by_its_name() -> None:
    subject = SubjectFacts("果林路管网改造", 1, None, projects=frozenset({4, 9}))
    ties = [
        Tie(TieKind.TOOK_PART, project=9),
        Tie(TieKind.TOOK_PART, project=5),
        Tie(TieKind.TOOK_PART, project_name="果林路 管网改造"),
        Tie(TieKind.TOOK_PART),
    ]
    assert [subject.is_project(tie) for tie in ties] == [True, False, True, False]
