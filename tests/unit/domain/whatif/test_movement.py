"""Adding up moves: grades by pair, yuan gained and lost apart, what becomes open or settled."""

from decimal import Decimal

from reviewhub.domain.grade import Band
from reviewhub.domain.whatif.movement import Move, Side, cut_rate, movement
from reviewhub.domain.words import Words

GOOD = Band("good", Words("良", "Good"), Decimal(80))
FAIR = Band("fair", Words("中", "Fair"), Decimal(60))


def side(grade: Band | None, amount: int | None) -> Side:
    return Side(grade.lower if grade else None, grade, None if amount is None else Decimal(amount))


def test_a_move_is_still_only_while_grade_and_amount_are() -> None:
    assert Move(side(GOOD, 5), side(GOOD, 5)).is_still
    assert not Move(side(GOOD, 5), side(GOOD, 6)).is_still
    assert not Move(side(GOOD, 5), side(None, 5)).is_still


def test_moves_add_up_by_direction() -> None:
    found = movement(
        [
            Move(side(GOOD, 10), side(FAIR, None)),
            Move(side(GOOD, 10), side(GOOD, 4)),
            Move(side(FAIR, None), side(GOOD, 7)),
            Move(side(GOOD, 1), side(GOOD, 3)),
        ]
    )
    assert (found.tasks, found.regraded) == (4, 2)
    assert found.grades == {("good", "fair"): 1, ("good", "good"): 2, ("fair", "good"): 1}
    assert (found.before, found.after, found.gained, found.lost) == (21, 14, 2, 6)
    assert (found.opened, found.opened_yuan, found.settled, found.net) == (1, 10, 1, -4)


def test_the_rate_of_the_goal_review_of_2021_is_8_11_percent() -> None:
    assert cut_rate([(Decimal(4975786400), Decimal(4572301400))]) == Decimal("8.11")  # 40 348.50 万元 cut


def test_the_rate_leaves_out_what_is_undecided_and_needs_something_asked() -> None:
    assert cut_rate([(Decimal(10), Decimal(9)), (Decimal(90), None)]) == Decimal("10.00")
    assert cut_rate([]) is None
    assert cut_rate([(Decimal(0), Decimal(0))]) is None
