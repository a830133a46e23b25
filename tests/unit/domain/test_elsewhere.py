from decimal import Decimal

from reviewhub.domain.elsewhere import Elsewhere, SealedTask, SealedTasks

TASKS = SealedTasks(
    [
        SealedTask(3, frozenset({1}), {"a": Decimal(80), "b": Decimal(70), "d": Decimal(60)}),
        SealedTask(1, frozenset({1}), {"a": Decimal(90), "c": Decimal(85)}),
        SealedTask(2, frozenset({2}), {"a": Decimal(10), "e": Decimal(20)}),
        SealedTask(4, frozenset({1, 2}), {"b": Decimal(50)}),
    ]
)


def test_it_has_a_row_an_expert_and_one_a_colleague_and_the_tasks_of_the_panel_in_their_order() -> None:
    assert TASKS.elsewhere(3, [1], ["b", "a", "d"]) == Elsewhere(
        experts=((None, Decimal(50)), (Decimal(90), None), (None, None)), colleagues=((Decimal(85), None),)
    )


def test_tasks_of_other_panels_are_not_told() -> None:
    assert TASKS.elsewhere(2, [2], ["a", "e"]) == Elsewhere(((None,), (None,)), ((Decimal(50),),))


def test_without_other_tasks_there_are_rows_without_columns() -> None:
    assert TASKS.elsewhere(9, [7], ["a"]) == Elsewhere(((),), ())


def test_without_an_expert_the_colleagues_stay() -> None:
    both = Elsewhere(((Decimal(1),), (Decimal(2),)), ((Decimal(3),),))
    assert both.without(0) == Elsewhere(((Decimal(2),),), ((Decimal(3),),))
