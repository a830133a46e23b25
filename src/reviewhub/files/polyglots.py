"""Files that are of two kinds at once: what one program shows as a report, another one unpacks or runs."""

import io
import re
import zipfile
from typing import Final

_PDF: Final = b"%PDF-"
# Readers look for the mark of a PDF, and browsers for that of a page, this far from the beginning.
_HEAD: Final = 1024
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>]", re.IGNORECASE
)


def second_kind(data: bytes, kind: str) -> str:
    """Name what a file of this kind is besides: ``zip``, ``pdf``, ``html``, or nothing.

    >>> second_kind(b"%PDF-1.7 <script>alert(1)</script>", "pdf")
    'html'
    """
    head = data[:_HEAD]
    if kind != "pdf" and _PDF in head:
        return "pdf"
    if _MARKUP.search(head):
        return "html"
    return "zip" if kind in ("pdf", "png", "jpeg") and _is_archive(data) else ""


def _is_archive(data: bytes) -> bool:
    """Ask for a directory with entries: the mark of its end alone may stand in any file by chance."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
