"""Amounts of money as offices type them, and the unit they are in."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from reviewhub.domain.money import UNITS
from reviewhub.domain.tables.cell import Cell, fold, text_of

MAX_YUAN: Final = Decimal(10) ** 14
"""No budget line reaches 100 万亿元; a larger one means a wrong unit."""

# Not NFKC: it would also turn ① and ² into digits.
_HALF_WIDTH: Final = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_CURRENCY: Final = re.compile(r"^(?:[¥￥]|RMB|CNY)\s*", re.IGNORECASE)
_PLAIN: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_UNIT: Final = re.compile(r"(?:人民币)?([^\W\d]*?[十百千万亿]*元)$")
BRACKETS: Final = re.compile(r"[(\[【〔<{]([^)\]】〕>}]*)[)\]】〕>}]")
_YEAR: Final = re.compile(r"^(?:19|20)[0-9]{2}年度?")
_UNIT_LINE: Final = re.compile(r"单位[:为]?(?:人民币)?[(]?([十百千万亿美欧日港]*元)")
# Excel shows 15 significant digits; what a formula leaves beyond them (497578.63999999996) is noise.
_AS_EXCEL_SHOWS: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)


def read_amount(cell: Cell) -> Decimal:
    """Read a number that is not blank, in the unit of its column.

    Accepts numbers, and text with thousands commas, full-width digits, ￥ and surrounding spaces.
    Refuses exponents, underscores, NaN and whatever else ``Decimal`` alone would take.

    Raises
    ------
    ValueError
        ``amount.unreadable`` or ``amount.negative``, the code of the problem.

    """
    value = cell if isinstance(cell, Decimal) else _from_text(cell)
    if value is None or not value.is_finite():
        raise ValueError("amount.unreadable")
    if value < 0:
        raise ValueError("amount.negative")
    return _AS_EXCEL_SHOWS.plus(value) if isinstance(cell, Decimal) else value


def _from_text(cell: Cell) -> Decimal | None:
    if not isinstance(cell, str):
        return None
    if len(cell.strip().splitlines()) > 1:
        return None  # two amounts in one cell, which would join to one of far more digits
    plain = _CURRENCY.sub("", text_of(cell.translate(_HALF_WIDTH)))
    return Decimal(plain.replace(",", "")) if _PLAIN.fullmatch(plain) else None


def split_unit(title: str) -> tuple[str, str]:
    """Split a column title into its folded words and the unit it names ("" when it names none).

    ``金额（万元）``, ``金额(单位：万元)``, ``金额/万元`` and ``金额万元`` all give ``("金额", "万元")``;
    other bracketed remarks are split off as well.
    """
    folded = fold(title)
    for inside in BRACKETS.findall(folded):
        unit = _unit_of(inside)
        if unit:
            return _words(BRACKETS.sub("", folded)), unit
    base = BRACKETS.sub("", folded)
    bare = re.search(r"[/,:、-]?(?:单位[:]?)?([十百千万亿]*元)$", base)
    return (_words(base[: bare.start()]), bare.group(1)) if bare else (_words(base), "")


def _unit_of(inside: str) -> str:
    found = _UNIT.search(inside.removeprefix("单位").lstrip(":"))
    return found.group(1) if found else ""


def _words(base: str) -> str:
    plain = base.strip("*:/,、-").removeprefix("其中").lstrip(":")
    return _YEAR.sub("", plain) or plain


def unit_in_line(line: str) -> str:
    """Give the money unit declared above a table (单位：万元, or a title's （万元）), else ""."""
    folded = fold(line)
    declared = _UNIT_LINE.findall(folded) or [u for u in map(_unit_of, BRACKETS.findall(folded)) if u]
    return "、".join(dict.fromkeys(declared))


def yuan_per(unit: str) -> Decimal | None:
    """Give how many yuan one of ``unit`` is; None when it is not 元, 万元 or 亿元."""
    return UNITS.get(unit)
