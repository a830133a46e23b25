"""How numbers of statistics look in a table: three decimals, an interval, a p value; nothing as a dash."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

LEAST_P: Final = 0.0001


def number(value: object) -> Decimal | str:
    """Give a number as it is printed, so that a spreadsheet can calculate with it, or a dash.

    >>> number(0.81), number(None)
    (Decimal('0.810'), '—')
    """
    return Decimal(f"{value:.3f}") if isinstance(value, float | int) else "—"


def span(low: object, high: object) -> str:
    r"""Print an interval, or nothing; the minus is the typographic one, which no spreadsheet calculates.

    >>> span(-0.5, 0.75), span(None, 1.0)
    ('−0.50\xa0…\xa00.75', '')
    """
    if not (isinstance(low, float) and isinstance(high, float)):
        return ""
    return f"{low:.2f}\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}{high:.2f}".replace("-", "−")


def probability(value: object) -> str:
    """Print a p value, or nothing.

    >>> probability(0.0312), probability(1e-7), probability(None)
    ('0.0312', '<0.0001', '')
    """
    if not isinstance(value, float):
        return ""
    return "<0.0001" if value < LEAST_P else f"{value:.4f}"


def percent(value: object) -> Decimal | str:
    """Give a share in percent, or a dash.

    >>> percent(0.546875), percent(None)
    (Decimal('54.7'), '—')
    """
    return Decimal(f"{100 * value:.1f}") if isinstance(value, float | int) else "—"


def column(value: object, length: int) -> Sequence[object]:
    """Give one value a place; all missing where there is no list."""
    return value if isinstance(value, Sequence) else [None] * length
