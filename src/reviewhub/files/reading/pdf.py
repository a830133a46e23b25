"""The text of a PDF, page by page."""

from collections.abc import Iterator

import pypdfium2

from reviewhub.files.reading.lines import Line, paragraphs


def pages(data: bytes) -> Iterator[list[Line]]:
    """Give every page's paragraphs; raises :class:`PermissionError` for what opens with a password only."""
    with opened(data) as document:
        for page in document:
            yield paragraphs(page.get_textpage().get_text_bounded().splitlines())
            page.close()


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a document; raises :class:`PermissionError` where it asks for a password."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise PermissionError from error
        raise
