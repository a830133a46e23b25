"""Whole numbers in columns: exact to the last unit, wider than 64 bits where they must be."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.plugin.columns import all_given, half_up, length, nothing_given, whole, wide


@pytest.mark.parametrize(
    ("text", "units"), [("4.5", 45000), ("0.0001", 1), ("0.00001", None), ("1E+2", 10**6)]
)
def test_a_number_is_whole_in_its_units_or_none(text: str, units: int | None) -> None:
    assert whole(Decimal(text), 4) == units


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_halves_go_up_as_decimals_do(numerator: int, denominator: int) -> None:
    exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert half_up(np.array([numerator]), denominator).tolist() == [exact]


def test_a_column_is_widened_only_where_64_bits_are_too_few() -> None:
    column = np.array([10**18])
    assert wide(column, 4).dtype == np.int64
    assert (wide(column, 1000) * 1000).tolist() == [10**21]


def test_nothing_and_everything_given_have_the_columns_length() -> None:
    columns = {"a": np.array([1, 2, 3])}
    assert (length(columns), nothing_given(columns).given.any(), all_given(columns["a"]).given.all()) == (
        3,
        False,
        True,
    )
