"""XLSX: numbers are numbers, text is never a formula."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import ReportRenderer, ReportTable

SHEET_NAME: Final = 31
FIRST_WIDE: Final = 0x2E80  # from here on, letters take two columns
NARROWEST: Final = 8
WIDEST: Final = 48
FIXED_DATE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no zones
LOOKS: Final = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#eef2f7", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "body": {"border": 1, "text_wrap": True, "valign": "top"},
    "number": {"border": 1, "num_format": "#,##0.00", "valign": "top"},
    "strong": {"bold": True},
    "plain": {},
}


class Workbook:
    """XLSX, one sheet a table; numbers are numbers and text is never a formula."""

    key = "builtin.xlsx"
    suffix = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        """Write a workbook; the same tables give the same bytes."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(
            out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        book.set_properties({"created": FIXED_DATE})
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        for name, table in zip(_sheet_names(tables), tables, strict=True):
            _write_sheet(book.add_worksheet(name), table, looks)
        book.close()
        return out.getvalue()


def _write_sheet(sheet: Any, table: ReportTable, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, table.title, looks["title"])
    line = 1
    for label, value in table.facts:
        sheet.write_string(line, 0, label)
        sheet.write_string(line, 1, value)
        line += 1
    if table.heading:
        sheet.write_string(line, 0, table.heading, looks["strong"])
        line += 1
    line = _write_rows(sheet, line, table, looks)
    for style, text in _note_lines(table.notes):
        sheet.write_string(line, 0, text, looks[style])
        line += 1
    for column in range(len(table.header)):
        sheet.set_column(column, column, _width(table, column))


def _write_rows(sheet: Any, line: int, table: ReportTable, looks: dict[str, Any]) -> int:
    """Write header and rows from a line on; gives the line below."""
    if not table.header:
        return line
    for column, heading in enumerate(table.header):
        sheet.write_string(line, column, heading, looks["head"])
    sheet.freeze_panes(line + 1, 0)
    for row in table.rows:
        line += 1
        for column, cell in enumerate(row):
            _write_cell(sheet, (line, column), cell, looks)
    return line + 1


def _write_cell(sheet: Any, at: tuple[int, int], cell: object, looks: dict[str, Any]) -> None:
    if isinstance(cell, Decimal):
        sheet.write_number(*at, float(cell), looks["number"])
    elif isinstance(cell, int) and not isinstance(cell, bool):
        sheet.write_number(*at, cell, looks["body"])
    else:
        sheet.write_string(*at, "" if cell is None else str(cell), looks["body"])


def _note_lines(notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for note in notes:
        first, *others = note.split("\n")
        yield ("strong" if others else "plain"), first
        yield from (("plain", other) for other in others)


def _sheet_names(tables: Sequence[ReportTable]) -> Iterator[str]:
    """Name the sheets after their tables as far as the format allows; a name used twice gets a number."""
    used: set[str] = set()
    for number, table in enumerate(tables, start=1):
        plain = "".join("_" if letter in "[]:*?/\\'" else letter for letter in table.title)
        name = plain[:SHEET_NAME] or str(number)
        if name.casefold() in used:
            name = f"{name[: SHEET_NAME - 4]}-{number}"
        used.add(name.casefold())
        yield name


def _width(table: ReportTable, column: int) -> int:
    cells = [table.header[column], *(str(row[column]) for row in table.rows if column < len(row))]
    longest = max(sum(2 if ord(letter) >= FIRST_WIDE else 1 for letter in cell) for cell in cells)
    return min(max(longest + 2, NARROWEST), WIDEST)


@hookimpl
def register_report_renderers() -> list[ReportRenderer]:
    """Offer the workbook."""
    return [Workbook()]
