"""Word documents as tables and sentences; what is laid out, drawn or linked is not looked at."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from reviewhub.domain.tables.cell import Rows
from reviewhub.files.packages import check_package, refuse

MAX_TEXT: Final = 30 * 1024 * 1024
"""Bytes of the part that holds the text: a report of thousands of pages has less."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART: Final = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordText:
    """Tables in their order, and the paragraphs that stand outside of them."""

    tables: tuple[Rows, ...]
    paragraphs: tuple[str, ...]


def read_word(data: bytes) -> WordText:
    """Read a .docx whose kind was told by its content.

    A cell merged downwards is repeated, as the table means it; one merged to the right stands once. Raises
    :class:`Invalid` with ``document.broken``, ``document.bomb`` and the other codes of ``check_package``.
    """
    if _PART not in check_package(data):
        refuse("document.broken")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo(_PART).file_size > MAX_TEXT:
            refuse("document.bomb")
        part = archive.read(_PART)
    try:
        root = ET.fromstring(part)  # noqa: S314 -- check_package refuses what brings a document type
    except ET.ParseError:
        refuse("document.broken")
    body = root.find(f"{_W}body")
    if body is None:
        return WordText((), ())
    tables = tuple(_rows(table) for table in body.iter(f"{_W}tbl"))
    paragraphs = tuple(text for one in body.findall(f"{_W}p") if (text := _text(one)))
    return WordText(tables, paragraphs)


def _rows(table: ET.Element) -> Rows:
    rows: list[list[str | None]] = []
    for row in table.findall(f"{_W}tr"):
        rows.append(list(_cells(row, rows[-1] if rows else [])))
    return rows


def _cells(row: ET.Element, above: list[str | None]) -> Iterator[str | None]:
    column = 0
    for cell in row.findall(f"{_W}tc"):
        width = _width(cell)
        yield (above[column] if column < len(above) else None) if _continues(cell) else _content(cell)
        yield from [None] * (width - 1)
        column += width


def _width(cell: ET.Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    given = "1" if span is None else span.get(f"{_W}val", "1")
    return min(int(given), 63) if given.isdecimal() and int(given) else 1


def _continues(cell: ET.Element) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _content(cell: ET.Element) -> str | None:
    return "\n".join(text for one in cell.findall(f"{_W}p") if (text := _text(one))) or None


def _text(paragraph: ET.Element) -> str:
    parts = (one.text or "" if one.tag == f"{_W}t" else " " for one in paragraph.iter() if one.tag in _SHOWN)
    return "".join(parts).strip()


_SHOWN: Final = frozenset({f"{_W}t", f"{_W}tab", f"{_W}br"})
