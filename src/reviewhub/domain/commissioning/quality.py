"""How good an agency's work was: the bureau and the evaluated unit fill in one sheet each, and both count."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from reviewhub.domain.money import round_half_up

TEMPLATE: Final = "agency-quality-jiading"


class Side(StrEnum):
    """Who judges the work."""

    BUREAU = "bureau"
    UNIT = "unit"


SHARES: Final[Mapping[Side, Decimal]] = {Side.BUREAU: Decimal("0.5"), Side.UNIT: Decimal("0.5")}
"""Both count alike: no published rule says otherwise (示例)."""


def overall(totals: Mapping[Side, Decimal]) -> Decimal | None:
    """Give the total of both sheets, to two decimals half up; None until both are in."""
    if set(totals) != set(SHARES):
        return None
    return round_half_up(sum((SHARES[side] * total for side, total in totals.items()), Decimal(0)))
