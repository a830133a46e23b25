"""From a file to numbered rows of text: CSV in the usual encodings, or a workbook."""

import csv
import io
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import read_at_most
from reviewhub.cli.statistics.workbook import Line, workbook_lines

LARGEST_FILE: Final = 20_000_000
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def lines_of(path: Path) -> tuple[Line, ...]:
    """Read a file; blank rows are left out, and what is no table or too large is refused."""
    data = read_at_most(path, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise click.ClickException("文件超过 20 MB / the file is larger than 20 MB")
    if data.startswith(WORKBOOKS):
        return workbook_lines(data, path.name)
    return _csv(_text(data))


def _text(data: bytes) -> str:
    """Decode UTF-8 (with or without byte order mark) or GB18030."""
    if not data.strip():
        raise click.ClickException("文件为空 / the file is empty")
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise click.ClickException(
        "不是 UTF-8 或 GB18030 编码的 CSV，请另存 / no CSV file in UTF-8 or GB18030: save it as one"
    )


def _csv(text: str) -> tuple[Line, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                lines.append(Line(reader.line_num, cells))
    except csv.Error:
        line = reader.line_num
        message = f"第 {line} 行不是合法的 CSV / row {line} is not valid CSV"
        raise click.ClickException(message) from None
    return tuple(lines)
