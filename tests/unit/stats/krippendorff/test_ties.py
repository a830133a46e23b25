"""Sorted rows against counting one row after the other."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.krippendorff.ties import distinct, row_ranks, tied_squares
from reviewhub.stats.matrix import FloatArray, mid_ranks

rows_of_scores = st.tuples(st.integers(1, 4), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([np.nan, 0.0, 1.5, 7.0, 9.0]))
)


@given(rows_of_scores)
def test_ranks_are_those_of_each_row_alone(rows: FloatArray) -> None:
    for row, ranks in zip(rows, row_ranks(rows), strict=True):
        given_ones = ~np.isnan(row)
        assert np.array_equal(ranks[given_ones], mid_ranks(row[given_ones]))
        assert np.isnan(ranks[~given_ones]).all()


@given(rows_of_scores)
def test_ties_and_distinct_values_are_those_of_each_row_alone(rows: FloatArray) -> None:
    values, counts = distinct(rows)
    for place, row in enumerate(rows):
        counted = Counter(row[~np.isnan(row)].tolist())
        assert tied_squares(rows)[place] == sum(count**2 for count in counted.values())
        found = zip(values[place].tolist(), counts[place].tolist(), strict=True)
        assert {value: count for value, count in found if count} == counted
