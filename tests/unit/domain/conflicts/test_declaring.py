"""What a declaration must say, and what cannot be."""

from datetime import date

import pytest

from reviewhub.domain.conflicts.declaring import NewObjection, NewPerson, NewTie

TODAY = date(2026, 3, 15)


def told(new: NewTie) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in new.problems()]


@pytest.mark.parametrize(
    ("new", "problems"),
    [
        (NewTie("friend"), [("kind", "tie.kind_missing")]),
        (NewTie("adviser", person="李某"), [("organization", "tie.organization_missing")]),
        (NewTie("avoided", organization="水务局"), []),
        (NewTie("kin", person="李某"), []),
        (NewTie("close"), [("person", "tie.person_missing")]),
        (NewTie("took_part", person="李某"), [("project", "tie.project_missing")]),
        (NewTie("took_part", project="果林路"), []),
        (NewTie("kin", person="李" * 81), [("person", "answer.too_long")]),
    ],
)
def test_a_tie_names_what_it_is_to(new: NewTie, problems: list[tuple[str, str]]) -> None:
    assert told(new) == problems


def test_a_tie_does_not_end_before_it_begins() -> None:
    tie = NewTie("kin", person="李某", since=date(2026, 3, 1), until=date(2026, 2, 1))
    assert told(tie) == [("until", "tie.ends_before_start")]


def test_an_objection_has_an_expert_grounds_and_a_day_that_came() -> None:
    paths = [one.path for one in NewObjection(None, "", date(2026, 3, 16)).problems(TODAY)]
    assert (paths, list(NewObjection(1, "诉讼", TODAY).problems(TODAY))) == (
        ["expert", "grounds", "received_on"],
        [],
    )


def test_a_person_has_a_part_and_a_name() -> None:
    assert [one.path for one in NewPerson("boss", "", "1" * 41).problems()] == ["part", "name", "code"]
    assert list(NewPerson("planned", "李某").problems()) == []
