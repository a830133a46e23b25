import pytest

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.explaining import Clashes, explained, least_change, sides
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Bound, Change, Infeasible, Quota, Rules
from unit.selection.lottery.made import people_of

PEOPLE = people_of("finance a", "finance a", "finance b", "field a", "field b", names="class employer")
SIZE = Bound("size", limit=3)


def infeasible(rules: Rules) -> Infeasible:
    with pytest.raises(Infeasible) as caught:
        solve(PEOPLE, rules)
    return caught.value


@pytest.mark.parametrize(
    ("quota", "conflict", "changes"),
    [
        (Quota("class", "field", 3, 3), [Bound("least", "class", "field", 3)], [2]),
        (Quota("class", "music", 1, 3), [Bound("least", "class", "music", 1)], [0]),
        (
            Quota("class", "field", 2, 1),
            [Bound("least", "class", "field", 2), Bound("most", "class", "field", 1)],
            None,
        ),
        (Quota("class", "finance", -1, -1), [Bound("most", "class", "finance", -1)], None),
    ],
    ids=["more than there are", "of whom there is none", "least above most", "less than none"],
)
def test_a_quota_that_cannot_be_kept_is_named_alone(
    quota: Quota, conflict: list[Bound], changes: list[int] | None
) -> None:
    error = infeasible(Rules(3, (quota, Quota("employer", "a", 0, 3))))
    assert list(error.conflict) == conflict
    assert changes is None or [change.limit for change in error.relaxation] == changes


def test_a_panel_larger_than_the_pool_is_named_by_its_size() -> None:
    error = infeasible(Rules(7, (Quota("class", "field", 0, 7),)))
    assert error.conflict == (Bound("size", limit=7),)
    assert error.relaxation == (Change(Bound("size", limit=7), 5),)


def test_quotas_that_ask_for_more_than_the_panel_holds_are_named_with_its_size() -> None:
    quotas = (Quota("class", "finance", 2, 3), Quota("class", "field", 2, 3), Quota("employer", "a", 0, 3))
    error = infeasible(Rules(3, quotas))
    assert set(error.conflict) == {
        SIZE,
        Bound("least", "class", "finance", 2),
        Bound("least", "class", "field", 2),
    }
    assert [abs(change.limit - change.bound.limit) for change in error.relaxation] == [1]


def test_one_to_an_employer_is_named_as_the_rule_it_is_and_no_number_of_it_is_changed() -> None:
    error = infeasible(Rules(3, one_per=("employer",)))
    assert set(error.conflict) == {SIZE, Bound("one_per", "employer")}
    assert error.relaxation == (Change(SIZE, 2),)


def test_the_smallest_of_two_conflicts_is_named() -> None:
    quotas = (
        Quota("class", "finance", 2, 2),
        Quota("class", "field", 2, 2),
        Quota("employer", "b", 3, 3),
    )
    assert infeasible(Rules(3, quotas)).conflict == (Bound("least", "employer", "b", 3),)


def test_the_least_change_makes_a_panel_possible() -> None:
    rules = Rules(3, (Quota("class", "finance", 0, 0), Quota("employer", "a", 2, 3)))
    pool = pool_of(PEOPLE, rules, whole=True)
    changes = least_change(pool, engine_of("scipy"))
    assert sum(abs(change.limit - change.bound.limit) for change in changes) == 1


def test_every_side_of_every_rule_can_be_dropped() -> None:
    rules = Rules(3, (Quota("class", "finance", 4, 5),), ("employer",))
    pool = pool_of(PEOPLE, rules, whole=True)
    kinds = sorted(bound.kind for bound, _, _ in sides(pool))
    assert kinds == ["least", "most", "one_per", "one_per", "size", "size"]
    assert Clashes(pool, engine_of("auto")).dropped([]) is not None


def test_both_engines_explain_alike() -> None:
    rules = Rules(3, (Quota("class", "finance", 2, 3), Quota("class", "field", 2, 3)))
    first, second = (explained(PEOPLE, rules, engine_of(solver)) for solver in ("scipy", "highspy"))
    assert (first.conflict, first.relaxation) == (second.conflict, second.relaxation)
