"""Documents made for tests: honest ones in every kind, and the parts bad ones are made of."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES: Final = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
PNG: Final = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\nIDATx\x9cc\xfa\x0f\0\x01\x05\x01\x02\xcf\xa0.\xcd\0\0\0\0IEND\xaeB`\x82"
)
JPEG: Final = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"
HTML: Final = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def package(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts into a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)  # the same bytes at any time
    return out.getvalue()


def docx(extra: Mapping[str, bytes] | None = None) -> bytes:
    """Make the smallest thing that is a Word document."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<document/>"}
    return package({**parts, **(extra or {})})


def xlsx(extra: Mapping[str, bytes] | None = None) -> bytes:
    """Make the smallest thing that is an Excel workbook."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<workbook/>"}
    return package({**parts, **(extra or {})})


def relationships(kind: str, target: str, mode: str = "External") -> bytes:
    """Make a part that names one relationship."""
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{namespace}"><Relationship Id="rId1" '
        f'Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def pdf(text: str = "报告", objects: bytes = b"") -> bytes:
    """Make a PDF of one page that a viewer opens; ``objects`` are put among its own."""
    content = b"BT /F1 24 Tf 72 700 Td (%s) Tj ET" % text.encode("ascii", "replace")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out = b"%PDF-1.7\n" + objects
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + table
    return out + b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
