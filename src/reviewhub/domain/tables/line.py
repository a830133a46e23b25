"""One line under the header: typed reading of its cells, with a problem for each that cannot be read."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.tables.amount import MAX_YUAN, read_amount
from reviewhub.domain.tables.cell import Cell, Row, fault_of, fold, is_blank, text_of
from reviewhub.domain.tables.header import Header
from reviewhub.domain.tables.parsed import place
from reviewhub.domain.words import shown

EXACT_IN_EXCEL: Final = Decimal(10) ** 15
"""Excel keeps 15 significant digits: a longer code typed as a number has lost its tail."""

_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_MONTH: Final = re.compile(
    r"((?:19|20)[0-9]{2})\s?(?:年|[-/.])\s?(1[0-2]|0?[1-9])(?:月|[-/.月][0-3]?[0-9]日?(?:[ T][0-9:.]+)?)?"
)
_LIST_MARKS: Final = re.compile("[、,，;；\n]+")


class Line:
    """One line of the sheet; each reading method notes a problem at ``row N / title`` instead of raising."""

    def __init__(self, header: Header, row: int, cells: Row) -> None:
        self.header = header
        self.row = row
        self.cells = cells
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def cell(self, key: str) -> Cell:
        """Give the raw cell of a known column; None when the column or the cell is absent."""
        position = self.header.positions.get(key)
        return self.cells[position] if position is not None and position < len(self.cells) else None

    def refuse(self, key: str, code: str, **values: str | int) -> None:
        """Note a problem in this line at the column ``key``."""
        self.problems.append(Problem(place(self.row, self.header.title(key)), code, _short(values)))

    def warn(self, key: str, code: str, **values: str | int) -> None:
        """Note something that a person should look at, at the column ``key``."""
        self.warnings.append(Problem(place(self.row, self.header.title(key)), code, _short(values)))

    def glance(self, key: str) -> str:
        """Give a cell as one line of text, whatever it holds, and note no problem."""
        cell = self.cell(key)
        return "" if is_blank(cell) else text_of(cell)

    def text(self, key: str, *, required: bool = False) -> str:
        """Give a cell as one line of text; "" when nothing is there, with a problem if it is required."""
        cell = self.cell(key)
        if is_blank(cell):
            if required:
                self.refuse(key, "table.value_missing")
            return ""
        return "" if self._refused(key, cell) else text_of(cell)

    def code(self, key: str, *, required: bool = False) -> str:
        """Give an identifying code as text; one that the spreadsheet has rounded is a problem."""
        cell = self.cell(key)
        if isinstance(cell, Decimal) and cell >= EXACT_IN_EXCEL:
            self.refuse(key, "table.code_rounded", value=text_of(cell))
            return ""
        return self.text(key, required=required)

    def amount(self, key: str, *, required: bool = False) -> Decimal | None:
        """Give an amount in yuan, whole fen; None when blank or unreadable.

        What is finer than a fen is rounded half up, with a warning that says both figures.
        """
        cell = self.cell(key)
        if is_blank(cell):
            if required:
                self.refuse(key, "amount.missing")
            return None
        if self._refused(key, cell):
            return None
        try:
            exact = read_amount(cell) * self.header.units[key]
        except ValueError as fault:
            self.refuse(key, str(fault), value=text_of(cell))
            return None
        if exact > MAX_YUAN:
            self.refuse(key, "amount.too_large", value=text_of(cell))
            return None
        yuan = round_half_up(exact)
        if yuan != exact:
            self.warn(key, "amount.rounded_to_fen", value=text_of(cell), yuan=f"{yuan:f}")
        return yuan

    def _refused(self, key: str, cell: Cell) -> bool:
        """Refuse an error of the spreadsheet, which stands for a text as little as for a number."""
        fault = fault_of(cell)
        if fault:
            self.refuse(key, fault, value=text_of(cell))
        return bool(fault)

    def whole(self, key: str) -> int | None:
        """Give a whole number from 0; None when blank or not one."""
        text = fold(self.text(key))
        if text and not _WHOLE.fullmatch(text):
            self.refuse(key, "table.not_a_whole_number", value=text)
            return None
        return int(text) if text else None

    def choice(self, key: str, choices: Sequence[str], *, required: bool = False) -> str:
        """Give one of ``choices`` (a trailing 类 or 专家 is tolerated); "" when blank or none of them."""
        text = self.text(key, required=required)
        chosen = text.removesuffix("专家").removesuffix("类")
        if text and chosen not in choices:
            self.refuse(key, "table.not_a_choice", value=text, choices="、".join(choices))
            return ""
        return chosen

    def listed(self, key: str) -> tuple[str, ...]:
        """Give the parts of a cell that lists several things, split at 、 , ; and line breaks."""
        cell = self.cell(key)
        if is_blank(cell) or self._refused(key, cell):
            return ()
        raw = cell if isinstance(cell, str) else text_of(cell)
        return tuple(part for part in map(text_of, _LIST_MARKS.split(raw)) if part)


def _short(values: dict[str, str | int]) -> dict[str, str | int]:
    """Shorten what a cell said; a message is no place for a novel."""
    return {**values, "value": shown(str(values["value"]))} if "value" in values else values


def first_words(cells: Row) -> str:
    """Give the first text of a line, to tell a person which line is meant."""
    return next((text_of(cell) for cell in cells if text_of(cell)), "")[:40]


def read_month(text: str) -> dt.date | None:
    """Read ``2020-11``, ``2020.11``, ``2020年11月`` or a full date as the first day of its month."""
    found = _MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return dt.date(int(found.group(1)), int(found.group(2)), 1) if found else None
