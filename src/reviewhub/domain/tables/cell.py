"""One cell of a sheet, and the two ways of reading it as text: as written, and folded for comparing."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, TypeAlias

Cell: TypeAlias = str | Decimal | dt.date | None
Row: TypeAlias = Sequence[Cell]
Rows: TypeAlias = Sequence[Row]

MARKS_OF_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "–", "/", "无"})
UNCOMPUTED: Final = "#未计算"
"""What a reader of workbooks gives for a formula whose result the file does not hold."""

# Signs of no width, marks that turn the reading direction, and controls.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_ERROR: Final = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE
)
_WRAPPED: Final = re.compile(r"\s*[\r\n]+\s*")
_SPACES: Final = re.compile(r"\s+")


def text_of(cell: Cell) -> str:
    """Give a cell as the text a person sees: one line, no invisible characters, numbers in plain digits.

    A line break inside a cell only wraps a narrow column, so it joins; other white space becomes one blank.
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    joined = _WRAPPED.sub("", _INVISIBLE.sub("", cell).strip())
    return _SPACES.sub(" ", joined).strip()


def fold(text: str) -> str:
    """Bring a text to the form in which titles and names are compared: NFKC, lower case, no white space."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def fault_of(cell: Cell) -> str:
    """Give the code of the problem when a cell holds an error or a formula without its result, else ""."""
    if not isinstance(cell, str):
        return ""
    if cell == UNCOMPUTED:
        return "table.formula_uncomputed"
    return "table.cell_error" if _ERROR.fullmatch(cell.strip()) else ""


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or holds only a mark that offices write for "nothing" (—, /, 无)."""
    return cell is None or (isinstance(cell, str) and text_of(cell) in MARKS_OF_NOTHING)
