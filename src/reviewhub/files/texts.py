"""The text of a document, page by page and paragraph by paragraph, for checks and comparisons."""

import json
from dataclasses import dataclass
from typing import Final, NoReturn

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.tables.cell import text_of
from reviewhub.files.apart import Broken, TooMuch, run_apart
from reviewhub.files.kinds import FileKind
from reviewhub.files.tables import Rows, read_table

MAX_SECONDS: Final = 60

_READERS: Final = {FileKind.PDF.media_type: "pdf", FileKind.DOCX.media_type: "docx"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``heading`` is 0 for body text and 1, 2 … for the level of a heading.

    A row of a table is one paragraph, its cells with tabs between.
    """

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page by its number from 1 on: a page of a PDF, what lies between two page breaks, or a sheet."""

    number: int
    paragraphs: tuple[Paragraph, ...]


def read_text(data: bytes, media_type: str) -> tuple[Page, ...]:
    """Read what a PDF, DOCX or XLSX says; pictures, and pages that were scanned, say nothing.

    A Word document knows no pages but those between explicit breaks; a workbook has a page for every sheet.
    Headings are told by style, or by their Chinese or decimal numbering.

    Raises
    ------
    Invalid
        With one problem whose code names the remedy: ``document.broken``, ``document.password``,
        ``document.unreadable`` (more text, time or memory than any report needs), or a code of
        :func:`~reviewhub.files.tables.read_table`.

    """
    if media_type == FileKind.XLSX.media_type:
        return _sheets(data)
    if media_type not in _READERS:
        return ()
    try:
        answer = json.loads(
            run_apart("reviewhub.files.reading.child", [_READERS[media_type]], data, MAX_SECONDS)
        )
    except TooMuch:
        _refuse("document.unreadable")
    except Broken:
        _refuse("document.broken")
    if "error" in answer:
        _refuse(answer["error"])
    return tuple(
        Page(number, tuple(Paragraph(text, heading) for text, heading in page))
        for number, page in enumerate(answer["pages"], 1)
    )


def _sheets(data: bytes) -> tuple[Page, ...]:
    try:
        sheets = read_table(data, "").sheets
    except Invalid as error:
        if error.code == "file.empty":
            return ()
        raise
    return tuple(Page(number, _rows(rows)) for number, rows in enumerate(sheets.values(), 1))


def _rows(rows: Rows) -> tuple[Paragraph, ...]:
    lines = ("\t".join(text_of(cell) for cell in row).rstrip("\t") for row in rows)
    return tuple(Paragraph(line) for line in lines if line.strip())


def _refuse(code: str) -> NoReturn:
    raise Invalid([Problem("file", code)], code)
