"""Bureau and unit count alike, and nothing is said before both spoke."""

from decimal import Decimal

from reviewhub.domain.commissioning.quality import SHARES, Side, overall


def test_the_total_is_that_of_both_rounded_half_up() -> None:
    assert overall({Side.BUREAU: Decimal("91.01"), Side.UNIT: Decimal("88.00")}) == Decimal("89.51")


def test_one_side_alone_gives_no_total() -> None:
    assert overall({Side.BUREAU: Decimal(90)}) is None
    assert overall({}) is None


def test_the_shares_make_a_whole() -> None:
    assert sum(SHARES.values()) == 1
