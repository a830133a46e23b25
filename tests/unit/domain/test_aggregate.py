"""A panel's points as a matrix: totals, means of criteria, and the panel without one."""

from decimal import Decimal

from reviewhub.domain.aggregate import Scores

D = Decimal
FULL = (D(40), D(60))


def test_a_row_is_totalled_on_the_full_marks() -> None:
    assert Scores.of(FULL, [(D(30), D(50))]).totals == (D("80.00"),)


def test_a_left_out_criterion_is_rescaled_and_never_zero() -> None:
    assert Scores.of(FULL, [(D(30), None)]).totals == (D("75.00"),)


def test_the_mean_of_a_criterion_is_over_who_scored_it() -> None:
    scores = Scores.of(FULL, [(D(30), None), (D(31), D(50))])
    assert scores.criterion_means() == (D("30.50"), D("50.00"))


def test_a_criterion_that_nobody_scored_has_no_mean() -> None:
    assert Scores.of(FULL, [(D(30), None), (D(31), None)]).criterion_means() == (D("30.50"), None)


def test_means_are_rounded_half_up() -> None:
    scores = Scores.of((D(1),), [(D("0.12"),), (D("0.13"),)])
    assert scores.criterion_means() == (D("0.13"),)


def test_leaving_one_expert_out_keeps_the_others_in_order() -> None:
    scores = Scores.of((D(100),), [(D(1),), (D(2),), (D(3),)])
    assert scores.without(1).totals == (D("1.00"), D("3.00"))
