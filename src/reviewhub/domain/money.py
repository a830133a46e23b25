"""Money is exact yuan inside and 万元 with two decimals on paper."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

FEN: Final = Decimal("0.01")
YUAN_PER_WAN: Final = Decimal(10_000)
UNITS: Final = {"元": Decimal(1), "万元": YUAN_PER_WAN, "亿元": Decimal(100_000_000)}


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round as offices do (四舍五入): a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_wan(yuan: Decimal) -> Decimal:
    """Convert yuan to 万元, rounded half up to two decimals as tables print it."""
    return round_half_up(yuan / YUAN_PER_WAN)


def print_wan(yuan: Decimal) -> str:
    """Print yuan as plain 万元 digits with two decimals: ``9104.71``."""
    return f"{in_wan(yuan):f}"
