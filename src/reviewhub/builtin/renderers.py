"""File formats of reports: XLSX and CSV (PDF beside them); what looks like a formula stays text."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import ReportRenderer, ReportTable

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SHEET_NAME: Final = 31
FIRST_WIDE: Final = 0x2E80  # from here on, letters take two columns
FIXED_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


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
        book.set_properties({"created": FIXED_DATE.replace(tzinfo=None)})
        for table in tables:
            _write_sheet(book, table)
        book.close()
        return out.getvalue()


def _write_sheet(book: Any, table: ReportTable) -> None:
    sheet = book.add_worksheet(_sheet_name(table.title))
    bold = book.add_format(
        {"bold": True, "bg_color": "#eef2f7", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    title = book.add_format({"bold": True, "font_size": 14})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    number = book.add_format({"border": 1, "num_format": "#,##0.00", "valign": "top"})
    sheet.write_string(0, 0, table.title, title)
    line = 1
    for label, value in table.facts:
        sheet.write_string(line, 0, label)
        _write_cell(sheet, line, 1, value, None)
        line += 1
    for column, heading in enumerate(table.header):
        sheet.write_string(line, column, heading, bold)
    sheet.freeze_panes(line + 1, 0)
    for row in table.rows:
        line += 1
        for column, cell in enumerate(row):
            _write_cell(sheet, line, column, cell, number if isinstance(cell, Decimal) else body)
    for note in table.notes:
        line += 1
        sheet.write_string(line, 0, note)
    for column in range(len(table.header)):
        sheet.set_column(column, column, _width(table, column))


def _write_cell(sheet: Any, line: int, column: int, cell: Any, style: Any) -> None:
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        sheet.write_number(line, column, float(cell), style)
    else:
        sheet.write_string(line, column, "" if cell is None else str(cell), style)


def _sheet_name(title: str) -> str:
    return "".join("_" if letter in "[]:*?/\\'" else letter for letter in title)[:SHEET_NAME] or "1"


def _width(table: ReportTable, column: int) -> int:
    cells = [table.header[column], *(str(row[column]) for row in table.rows if column < len(row))]
    longest = max(sum(2 if ord(letter) >= FIRST_WIDE else 1 for letter in cell) for cell in cells)
    return min(max(longest + 2, 8), 48)


class Delimited:
    """CSV with a byte order mark, so that an office's Excel opens it with its characters right."""

    key = "builtin.csv"
    suffix = "csv"
    media_type = "text/csv; charset=utf-8"

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        """Write header and rows of every table; facts and notes are for people and stay out."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        for table in tables:
            writer.writerow([_inert(heading) for heading in table.header])
            writer.writerows([_inert(cell) for cell in row] for row in table.rows)
        return out.getvalue().encode("utf-8-sig")


def _inert(cell: object) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


@hookimpl
def register_report_renderers() -> list[ReportRenderer]:
    """Offer the formats offices exchange."""
    return [Workbook(), Delimited()]
