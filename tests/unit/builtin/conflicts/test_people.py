"""One's own project, and who only bears the name."""

from datetime import date

import pytest

from reviewhub.builtin.conflicts.people import register_conflict_rules
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.facts import Involved, Involvement, ScorerFacts, SubjectFacts
from reviewhub.domain.experts.identity import Person

APPLICANT = Person("马兰杰", code="530100-88", phone="139 8716 0001")
SUBJECT = SubjectFacts(
    "道路", 1, None, people=(Involved(APPLICANT, Involvement.APPLICANT, "involved_people:3"),)
)


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (Person("马某", phone="+8613987160001"), [("builtin.same_person", "block")]),
        (Person("马某", code="53010088"), [("builtin.same_person", "block")]),
        (Person("马 兰 杰"), [("builtin.namesake", "ask")]),
        (Person("马某", ("马兰杰",)), [("builtin.namesake", "ask")]),
        (Person("马兰"), []),
        (None, []),
    ],
)
def test_code_or_mobile_bars_and_a_name_alone_is_asked_about(
    person: Person | None, found: list[tuple[str, str]]
) -> None:
    scorer = ScorerFacts("马兰杰", (), person=person)
    hits = find_conflicts(register_conflict_rules(), scorer, SUBJECT, date(2026, 3, 15))
    assert [(hit.rule, hit.severity) for hit in hits] == found
