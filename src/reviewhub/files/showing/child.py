"""Run by ``pages`` as ``python -m reviewhub.files.showing.child sizes|marked|picture NUMBER WIDTH``.

Standard input holds four bytes that say how long the mark is, the mark (a PDF of one page, or nothing), and
the document. Standard output gets JSON, a PDF or a PNG; where something fails, the process does.
"""

import io
import json
import struct
import sys
import zlib
from collections.abc import Sequence
from typing import Final

import pypdfium2

from reviewhub.files.apart import limit_memory

TALLEST: Final = 4000
MARK_WIDTH: Final = 595.28
MARK_HEIGHT: Final = 841.89


def main() -> None:
    """Do what the first argument says."""
    limit_memory()
    given = sys.stdin.buffer.read()
    start = 4 + int.from_bytes(given[:4], "big")
    over, document = given[4:start], pypdfium2.PdfDocument(given[start:])
    if sys.argv[1] == "sizes":
        answer = json.dumps([document.get_page_size(number) for number in range(len(document))]).encode()
    elif sys.argv[1] == "marked":
        answer = _marked(document, over)
    else:
        answer = _picture(document, over, int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.buffer.write(answer)


def _marked(document: pypdfium2.PdfDocument, over: bytes) -> bytes:
    mark = _mark(document, over)
    for page in document:
        _lay(mark, page)
        page.close()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mark(document: pypdfium2.PdfDocument, over: bytes) -> pypdfium2.PdfXObject:
    """Take the mark into the document, once for all its pages."""
    return pypdfium2.PdfDocument(over).page_as_xobject(0, document)


def _lay(mark: pypdfium2.PdfXObject, page: pypdfium2.PdfPage) -> None:
    """Lay the mark over a page, stretched to its box."""
    left, bottom, right, top = page.get_cropbox()
    laid = mark.as_pageobject()
    across, up = (right - left) / MARK_WIDTH, (top - bottom) / MARK_HEIGHT
    laid.set_matrix(pypdfium2.PdfMatrix().scale(across, up).translate(left, bottom))
    page.insert_obj(laid)
    page.gen_content()


def _picture(document: pypdfium2.PdfDocument, over: bytes, number: int, width: int) -> bytes:
    page = document[number]
    _lay(_mark(document, over), page)
    scale = min(width / page.get_width(), TALLEST / page.get_height())
    drawn = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
    rows = memoryview(drawn.buffer).cast("B")
    lines = [rows[at : at + 3 * drawn.width] for at in range(0, drawn.height * drawn.stride, drawn.stride)]
    return png(lines, drawn.width)


def png(lines: Sequence[bytes | memoryview], width: int) -> bytes:
    """Write lines of red, green and blue bytes as PNG (ISO/IEC 15948), with no filter."""
    head = struct.pack("!IIBBBBB", width, len(lines), 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + line for line in lines), 4)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )


if __name__ == "__main__":
    main()
