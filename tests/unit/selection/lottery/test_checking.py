import pytest

from reviewhub.selection.lottery.checking import InvalidPanel, check, faults_of
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("finance f", "finance m", "field m", "field -", names="class employer")
KNOWN = {person.id: person for person in PEOPLE}
RULES = Rules(3, (Quota("class", "finance", 1, 1),), ("employer",))


def test_a_valid_panel_breaks_nothing() -> None:
    assert faults_of(("p0", "p2", "p3"), KNOWN, RULES) == []


@pytest.mark.parametrize(
    ("panel", "fault"),
    [
        (("p0", "p3"), "2 people, not 3"),
        (("p0", "p1", "p3"), "class finance: 2, not 1 to 1"),
        (("p1", "p2", "p3"), "employer m more than once"),
        (("p0", "p2", "p2"), "p2 twice"),
        (("p0", "p3", "x"), "x is not among the people"),
    ],
)
def test_every_broken_rule_is_named(panel: tuple[str, ...], fault: str) -> None:
    assert fault in faults_of(panel, KNOWN, RULES)


def test_people_without_an_employer_may_sit_together() -> None:
    people = people_of("- a", "- b", names="employer name")
    assert faults_of(("p0", "p1"), {one.id: one for one in people}, Rules(2, one_per=("employer",))) == []


def test_no_panel_that_breaks_a_rule_gets_through() -> None:
    with pytest.raises(InvalidPanel, match="p0, p1, p3: class finance"):
        check([("p0", "p2", "p3"), ("p0", "p1", "p3")], PEOPLE, RULES)
