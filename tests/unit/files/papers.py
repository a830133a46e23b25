"""Small documents as their programs write them: a PDF set in Chinese, a Word document of given paragraphs."""

import io
import json
import zipfile
from importlib import resources
from pathlib import Path

import typst

from reviewhub.testing.scanners import TYPES

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KINDS = "http://schemas.openxmlformats.org"
WORD_TYPES = (
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/>'
)
RELATION = (
    f'<Relationships xmlns="{KINDS}/package/2006/relationships"><Relationship Id="rId1" Type="{KINDS}/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
LAYOUT = Path(__file__).with_name("papers.typ")


def pdf(*pages: list[str]) -> bytes:
    """Set pages of paragraphs, each with room for some forty signs a line."""
    with resources.as_file(resources.files("pylopdf_fonts_zh_cn")) as fonts:
        return typst.compile(
            str(LAYOUT),
            format="pdf",
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"pages": json.dumps(pages)},
        )


def docx(body: str, styles: str = "", *, namespace: str = WORD) -> bytes:
    """Pack the XML of a body, and that of styles, into a Word document."""
    head = f'xmlns:w="{namespace}"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.replace(b"/>", b">" + WORD_TYPES + b"</Types>"))
        archive.writestr("_rels/.rels", RELATION)
        archive.writestr("word/document.xml", f"<w:document {head}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {head}>{styles}</w:styles>")
    return out.getvalue()


def par(text: str, properties: str = "") -> str:
    """Give the XML of one paragraph in two runs."""
    half = len(text) // 2
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:half], text[half:]))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
