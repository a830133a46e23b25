"""Word documents made for tests: paragraphs with headings, and tables with merged cells."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from uploads import docx

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Line = Sequence[object]


def word(*parts: str | Sequence[Line]) -> bytes:
    """Make a document of paragraphs (texts) and tables (rows of cells), in this order."""
    body = "".join(paragraph(one) if isinstance(one, str) else table(one) for one in parts)
    return docx({"word/document.xml": document(body)})


def document(body: str) -> bytes:
    """Make the part that holds the text."""
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'.encode()


def paragraph(text: str, level: int = 0) -> str:
    """Make a paragraph; ``level`` from 1 makes it a heading."""
    style = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ""
    return f"<w:p>{style}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Line]) -> str:
    """Make a table; a cell may be its properties and its text."""
    lines = ("".join(_cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _cell(given: object) -> str:
    properties, text = given if isinstance(given, tuple) else ("", given)
    inside = "" if text is None else str(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(inside)}</w:tc>"
