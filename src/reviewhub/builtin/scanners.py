"""Document scanners that ship: what would run, or call elsewhere, when somebody opens the document."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import DocumentScanner, Finding, Reason, Severity, Words

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_PDF: Final = "application/pdf"
_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_ACTIVE_FOLDERS: Final = ("/activex/", "/macrosheets/")
_LINKED_DATA: Final = ("/connections.xml", "/externalLinks/", "/queryTables/")
# Fields of Word that read a file, an address or another program when they are brought up to date.
_FIELD: Final = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\bw:instr=\"([^\"]*)\"")
_FETCHING: Final = re.compile(rb"(?:^|\s)(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT)\s", re.IGNORECASE)
_HYPERLINK: Final = "/hyperlink"
_MAX_RELATIONSHIPS: Final = 20 * 1024 * 1024
_MAX_OBJECTS: Final = 64 * 1024 * 1024
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS: Final = re.compile(rb"/(JavaScript|Launch|Rendition)\b")
_OBJECT_STREAM: Final = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n")


def _block(code: str, **values: str) -> Finding:
    return Finding(Severity.BLOCK, Reason(code, values))


class OfficePackage:
    """Macros, controls, and links that fetch something from elsewhere as soon as the document opens."""

    key = "builtin.office_package"
    version = "1"
    title = Words("Office 文档中的宏和外部引用", "Macros and external references in office documents")

    def scan(self, data: bytes, media_type: str) -> Iterator[Finding]:
        """Block macros and every external relationship but hyperlinks, which wait for a click."""
        if not media_type.startswith(_OPEN_XML):
            return
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(_is_active(f"/{name}".lower()) for name in names):
                yield _block("document.macros")
            yield from _linked(archive, names)
            room = _MAX_RELATIONSHIPS
            for name in names:
                if name.lower().endswith(".rels"):
                    part = archive.read(name)
                    room -= len(part)
                    yield from _external(part) if room >= 0 else [_block("document.broken")]


class PdfActions:
    """Scripts and commands in a PDF."""

    key = "builtin.pdf_actions"
    version = "1"
    title = Words("PDF 中的脚本和启动命令", "Scripts and launch actions in PDF")

    def scan(self, data: bytes, media_type: str) -> Iterator[Finding]:
        """Block what runs, also when its name is written in escapes or packed into object streams."""
        if media_type != _PDF:
            return
        texts, complete = _object_streams(data)
        runs = {one for text in (data, *texts) for one in _RUNS.findall(_ESCAPED.sub(_unescaped, text))}
        if runs:
            yield _block("document.pdf_action", actions="、".join(sorted(one.decode() for one in runs)))
        elif not complete:
            yield _block("document.bomb")


def _is_active(name: str) -> bool:
    return name.endswith(_MACROS) or any(folder in name for folder in _ACTIVE_FOLDERS)


def _linked(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Finding]:
    """Find what is fetched without any relationship saying so: a workbook's data, a document's fields."""
    linked = {
        one.strip("/").removesuffix(".xml")
        for one in _LINKED_DATA
        if any(one in f"/{name}" for name in names)
    }
    room = _MAX_OBJECTS
    for name in names:
        if name.startswith("word/") and name.endswith(".xml"):
            part = archive.read(name)
            room -= len(part)
            linked |= _fetching(part) if room >= 0 else {name}
    if linked:
        yield _block("document.external", kinds="、".join(sorted(linked)))


def _fetching(part: bytes) -> set[str]:
    """Name the fields that fetch something; a field may be cut into many runs, so all are read in a row."""
    written = b"".join(one or other for one, other in _FIELD.findall(part))
    return {found.decode().upper() for found in _FETCHING.findall(written)}


def _external(part: bytes) -> Iterator[Finding]:
    """Read one part of relationships; expat, told to refuse document types, cannot be made to expand any."""
    found: list[str] = []

    def element(_name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if attributes.get("TargetMode", "").lower() == "external" and not kind.endswith(_HYPERLINK):
            found.append(kind.rpartition("/")[2])

    def doctype(*_declared: object) -> None:
        found.append("DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(part, True)  # noqa: FBT003 -- expat takes "this is all" by position only
    except expat.ExpatError:
        yield _block("document.broken")
    if found:
        yield _block("document.external", kinds="、".join(dict.fromkeys(found)))


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape.group(1), 16)])


def _object_streams(data: bytes) -> tuple[list[bytes], bool]:
    """Inflate the streams in which newer PDFs keep their objects, and tell whether all found room."""
    texts: list[bytes] = []
    room = _MAX_OBJECTS
    for found in _OBJECT_STREAM.finditer(data):
        packed = data[found.end() : data.find(b"endstream", found.end())]
        try:
            text = zlib.decompressobj().decompress(packed, max_length=room)
        except zlib.error:
            continue
        texts.append(text)
        room -= len(text)
        if room <= 0:
            return texts, False
    return texts, True


@hookimpl
def register_document_scanners() -> list[DocumentScanner]:
    """Offer the checks that need nothing outside."""
    return [OfficePackage(), PdfActions()]
