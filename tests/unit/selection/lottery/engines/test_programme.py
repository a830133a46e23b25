import numpy as np

from reviewhub.selection.lottery.engines.programme import Box, Columns, Programme


def test_columns_stand_one_after_the_other_by_row() -> None:
    columns = Columns.of([{2: 1.0, 0: 3.0}, {}, {1: 5.0}])
    assert columns.starts.tolist() == [0, 2, 2, 3]
    assert columns.rows.tolist() == [0, 2, 1]
    assert columns.values.tolist() == [3.0, 1.0, 5.0]
    assert len(columns) == 3


def test_a_box_is_a_copy_that_may_be_narrowed() -> None:
    programme = Programme(Columns.of([{0: 1.0}]), np.zeros(1), np.ones(1), np.ones(1), whole=True)
    box = Box.of(programme)
    box.most[0] = 0
    assert programme.most[0] == 1
