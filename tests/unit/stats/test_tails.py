"""Published table values."""

import numpy as np
import pytest

from reviewhub.stats import tails


def test_the_t_quantile_is_the_table_value() -> None:
    assert tails.t_quantile(6) == pytest.approx(2.446912, abs=1e-6)


def test_the_f_quantile_is_the_table_value() -> None:
    assert tails.f_quantile(5, 15) == pytest.approx(3.576415, abs=1e-6)


def test_the_upper_tail_of_f_undoes_its_quantile() -> None:
    assert tails.f_upper_tail(tails.f_quantile(5, 15), 5, 15) == pytest.approx(0.025, rel=1e-10)


def test_the_chi_square_tail_is_the_table_value() -> None:
    assert tails.chi_square_upper_tail(5.991465, 2) == pytest.approx(0.05, abs=1e-7)


def test_chi_square_at_a_chance_is_the_table_value() -> None:
    assert tails.chi_square_at(np.array([0.05, 0.5]), 2) == pytest.approx([5.991465, 1.386294], abs=1e-6)


@pytest.mark.parametrize("t", [2.446912, -2.446912])
def test_two_sided_t_does_not_care_for_the_sign(t: float) -> None:
    assert tails.t_two_sided(t, 6) == pytest.approx(0.05, abs=1e-7)


def test_half_of_t_lies_below_zero() -> None:
    assert tails.t_lower_tail(0, 6) == 0.5
