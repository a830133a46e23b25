"""Sums of many targets at once."""

import numpy as np
import pytest

from reviewhub.stats.krippendorff.sums import BLOCK, UnitSums, blocks, pairable_sizes, row_sums


def test_slices_cover_everything_once_and_a_large_thing_has_its_own() -> None:
    assert [(part.start, part.stop) for part in blocks(2, 2 * BLOCK)] == [(0, 1), (1, 2)]
    assert sum(part.stop - part.start for part in blocks(1000, 777)) == 1000


def test_one_score_makes_no_pair() -> None:
    scores = np.array([[[1, 2, np.nan], [np.nan, 3, np.nan], [1, 2, 3]]])
    assert pairable_sizes(scores).tolist() == [[2, 0, 3]]


def test_targets_without_a_pair_add_nothing() -> None:
    scores = np.array([[[5, 7, np.nan], [np.nan, 300, np.nan]]])
    sums = UnitSums.of(scores, pairable_sizes(scores))
    assert (sums.sums.tolist(), sums.squares.tolist(), sums.within.tolist()) == ([[2, 0]], [[4, 0]], [[4, 0]])


def test_a_matrix_larger_than_a_block_has_the_sums_of_its_parts() -> None:
    scores = np.random.default_rng(3).integers(0, 9, (1, BLOCK // 4, 5)).astype(float)
    scores[0, 0, 0] = 0
    sums = UnitSums.of(scores, pairable_sizes(scores))
    assert row_sums(sums.squares) == pytest.approx((scores**2).sum())


def test_far_from_zero_the_digits_are_kept() -> None:
    near, far = np.array([[[1.0, 2], [3, 5], [2, 2]]]), np.array([[[1.0, 2], [3, 5], [2, 2]]]) + 1e9
    observed, expected = UnitSums.of(far, pairable_sizes(far)).parts()
    assert (observed, expected) == UnitSums.of(near, pairable_sizes(near)).parts()
