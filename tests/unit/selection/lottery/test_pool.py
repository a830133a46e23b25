import pytest

from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.values import Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("law f e1", "law m e2", "art f e3", "art f e1", "art m -", names="class gender employer")


def test_people_whom_the_rules_cannot_tell_apart_are_one_type() -> None:
    pool = pool_of(PEOPLE, Rules(2, (Quota("class", "law", 1, 1),)))
    assert pool.types == (("p0", "p1"), ("p2", "p3", "p4"))


def test_an_employer_of_one_person_tells_nobody_apart() -> None:
    pool = pool_of(PEOPLE, Rules(2, one_per=("employer",)))
    assert pool.types == (("p0", "p3"), ("p1", "p2", "p4"))
    assert [row.kind for row in pool.rows] == ["size", "one_per"]


def test_a_quota_that_cannot_be_broken_tells_nobody_apart_unless_all_rules_are_asked_for() -> None:
    rules = Rules(2, (Quota("gender", "f", 0, 2),))
    assert len(pool_of(PEOPLE, rules).types) == 1
    assert len(pool_of(PEOPLE, rules, whole=True).types) == 2


def test_the_matrix_says_which_row_counts_which_type() -> None:
    pool = pool_of(PEOPLE, Rules(2, (Quota("class", "law", 1, 1),)))
    assert pool.matrix.tolist() == [[1, 1], [1, 0]]
    assert [bound.tolist() for bound in pool.bounds] == [[2, 1], [2, 1]]
    assert pool.many.tolist() == [2, 3]
    assert pool.people == ("p0", "p1", "p2", "p3", "p4")


def test_the_sides_of_a_row_have_names() -> None:
    size, law = pool_of(PEOPLE, Rules(2, (Quota("class", "law", 0, 1),))).rows
    assert (size.lower.kind, size.upper.kind) == ("size", "size")
    assert (law.lower.kind, law.upper.kind, law.upper.limit) == ("least", "most", 1)


def test_two_people_under_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        pool_of([*PEOPLE, PEOPLE[0]], Rules(2))
