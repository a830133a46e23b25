"""Workbooks with live formulas: every formula carries the value that it must come to."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reviewhub.files.packing.zipped import stored

SHEET_NAME: Final = 31
FIXED_DATE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no zones
_BOX: Final = {"border": 1, "valign": "vcenter"}
LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"valign": "top"},
    "label": {**_BOX, "bg_color": "#eef2f7"},
    "head": {**_BOX, "bold": True, "bg_color": "#eef2f7", "text_wrap": True, "align": "center"},
    "text": {**_BOX, "text_wrap": True},
    "typed": {**_BOX, "num_format": "0.00##", "bg_color": "#fff8e1"},
    "money": {**_BOX, "num_format": "#,##0.00", "bg_color": "#fff8e1"},
    "number": {**_BOX, "num_format": "#,##0.00##"},
    "computed": {**_BOX, "num_format": "#,##0.00", "bold": True},
    "count": {**_BOX, "num_format": "0"},
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in the language of spreadsheets, and the value it has with the numbers as they stand."""

    text: str
    value: Decimal | int | str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how it looks."""

    holds: Formula | Decimal | int | str
    look: str = "text"


Line = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: lines of cells from A1 on, the widths of the columns, how many lines stay in sight."""

    name: str
    lines: Sequence[Line]
    widths: Sequence[int]
    frozen: int = 0


def place(row: int, column: int, *, fixed: bool = False) -> str:
    """Name a cell as formulas do, both counted from 0: ``place(0, 1)`` is B1."""
    name: str = xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed)
    return name


def span(first: tuple[int, int], last: tuple[int, int], *, fixed: bool = False) -> str:
    """Name a rectangle of cells: ``span((0, 1), (2, 1))`` is B1:B3."""
    return f"{place(*first, fixed=fixed)}:{place(*last, fixed=fixed)}"


def write_book(sheets: Sequence[BookSheet]) -> bytes:
    """Write a workbook; the same sheets give the same bytes, on every machine."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": FIXED_DATE})
    book.set_calc_mode("auto")
    looks = {name: book.add_format(dict(look)) for name, look in LOOKS.items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:SHEET_NAME]), sheet, looks)
    book.close()
    return stored(out.getvalue())


def _write(into: Any, sheet: BookSheet, looks: Mapping[str, Any]) -> None:
    for column, width in enumerate(sheet.widths):
        into.set_column(column, column, width)
    for row, line in enumerate(sheet.lines):
        for column, cell in enumerate(line):
            if cell is not None:
                _put(into, (row, column), cell.holds, looks[cell.look])
    if sheet.frozen:
        into.freeze_panes(sheet.frozen, 0)
    into.fit_to_pages(1, 0)
    into.set_landscape()


def _put(into: Any, at: tuple[int, int], holds: Formula | Decimal | int | str, look: Any) -> None:
    if isinstance(holds, Formula):
        shown = float(holds.value) if isinstance(holds.value, Decimal) else holds.value
        into.write_formula(*at, f"={holds.text}", look, shown)
    elif isinstance(holds, str):
        into.write_string(*at, holds, look)
    else:
        into.write_number(*at, float(holds) if isinstance(holds, Decimal) else holds, look)
