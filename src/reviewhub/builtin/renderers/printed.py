"""PDF for paper: A4 with the margins and type sizes of official documents (GB/T 9704)."""

import json
from collections.abc import Sequence
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import ReportRenderer, ReportTable

FONTS: Final = "pylopdf_fonts_zh_cn"
LAYOUT: Final = Path(__file__).with_name("printed.typ")
WIDE: Final = 8  # from this many columns on, the sheet lies across
SHORT: Final = 6  # a column of short words is as wide as they are; longer ones share what is left
LONGEST_WEIGHT: Final = 24
LONG_HEAD: Final = 20  # the head of a column of numbers that may take as much room as it likes
NOTHING: Final = (None, "", "—")


class Printed:
    """PDF with its own fonts; users' text goes in as data and is never read as markup."""

    key = "builtin.pdf"
    suffix = "pdf"
    media_type = "application/pdf"

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        """Typeset every table from a page of its own on; the same tables give the same bytes."""
        import typst  # noqa: PLC0415 -- the compiler takes a moment to load, and few requests print

        data = json.dumps({"tables": [_plain(table) for table in tables]}, ensure_ascii=False)
        with resources.as_file(resources.files(FONTS)) as fonts:
            printed: bytes = typst.compile(
                str(LAYOUT),
                format="pdf",
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                sys_inputs={"data": data},
            )
        return printed


def _plain(table: ReportTable) -> dict[str, Any]:
    numeric = [_is_numeric(table, column) for column in range(len(table.header))]
    return {
        "title": table.title,
        "facts": [list(fact) for fact in table.facts],
        "heading": table.heading,
        "wide": len(table.header) >= WIDE,
        "header": list(table.header),
        "numeric": numeric,
        "weights": [
            0 if number and len(table.header[place]) <= LONG_HEAD else _weight(table, place)
            for place, number in enumerate(numeric)
        ],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "notes": [note.split("\n") for note in table.notes],
        "figures": [list(figure) for figure in table.figures],
    }


def _is_numeric(table: ReportTable, column: int) -> bool:
    cells = [row[column] for row in table.rows if row[column] not in NOTHING]
    return bool(cells) and all(isinstance(cell, Decimal | int) for cell in cells)


def _weight(table: ReportTable, column: int) -> int:
    longest = max(len(str(cell)) for cell in (table.header[column], *(row[column] for row in table.rows)))
    return 0 if longest <= SHORT else min(longest, LONGEST_WEIGHT)


def _text(cell: object) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    return "" if cell is None else str(cell)


@hookimpl
def register_report_renderers() -> list[ReportRenderer]:
    """Offer the printed form."""
    return [Printed()]
