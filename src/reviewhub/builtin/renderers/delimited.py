"""CSV that an office's spreadsheet opens with its characters right and runs nothing of."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import ReportRenderer, ReportTable

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


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
    """Offer the plain table."""
    return [Delimited()]
