"""Limits on amounts: never more than before, sums that meet their limit, the same whoever computes."""

from decimal import Decimal
from random import Random

import pytest

from reviewhub.domain.whatif.limits import STEP, Amount, Limits, limited, spread

WAN = Decimal(10_000)


def wan(*amounts: str) -> list[Decimal]:
    return [Decimal(one) * WAN for one in amounts]


def test_no_limit_changes_nothing() -> None:
    amounts = [Amount(1, WAN, WAN), Amount(1, WAN, None)]
    assert limited(amounts, Limits()) == [WAN, None]
    assert Limits().are_off


def test_a_percentage_is_taken_off_every_amount_in_hundredths_of_wan() -> None:
    assert limited([Amount(1, *wan("100.33", "100.33"))], Limits(less=Decimal(5))) == wan("95.31")


def test_an_envelope_is_met_to_the_hundredth() -> None:
    amounts = [Amount(n, WAN, one) for n, one in enumerate(wan("10", "10", "10"))]
    assert limited(amounts, Limits(envelope=20 * WAN)) == wan("6.67", "6.67", "6.66")


def test_an_envelope_that_suffices_cuts_nothing() -> None:
    assert spread(wan("1.2345", "2"), 5 * WAN) == wan("1.2345", "2")


def test_a_department_gets_the_lower_of_its_share_and_its_ceiling() -> None:
    amounts = [Amount("a", *wan("60", "60")), Amount("a", *wan("40", "20")), Amount("b", *wan("50", "50"))]
    shared = Limits(share=Decimal(50), ceilings={"b": 10 * WAN})
    assert limited(amounts, shared) == wan("37.50", "12.50", "10")


def test_what_has_no_amount_yet_takes_no_part() -> None:
    amounts = [Amount(1, WAN, None), Amount(1, WAN, WAN)]
    assert limited(amounts, Limits(envelope=WAN / 2)) == [None, WAN / 2]


def test_nothing_to_spread_is_nothing() -> None:
    assert spread([], Decimal(0)) == []
    assert spread(wan("1", "3"), Decimal(0)) == [0, 0]


@pytest.mark.parametrize("seed", range(20))
def test_a_spread_meets_its_limit_and_raises_nobody(seed: int) -> None:
    dice = Random(seed)
    amounts = [dice.randrange(0, 500_000) * STEP for _ in range(40)]
    most = sum(amounts, Decimal(0)) * dice.randrange(0, 100) / 100 // STEP * STEP
    given = spread(amounts, most)
    assert sum(given, Decimal(0)) == most
    assert all(0 <= after <= before for before, after in zip(amounts, given, strict=True))
