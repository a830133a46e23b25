"""Reading one workbook in a process of its own; run by ``tables`` as ``python -m reviewhub.files.workbook``.

A workbook of a few kilobytes can name one cell in the last row and column, and the parser would then
ask for terabytes and abort its process. Here it takes only this child along, whose memory is limited.

Standard input holds the workbook. Standard output gets JSON: ``{"error": code}`` or
``{"sheets": [{"name", "visible", "rows"}]}`` with cells as text, number, null, or a date as a list of one
ISO text.
"""

import contextlib
import datetime as dt
import io
import json
import math
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Final, TypeAlias
from xml.etree import ElementTree as ET

import python_calamine

from reviewhub.domain.tables.cell import UNCOMPUTED

MEMORY_LIMIT: Final = 1024 * 1024 * 1024
MAX_ROWS: Final = 100_000
MAX_CELLS: Final = 3_000_000
MAX_ANSWER: Final = 100 * 1024 * 1024

CalamineValue: TypeAlias = str | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta
JsonCell: TypeAlias = str | float | list[str] | None
Grid: TypeAlias = list[list[JsonCell]]

_EXACT: Final = 1e15
_AMOUNT_LIKE: Final = re.compile(r"[¥￥]|[0-9０-９][.,．，][0-9０-９]")
_CELL_WITH_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>/]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]+)<", re.DOTALL
)
# A formula right before the end of its cell: it has no result. A text formula (t="str") may well give "".
_CELL_WITHOUT_RESULT: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^>/])>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TEXT_FORMULA: Final = re.compile(rb"\bt=[\"']str[\"']")
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")


class Refused(Exception):
    """The workbook can be read but is more than anybody may send; its text is the code."""


def main() -> None:
    """Read standard input, write standard output; a failure is an answer too."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    try:
        answer = _answer(data)
    except python_calamine.PasswordError:
        answer = json.dumps({"error": "file.password"})
    except Refused as refused:
        answer = json.dumps({"error": str(refused)})
    except MemoryError:
        answer = json.dumps({"error": "file.too_large"})
    except Exception:  # noqa: BLE001 -- whatever the parser trips over, the file is what is damaged
        answer = json.dumps({"error": "file.damaged"})
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _answer(data: bytes) -> str:
    answer = json.dumps({"sheets": _sheets(data)}, ensure_ascii=False)
    if len(answer) > MAX_ANSWER:
        raise Refused("file.too_large")
    return answer


def _limit_memory() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such module; the time limit of the caller remains
        import resource  # noqa: PLC0415 -- see above

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _sheets(data: bytes) -> list[dict[str, str | bool | Grid]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    errors = dict(_errors(data)) if data.startswith(b"PK") else {}
    sheets: list[dict[str, str | bool | Grid]] = []
    room = MAX_CELLS
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        values = book.get_sheet_by_name(sheet.name)
        room -= _cells(values)
        if room < 0:
            raise Refused("file.too_large")
        visible = sheet.visible == python_calamine.SheetVisibleEnum.Visible
        rows = _rows(values, errors.get(sheet.name, []))
        sheets.append({"name": sheet.name, "visible": visible, "rows": rows})
    return sheets


def _cells(sheet: python_calamine.CalamineSheet) -> int:
    if sheet.end is None:
        return 0
    if sheet.end[0] >= MAX_ROWS:
        raise Refused("file.too_many_rows")
    return (sheet.end[0] + 1) * (sheet.end[1] + 1)


def _rows(sheet: python_calamine.CalamineSheet, errors: list[tuple[int, int, str]]) -> Grid:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    _fill_merged(rows, sheet.merged_cell_ranges or [])
    for row, column, text in errors:
        _put(rows, row, column, text)
    return rows


def _cell(value: CalamineValue) -> JsonCell:
    """Turn a value into JSON: a date to a list, a whole float to an integer, the rest to text."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return [value.date().isoformat()] if midnight else value.isoformat(" ")
    return [value.isoformat()] if isinstance(value, dt.date) else str(value)


def _number(value: float) -> float | str:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value == int(value) and abs(value) < _EXACT else value


def _fill_merged(rows: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Repeat the text of cells merged downwards (a unit over its projects); an amount is never repeated."""
    for (top, left), (bottom, right) in ranges:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if left != right or not isinstance(text, str) or _AMOUNT_LIKE.search(text):
            continue
        for row in range(top + 1, min(bottom + 1, len(rows))):
            rows[row][left] = text


def _put(rows: Grid, row: int, column: int, text: str) -> None:
    if row < MAX_ROWS and column < MAX_ROWS:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text


def _errors(data: bytes) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Give the cells with an error (#REF!) or a formula without result, by sheet: else they were blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets = {
            link.get("Id"): link.get("Target", "")
            for link in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- see module
        }
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- limited memory and time
        for sheet in (element for element in book.iter() if element.tag.endswith("}sheet")):
            link_id = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            part = posixpath.normpath(posixpath.join("/xl", targets.get(link_id, "")))[1:]
            if part in archive.namelist():
                yield sheet.get("name", ""), list(_errors_in(archive.read(part)))


def _errors_in(part: bytes) -> Iterator[tuple[int, int, str]]:
    uncomputed = (one for one in _CELL_WITHOUT_RESULT.findall(part) if not _TEXT_FORMULA.search(one))
    cells = [(one, UNCOMPUTED.encode()) for one in uncomputed]
    for attributes, text in (*_CELL_WITH_ERROR.findall(part), *cells):
        found = _PLACE.search(attributes)
        if found:
            yield int(found.group(2)) - 1, _column(found.group(1)), text.decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    main()
