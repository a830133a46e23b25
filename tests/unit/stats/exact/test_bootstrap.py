from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.stats.exact.bootstrap import exact_bootstrap

CUTOFFS = (90, 80, 60)


def enumerated(row: Sequence[int], cutoffs: Sequence[int]) -> list[float]:
    """Draw in every possible way."""
    k = len(row)
    found = Counter(sum(sum(draw) < cutoff * k for cutoff in cutoffs) for draw in product(row, repeat=k))
    return [float(Fraction(found[band], k**k)) for band in range(len(cutoffs) + 1)]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_the_convolution_equals_every_draw_counted(row: list[int]) -> None:
    assert exact_bootstrap(np.array([row]), CUTOFFS).tolist() == [enumerated(row, CUTOFFS)]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=15), st.integers(1, 7))
def test_order_and_unit_do_not_matter_and_chances_sum_to_one(row: list[int], scale: int) -> None:
    other = np.random.default_rng(len(row)).permutation(row) * scale
    found = exact_bootstrap(np.array([row]), (900, 800))
    again = exact_bootstrap(other[None, :], (900 * scale, 800 * scale))
    assert found == pytest.approx(again, abs=1e-13)
    assert found.sum() == pytest.approx(1)
    assert found.min() >= 0


def test_twelve_raters_are_still_counted_exactly() -> None:
    row = [0, 100, *[50] * 10]
    chances = exact_bootstrap(np.array([row]), (100,))
    assert chances[0, 0] == pytest.approx(12.0**-12, rel=1e-12)


def test_rows_of_different_length_stand_side_by_side() -> None:
    units = np.array([[91, 89, 0], [92, 88, 60], [0, 0, 0]])
    given_scores = np.array([[True, True, False], [True, True, True], [False, False, False]])
    chances = exact_bootstrap(units, CUTOFFS, given_scores)
    assert chances[0].tolist() == enumerated([91, 89], CUTOFFS)
    assert chances[1].tolist() == enumerated([92, 88, 60], CUTOFFS)
    assert np.isnan(chances[2]).all()


def test_equal_scores_are_certain_to_a_bootstrap() -> None:
    assert exact_bootstrap(np.array([[90, 90, 90]]), CUTOFFS).tolist() == [[1, 0, 0, 0]]


def test_a_grid_that_memory_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too fine"):
        exact_bootstrap(np.array([[0, 1, 10**12]]), [5])
