"""Tables from outside: .xlsx, .xls and CSV by content, bounded before anything parses them."""

import codecs
import contextlib
import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.tables.cell import Cell, text_of
from reviewhub.files.workbook import MAX_ROWS

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_PARTS: Final = 5_000
MAX_SECONDS: Final = 60

Rows = tuple[tuple[Cell, ...], ...]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_CHUNK: Final = 1024 * 1024
# The record FILEPASS follows the first record BOF, with at most WRITEPROTECT between.
_XLS_PASSWORD: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_KINDS_OF_ZIP: Final = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.bin": "xlsb",
}
_KINDS_OF_BYTES: Final = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
}
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP: Final = re.compile(
    r"\s*<(?:!doctype|html|head|body|table|meta|\?xml|svg|style|div|!--)", re.IGNORECASE
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_DELIMITERS: Final = (",", ";", "\t")
_SAMPLE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Table:
    """A file's sheets by name in their order, and the rows of the first visible one that has any.

    ``unread`` names the other visible sheets that hold something.

    Row 1 of the spreadsheet is ``rows[0]``. Numbers are the shortest decimal that prints the same.
    """

    rows: Rows
    sheet: str
    sheets: Mapping[str, Rows]
    unread: tuple[str, ...] = ()

    def left_out(self) -> tuple[Problem, ...]:
        """Say of every sheet in ``unread`` that it was not read, for a person to look at."""
        return tuple(
            Problem(f"sheet {name}", "table.sheet_unread", {"sheet": self.sheet}) for name in self.unread
        )


def read_table(data: bytes, filename: str) -> Table:
    """Read a table whose type is told by its content; ``filename`` only names it to people.

    Raises
    ------
    Invalid
        With one problem whose code names the remedy: ``file.empty``, ``file.too_large`` (bytes, unpacked
        bytes or memory), ``file.too_many_rows``, ``file.damaged``, ``file.password``, ``file.not_a_table``
        (with the kind that was ``found``), ``file.encoding``, ``file.quotes``.

    """
    if not data.strip():
        _refuse(filename, "file.empty")
    if len(data) > MAX_BYTES:
        _refuse(filename, "file.too_large", limit_mb=MAX_BYTES // 1024**2)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        _check_zip(data, filename)
        return _workbook(data, filename)
    if data.startswith(_OLE):
        _check_ole(data, filename)
        return _workbook(data, filename)
    return _csv(data, filename)


def _refuse(filename: str, code: str, **values: str | int) -> NoReturn:
    raise Invalid([Problem(f"file {filename}", code, values)], code=code)


def _check_zip(data: bytes, filename: str) -> None:
    """Inflate every part into nothing, counting, because the directory may lie about the size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_kind({part.filename for part in parts}, filename)
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                _refuse(filename, "file.too_large", limit_mb=MAX_UNPACKED // 1024**2)
            _inflate(archive, parts, filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        _refuse(filename, "file.damaged")


def _check_kind(names: set[str], filename: str) -> None:
    if "xl/workbook.xml" in names:
        return
    kind = next((kind for name, kind in _KINDS_OF_ZIP.items() if name in names), "zip")
    _refuse(filename, "file.not_a_table", found="ods" if "content.xml" in names else kind)


def _inflate(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], filename: str) -> None:
    unpacked = 0
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    _refuse(filename, "file.too_large", limit_mb=MAX_UNPACKED // 1024**2)


def _check_ole(data: bytes, filename: str) -> None:
    if _ENCRYPTED_PACKAGE in data or _XLS_PASSWORD.search(data):
        _refuse(filename, "file.password")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        _refuse(
            filename, "file.not_a_table", found="doc" if "WordDocument".encode("utf-16-le") in data else "ole"
        )


def _workbook(data: bytes, filename: str) -> Table:
    """Let a child process parse, so that a hostile file takes down that and not the server."""
    command = [sys.executable, "-P", "-m", "reviewhub.files.workbook"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False)  # noqa: S603 -- own module
    except subprocess.TimeoutExpired:
        _refuse(filename, "file.too_large", limit_mb=MAX_UNPACKED // 1024**2)
    if done.returncode < 0:
        _refuse(filename, "file.too_large", limit_mb=MAX_UNPACKED // 1024**2)
    if done.returncode:
        _refuse(filename, "file.damaged")
    answer = json.loads(done.stdout, parse_int=Decimal, parse_float=Decimal)
    if "error" in answer:
        _refuse(filename, answer["error"], limit=MAX_ROWS, limit_mb=MAX_UNPACKED // 1024**2)
    return _table(
        [(sheet["name"], sheet["visible"], _typed(sheet["rows"])) for sheet in answer["sheets"]], filename
    )


def _typed(rows: list[list[Cell | list[str]]]) -> Rows:
    return tuple(
        tuple(dt.date.fromisoformat(cell[0]) if isinstance(cell, list) else cell for cell in row)
        for row in rows
    )


def _table(sheets: Sequence[tuple[str, bool, Rows]], filename: str) -> Table:
    filled = [one for one in sheets if any(text_of(cell) for row in one[2] for cell in row)]
    shown = [one for one in filled if one[1]]
    for name, _, rows in [*shown, *filled]:
        others = tuple(other for other, *_ in shown if other != name)
        return Table(rows, name, {sheet: its_rows for sheet, _, its_rows in sheets}, others)
    _refuse(filename, "file.empty")


def _csv(data: bytes, filename: str) -> Table:
    kind = next((kind for start, kind in _KINDS_OF_BYTES.items() if data.startswith(start)), "")
    if not kind and b"\0" in data and not data.startswith(_UTF_16):
        kind = "binary"
    if kind:
        _refuse(filename, "file.not_a_table", found=kind)
    text = _decoded(data, filename)
    if _MARKUP.match(text):
        _refuse(filename, "file.not_a_table", found="html")
    if _CONTROL.search(text):
        _refuse(filename, "file.not_a_table", found="binary")
    return _table([("", True, _records(text, filename))], filename)


def _decoded(data: bytes, filename: str) -> str:
    if data.startswith(_UTF_16):
        _refuse(filename, "file.encoding", found="UTF-16")
    # A file that says it is UTF-8 and is not would read as GB18030 nonsense.
    encodings = ("utf-8-sig",) if data.startswith(codecs.BOM_UTF8) else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    _refuse(filename, "file.encoding", found="")


def _records(text: str, filename: str) -> Rows:
    rows: list[tuple[Cell, ...]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for record in reader:
            rows.append(tuple(cell or None for cell in record))
            if len(rows) > MAX_ROWS:
                _refuse(filename, "file.too_many_rows", limit=MAX_ROWS)
    except csv.Error:
        _refuse(filename, "file.quotes", row=len(rows) + 1)
    return tuple(rows)


def _delimiter(text: str) -> str:
    """Choose the mark that cuts most of the first records into the same number of cells."""
    return max(_DELIMITERS, key=lambda mark: _regularity(text, mark))


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    widths: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with contextlib.suppress(csv.Error):  # a cell too long for any table is refused with its row, later
        for record, _ in zip(reader, range(_SAMPLE_ROWS), strict=False):
            widths.append(len(record))
    cut = [width for width in widths if width > 1]
    usual = max(set(cut), key=lambda width: (cut.count(width), width), default=0)
    return cut.count(usual), usual
