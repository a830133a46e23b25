"""In order of points under an envelope: musts first, what does not fit is passed over, ties are named."""

from decimal import Decimal

from reviewhub.domain.budget.ranking import (
    Candidate,
    Chosen,
    Limits,
    Wish,
    Worth,
    fen,
    in_order,
    wish_problems,
)


def task(number: int, points: int, cost: int, wish: Wish = Wish.FREE, department: int = 1) -> Candidate:
    return Candidate(number, number, points, cost, department, wish)


def test_the_highest_points_come_first_and_what_does_not_fit_is_passed_over() -> None:
    given = [task(1, 80, 50), task(2, 90, 60), task(3, 85, 50), task(4, 70, 40)]
    chosen = in_order(given, Limits(100))
    assert chosen == Chosen(frozenset({2, 4}), 160, 100)


def test_musts_are_taken_first_and_the_excluded_never() -> None:
    given = [task(1, 95, 60, Wish.OUT), task(2, 50, 70, Wish.MUST), task(3, 90, 40), task(4, 60, 30)]
    assert in_order(given, Limits(100)).tasks == {2, 4}


def test_a_ceiling_passes_over_a_department_and_no_envelope_takes_the_rest() -> None:
    given = [task(1, 95, 60), task(2, 90, 60), task(3, 80, 60, department=2)]
    assert in_order(given, Limits(None, {1: 100})).tasks == {1, 3}


def test_of_equal_points_the_smaller_amount_goes_first_and_both_sides_are_a_tie() -> None:
    given = [task(1, 90, 60), task(2, 90, 50), task(3, 80, 10)]
    chosen = in_order(given, Limits(70))
    assert (chosen.tasks, chosen.ties) == ({2, 3}, {1, 2})


def test_musts_alone_can_exceed_a_limit() -> None:
    given = [task(1, 90, 1_500_000, Wish.MUST), task(2, 90, 1_000_000, Wish.MUST, 2)]
    problems = wish_problems(given, Limits(2_000_000, {1: 1_000_000}), {1: "水务局"})
    assert [(one.code, one.values) for one in problems] == [
        ("ranking.musts_exceed", {"over": "0.50"}),
        ("ranking.musts_exceed_ceiling", {"over": "0.50", "department": "水务局"}),
    ]
    assert wish_problems(given, Limits(None), {}) == []


def test_worth_is_points_or_points_times_money_and_yuan_are_whole_fen() -> None:
    one = task(1, 90, 60)
    assert (one.worth(Worth.POINTS), one.worth(Worth.MONEY)) == (90, 5400)
    assert fen(Decimal("12.34")) == 1234
