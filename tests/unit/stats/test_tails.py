"""Published table values."""

import numpy as np
import pytest
from scipy import special

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


@pytest.mark.parametrize("df", [1, 4, 19, 60, 500])
@pytest.mark.parametrize("range_of_v", [(0.05, 3), (2, 100), (1, 1e6), (7, 7)])
def test_many_quantiles_with_broken_degrees_of_freedom_are_those_one_by_one(
    df: int, range_of_v: tuple[float, float]
) -> None:
    v = np.geomspace(*range_of_v, 1001)
    mine = tails.f_quantiles_between(np.full(v.shape, df), v)
    assert mine[0] == pytest.approx(special.fdtri(df, v, 0.975), rel=1e-11)
    assert mine[1] == pytest.approx(special.fdtri(v, df, 0.975), rel=1e-11)


def test_quantiles_are_given_place_by_place_and_none_for_nothing() -> None:
    forward, backward = tails.f_quantiles_between(np.array([5, 7, 5]), np.array([15.5, np.nan, 4.0]))
    assert forward[[0, 2]] == pytest.approx([tails.f_quantile(5, 15.5), tails.f_quantile(5, 4)])
    assert backward[[0, 2]] == pytest.approx([tails.f_quantile(15.5, 5), tails.f_quantile(4, 5)])
    assert np.isnan([forward[1], backward[1]]).all()


def test_whole_degrees_of_freedom_may_come_in_any_order() -> None:
    df1, df2 = np.array([5, 30, 5, 1]), np.array([15, 5, 15, 60])
    expected = [
        tails.f_quantile(5, 15),
        tails.f_quantile(30, 5),
        tails.f_quantile(5, 15),
        tails.f_quantile(1, 60),
    ]
    assert tails.f_quantiles(df1, df2).tolist() == expected


def test_tails_of_many_are_those_of_each() -> None:
    df = np.array([5, 7])
    assert tails.f_upper_tails(np.array([2.0, 3]), df, df + 3).tolist() == [
        tails.f_upper_tail(2, 5, 8),
        tails.f_upper_tail(3, 7, 10),
    ]
    assert tails.chi_square_upper_tails(np.array([2.0, 3]), df).tolist() == [
        tails.chi_square_upper_tail(2, 5),
        tails.chi_square_upper_tail(3, 7),
    ]


def test_t_place_by_place_is_t_one_by_one() -> None:
    assert tails.t_quantiles(np.array([6, 3, 6])).tolist() == [tails.t_quantile(df) for df in (6, 3, 6)]
    found = tails.t_two_sided_each(np.array([2.446912, -1.0, np.nan]), np.array([6, 3, 3]))
    assert found == pytest.approx([0.05, tails.t_two_sided(1, 3), np.nan], abs=1e-7, nan_ok=True)
