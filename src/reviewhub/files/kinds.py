"""What an uploaded document is, told by its content; its name is only shown to people."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NoReturn

import puremagic

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.files.packages import OLE, ZIP, check_ole, check_package
from reviewhub.files.polyglots import second_kind

MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 200  # characters, with its ending; Windows keeps no longer path than 260
UNNAMED: Final = "未命名"

_HEAD: Final = 4096
_TAIL: Final = 2048
_PDF: Final = b"%PDF-"
# Categories that show nothing, or turn the reading direction so that "gpj.exe" looks like "exe.jpg".
_UNSHOWN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class FileKind(StrEnum):
    """What a bureau keeps: reports, tables, and pictures as evidence."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def media_type(self) -> str:
        """What the browser is told."""
        return _MEDIA_TYPES[self]


MATERIAL: Final = tuple(FileKind)
REPORT: Final = (FileKind.PDF, FileKind.DOCX, FileKind.XLSX)

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES: Final = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
_SUFFIXES: Final = {kind: (f".{kind}",) for kind in FileKind} | {FileKind.JPEG: (".jpg", ".jpeg")}
_CONTENTS: Final = "[Content_Types].xml"
_MAIN_PARTS: Final = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A document that may be kept: its kind by content, and its name fit to be shown."""

    kind: FileKind
    name: str


def inspect(name: str, data: bytes, allowed: Collection[FileKind], max_bytes: int) -> Inspected:
    """Tell what a document is and whether its kind may be kept here.

    Raises
    ------
    Invalid
        With one problem whose path is ``file NAME`` and whose code names the remedy: ``document.empty``,
        ``document.too_large``, ``document.old_office``, ``document.password``, ``document.broken``,
        ``document.bomb``, ``document.doctype``, ``document.other_kind`` (with the kind that was ``found``),
        ``document.two_kinds`` (with the ``other`` one), ``document.long_name``, ``document.climbing_name``.

    """
    try:
        _require_name(name)
        _require_size(data, max_bytes)
        kind = _kind_of(data)
        if kind is None or kind not in allowed:
            _refuse("document.other_kind", found=kind or _found(data), allowed=_listed(allowed))
        if other := second_kind(data, kind):
            _refuse("document.two_kinds", kind=kind.upper(), other=other.upper())
    except Invalid as error:
        path = f"file {clean_name(name)}"
        raise Invalid([Problem(path, one.code, one.values) for one in error.problems], error.code) from error
    return Inspected(kind, clean_name(name, kind))


def clean_name(name: str, kind: FileKind | None = None) -> str:
    """Make a name fit to be shown: no folders, nothing invisible, the ending that the content has.

    >>> clean_name("../../成果报告.html", FileKind.PDF)
    '成果报告.html.pdf'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if one.isspace() else one for one in last if unicodedata.category(one) not in _UNSHOWN)
    plain = " ".join(seen.split()).strip(". ")
    if kind is None:
        return plain[:LONGEST_NAME] or UNNAMED
    ending = next((one for one in _SUFFIXES[kind] if plain.lower().endswith(one)), "")
    stem = plain[: len(plain) - len(ending)] or UNNAMED
    suffix = plain[-len(ending) :] if ending else _SUFFIXES[kind][0]
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def _require_name(name: str) -> None:
    """Refuse what no browser sends by itself, and what no office computer could save again."""
    *folders, last = name.replace("\\", "/").split("/")
    if ".." in folders:
        _refuse("document.climbing_name")
    if len(last) > LONGEST_NAME:
        _refuse("document.long_name", length=len(last), most=LONGEST_NAME)


def _require_size(data: bytes, max_bytes: int) -> None:
    if not data.strip(b"\0 \t\r\n"):
        _refuse("document.empty")
    if len(data) > max_bytes:
        _refuse("document.too_large", limit_mb=max_bytes // MEGABYTE)


def _kind_of(data: bytes) -> FileKind | None:
    if data.startswith(ZIP):
        names = check_package(data)
        return next((kind for part, kind in _MAIN_PARTS.items() if {part, _CONTENTS} <= names), None)
    if data.startswith(OLE):
        check_ole(data)
    media_types = {match.mime_type for match in _matches(data)}
    kind = next((kind for kind in FileKind if kind.media_type in media_types), None)
    if kind is FileKind.PDF:
        _require_whole_pdf(data)
    return kind if kind in (FileKind.PDF, FileKind.PNG, FileKind.JPEG) else None


def _matches(data: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        return puremagic.magic_string(data[:_HEAD])
    except puremagic.PureError:
        return []


def _require_whole_pdf(data: bytes) -> None:
    """Refuse what only begins like a PDF: a cut-off upload, or a page of another kind behind the mark."""
    if not data.startswith(_PDF) or b"startxref" not in data[-_TAIL:] or b"%%EOF" not in data[-_TAIL:]:
        _refuse("document.broken")


def _found(data: bytes) -> str:
    if data.startswith(ZIP):
        return "zip"
    found = next((match.extension for match in _matches(data)), "")
    return found.strip(".") or ("txt" if _is_text(data[:_HEAD]) else "?")


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and not any(byte < ord("\t") for byte in head)


def _listed(allowed: Collection[FileKind]) -> str:
    return "、".join(kind.upper() for kind in FileKind if kind in allowed)


def _refuse(code: str, **values: str | int) -> NoReturn:
    raise Invalid([Problem("file", code, values)], code)
