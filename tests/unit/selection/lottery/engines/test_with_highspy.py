import numpy as np
import pytest

from reviewhub.selection.lottery.engines.programme import Box, Columns, Programme
from reviewhub.selection.lottery.engines.with_highspy import HighspyEngine

# x + y <= 3.5, y - x >= -1; the first pays more.
COLUMNS = Columns.of([{0: 1.0, 1: -1.0}, {0: 1.0, 1: 1.0}])
LOWER, UPPER, MOST = np.array([0.0, -1.0]), np.array([3.5, 9.0]), np.array([9.0, 9.0])
GAINS = np.array([2.0, 1.0])


def programme(*, whole: bool) -> Programme:
    return Programme(COLUMNS, LOWER, UPPER, MOST, whole)


def test_amounts_and_prices_are_those_of_the_optimum() -> None:
    found = HighspyEngine().model(programme(whole=False)).best(GAINS)
    assert found is not None
    assert found.amounts.tolist() == pytest.approx([2.25, 1.25])
    assert (found.gain, found.prices.tolist()) == (pytest.approx(5.75), pytest.approx([1.5, -0.5]))


def test_whole_numbers_are_whole() -> None:
    found = HighspyEngine().model(programme(whole=True)).best(GAINS)
    assert found is not None
    assert found.amounts.tolist() == pytest.approx([2, 1])


@pytest.mark.parametrize("whole", [True, False])
def test_a_question_may_narrow_the_bounds_and_the_next_has_its_own(whole: bool) -> None:
    model = HighspyEngine().model(programme(whole=whole))
    shut = Box(np.zeros(2), np.zeros(2), np.array([1.0, -1.0]), UPPER)
    assert model.best(GAINS, shut) is None
    assert model.best(GAINS) is not None


def test_shares_lift_the_least_and_settled_types_keep_their_floor() -> None:
    master = HighspyEngine().master(2)
    master.add(np.array([[1.0, 0.0], [0.0, 0.5]]))
    first = master.solve()
    assert (first.least, first.shares.tolist()) == (pytest.approx(1 / 3), pytest.approx([1 / 3, 2 / 3]))
    assert (first.prices.tolist(), first.ceiling) == (pytest.approx([1 / 3, 2 / 3]), pytest.approx(1 / 3))
    master.settle({0: 0.5})
    assert master.solve().least == pytest.approx(0.25)


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    HighspyEngine().model(programme(whole=True)).best(GAINS)
    assert capfd.readouterr() == ("", "")
