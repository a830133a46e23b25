"""Limits by leaving out; the values themselves are checked in ``test_krippendorff``."""

import numpy as np

from reviewhub.stats.krippendorff.jackknife import limits, ranked_left_out


def test_two_targets_are_too_few() -> None:
    low, high = limits(np.array([0.5]), np.array([[0.4, 0.6]]), np.full((1, 2), 3.0))
    assert np.isnan([low, high]).all()


def test_targets_without_a_pair_do_not_enter() -> None:
    values, sizes = np.array([0.5]), np.array([[3.0, 3, 3, 0]])
    with_gap = limits(values, np.array([[0.4, 0.6, 0.5, np.nan]]), sizes)
    assert with_gap == limits(values, np.array([[0.4, 0.6, 0.5]]), sizes[:, :3])


def test_the_upper_limit_is_cut_at_full_agreement() -> None:
    assert limits(np.array([0.9]), np.array([[0.5, 0.99, 0.9]]), np.full((1, 3), 2.0))[1] == [1]


def test_few_and_many_targets_have_no_ordinal_limits() -> None:
    assert np.isnan(ranked_left_out(np.ones((1, 2, 2)), np.full((1, 2), 2.0))).all()
