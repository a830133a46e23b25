"""The text of a Word document: paragraphs with the level of their style, rows of tables, page breaks.

Structure as in ECMA-376 part 1, 17 (WordprocessingML). What was deleted under tracked changes is left out.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from reviewhub.files.reading.lines import Line, heading_of

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
BREAK: Final = "\f"
MOST_COLUMNS: Final = 63
"""What Word itself allows."""

_SKIPPED: Final = frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr"})
_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "customXml"})
_ALONE: Final = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "p": "\n", "tc": "\n"}
_DEEPEST: Final = 9
_TITLES: Final = ("heading ", "标题 ")


def pages(data: bytes) -> Iterator[list[Line]]:
    """Give what stands between two page breaks, at least one page."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        levels = _levels(archive)
        body = _parsed(archive, "word/document.xml").find(f"{W}body")
    page: list[Line] = []
    for line in _blocks(body if body is not None else ET.Element("body"), levels):
        if line[0] == BREAK:
            yield page
            page = []
        else:
            page.append(line)
    yield page


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    text = archive.read(part).replace(STRICT[1:-1].encode(), W[1:-1].encode())
    return ET.fromstring(text)  # noqa: S314 -- a part with a document type was refused; limited memory and time


def _blocks(parent: ET.Element, levels: Mapping[str, int]) -> Iterator[Line]:
    """Go through paragraphs and tables in their order."""
    for child in _within(parent):
        if _tag(child) == "p":
            yield from _paragraph(child, levels)
        elif _tag(child) == "tbl":
            yield from ((row, 0) for row in map(_row, _within(child, "tr")) if row.strip())


def _within(parent: ET.Element, name: str = "") -> Iterator[ET.Element]:
    """Give the children of one name, or all, also those inside content controls and tracked insertions."""
    for child in parent:
        if _tag(child) in _WRAPPERS:
            yield from _within(child, name)
        elif name in ("", _tag(child)):
            yield child


def _paragraph(element: ET.Element, levels: Mapping[str, int]) -> Iterator[Line]:
    properties = element.find(f"{W}pPr")
    level = _level(properties, levels)
    if properties is not None and properties.find(f"{W}pageBreakBefore") is not None:
        yield BREAK, 0
    for number, part in enumerate("".join(_texts(element)).split(BREAK)):
        if number:
            yield BREAK, 0
        for line in map(_plain, part.split("\n")):
            if line:
                yield line, level or heading_of(line)
    if properties is not None and _starts_page(properties):
        yield BREAK, 0


def _texts(element: ET.Element) -> Iterator[str]:
    for child in element:
        name = _tag(child)
        if name in _SKIPPED:
            continue
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield BREAK if child.get(f"{W}type") == "page" else "\n"
        else:
            yield _ALONE.get(name, "")
            yield from _texts(child)


def _row(element: ET.Element) -> str:
    """Give one row, its cells with tabs between; a cell that continues the one above is empty.

    A cell over several columns is followed by empty ones, so that every cell keeps its column.
    """
    cells = ((_plain("".join(_texts(cell))), _width(cell)) for cell in _within(element, "tc"))
    return "\t".join(text + "\t" * (width - 1) for text, width in cells)


def _width(cell: ET.Element) -> int:
    properties = cell.find(f"{W}tcPr")
    given = "" if properties is None else _value(properties, "gridSpan")
    return min(max(int(given), 1), MOST_COLUMNS) if given.isdecimal() else 1


def _starts_page(properties: ET.Element) -> bool:
    section = properties.find(f"{W}sectPr")
    kind = None if section is None else section.find(f"{W}type")
    return section is not None and (kind is None or kind.get(f"{W}val") != "continuous")


def _level(properties: ET.Element | None, levels: Mapping[str, int]) -> int:
    if properties is None:
        return 0
    own = _outline(properties)
    return own or levels.get(_value(properties, "pStyle"), 0)


def _levels(archive: zipfile.ZipFile) -> dict[str, int]:
    """Find which styles are headings: by outline level, by name, or by the style they are based on."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    styles = _parsed(archive, "word/styles.xml").findall(f"{W}style")
    own = {style.get(f"{W}styleId", ""): _style_level(style) for style in styles}
    base = {style.get(f"{W}styleId", ""): _value(style, "basedOn") for style in styles}
    return {name: _inherited(name, own, base) for name in own}


def _inherited(name: str, own: Mapping[str, int], base: Mapping[str, str]) -> int:
    for _ in range(_DEEPEST):
        if own.get(name):
            break
        name = base.get(name, "")
    return own.get(name, 0)


def _style_level(style: ET.Element) -> int:
    properties = style.find(f"{W}pPr")
    level = 0 if properties is None else _outline(properties)
    name = _value(style, "name").lower()
    number = next((name.removeprefix(start) for start in _TITLES if name.startswith(start)), "")
    return level or (int(number) if number.isdecimal() and int(number) <= _DEEPEST else 0)


def _outline(properties: ET.Element) -> int:
    """Give the level from 1 on; the format counts from 0, and 9 is body text."""
    given = _value(properties, "outlineLvl")
    return int(given) + 1 if given.isdecimal() and int(given) < _DEEPEST else 0


def _value(element: ET.Element, child: str) -> str:
    found = element.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val", "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
