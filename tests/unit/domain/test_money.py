"""Exact yuan inside, 万元 with two decimals on paper."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.money import UNITS, in_wan, print_wan, round_half_up


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("1", "1.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, rounded: str) -> None:
    assert str(round_half_up(Decimal(value))) == rounded


def test_places_can_be_chosen() -> None:
    assert round_half_up(Decimal("2.5"), 0) == Decimal(3)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_rounding_moves_by_half_a_fen_at_most_and_twice_is_once(value: Decimal) -> None:
    once = round_half_up(value)
    assert abs(once - value) <= Decimal("0.005")
    assert round_half_up(once) == once


@pytest.mark.parametrize(
    ("yuan", "printed"), [("91047100", "9104.71"), ("50", "0.01"), ("49.99", "0.00"), ("0", "0.00")]
)
def test_yuan_are_printed_in_wan(yuan: str, printed: str) -> None:
    assert print_wan(Decimal(yuan)) == printed


def test_the_units_are_ten_thousand_apart() -> None:
    assert {name: in_wan(yuan) for name, yuan in UNITS.items()} == {
        "元": Decimal("0.00"),
        "万元": Decimal("1.00"),
        "亿元": Decimal("10000.00"),
    }
