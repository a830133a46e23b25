"""From two parts to a coefficient and its error."""

import numpy as np
import pytest

from reviewhub.stats.categories.parts import Corrected, Part


def part(value: float) -> Part:
    return Part(np.array([value]), np.array([[0.1, -0.1]]))


def test_a_coefficient_is_the_share_of_what_chance_leaves() -> None:
    found = Corrected(part(0.8), part(0.5), np.array([2.0]))
    assert (found.agreed, found.values) == pytest.approx((0.8, 0.6))
    # Both parts move by 0.1: (0.1 - 0.4 * 0.1)/0.5 for each of two targets.
    assert found.errors == pytest.approx(np.sqrt(2 * 0.12**2 / 2))


def test_where_chance_agrees_fully_there_is_nothing_to_share() -> None:
    found = Corrected(part(1), part(1 - 1e-15), np.array([2.0]))
    assert np.isnan([found.values, found.errors]).all()


def test_one_target_has_no_error() -> None:
    assert np.isnan(Corrected(part(0.8), part(0.5), np.array([1.0])).errors).all()
