from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from reviewhub.stats.exact.leaving import leave_one_out

CUTOFFS = (90, 80, 60)


def band(scores: Sequence[int]) -> int:
    mean = Fraction(sum(scores), len(scores))
    return sum(mean < cutoff for cutoff in CUTOFFS)


@given(arrays(np.int64, (3, 4), elements=st.integers(50, 100)), arrays(np.bool_, (3, 4)))
def test_every_band_is_that_of_the_exact_mean(units: NDArray[np.int64], present: NDArray[np.bool_]) -> None:
    left = leave_one_out(units, CUTOFFS, present)
    for target, (row, there) in enumerate(zip(units.tolist(), present.tolist(), strict=True)):
        scores = [score for score, here in zip(row, there, strict=True) if here]
        assert left.bands[target] == (band(scores) if scores else -1)
        for rater in range(4):
            others = [row[other] for other in range(4) if there[other] and other != rater]
            expected = band(others) if there[rater] and others else -1
            assert left.without[target, rater] == expected


def test_a_mean_of_exactly_the_cutoff_reaches_it() -> None:
    units = np.array([[8807, 9187, 9172, 8465, 9369]])
    assert leave_one_out(units, [9000, 8000]).bands.tolist() == [0]
    assert np.mean([88.07, 91.87, 91.72, 84.65, 93.69]) < 90


def test_without_the_only_rater_there_is_no_change_to_speak_of() -> None:
    left = leave_one_out(np.array([[95, 0]]), CUTOFFS, np.array([[True, False]]))
    assert (left.bands.tolist(), left.changes.any()) == ([0], False)


def test_cutoffs_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="the highest first"):
        leave_one_out(np.array([[95]]), [60, 90])
