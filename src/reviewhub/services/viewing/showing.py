"""Documents on the page and off it: pages as pictures, and what is taken away, with the reader's mark."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from reviewhub.db.queries.commissioning.documents import (
    EVIDENCE,
    PAPER,
    REPORT,
    SCORING_TABLE,
    document_for,
)
from reviewhub.domain.errors import NotFound, Unavailable
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.files.kinds import FileKind
from reviewhub.files.showing.office import KINDS, Office
from reviewhub.files.showing.pages import Size, marked, page_picture, page_sizes
from reviewhub.services.documents import DocumentLine, line_of
from reviewhub.services.work import Work

PDF: Final = FileKind.PDF.media_type
PICTURES: Final = (FileKind.PNG.media_type, FileKind.JPEG.media_type)
HANDED_IN_BY_AGENCIES: Final = (REPORT, SCORING_TABLE, PAPER)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document to look at: the sizes of its pages; none where it is a picture or can only be taken away."""

    line: DocumentLine
    pages: tuple[Size, ...]

    @property
    def is_picture(self) -> bool:
        """Tell whether the browser shows the document itself."""
        return self.line.media_type in PICTURES


def show(work: Work, office: Office, document_id: int) -> Shown:
    """Give the pages of a document; raises :class:`NotFound` where the reader may not know of it."""
    line, data = _found(work, document_id)
    pages = _as_pdf(office, line, data)
    try:
        return Shown(line, page_sizes(pages) if pages else ())
    except Unavailable:
        return Shown(line, ())


def picture_of_page(work: Work, office: Office, document_id: int, number: int, mark: str) -> bytes:
    """Give one page, from 1 on, as PNG with the reader's ``mark``; raises :class:`NotFound` past the last."""
    line, data = _found(work, document_id)
    pages = _as_pdf(office, line, data)
    if not pages or not 1 <= number <= len(page_sizes(pages)):
        raise NotFound("not_found")
    return page_picture(pages, number, mark)


def take_away(work: Work, office: Office, document_id: int, mark: str) -> tuple[DocumentLine, bytes]:
    """Give a document as it leaves the platform.

    The bureau's people, and who handed it in, get the bytes that the ledger names. Everybody else gets a PDF
    with ``mark`` on every page; pictures, and office documents where LibreOffice is not there, as they are.
    Raises :class:`NotFound` where the reader may not know of it, and :class:`Unavailable` where no mark can
    be put on the pages: then nothing leaves.
    """
    line, data = _found(work, document_id)
    if _is_at_home(work.actor, line):
        return line, data
    pages = _as_pdf(office, line, data)
    if pages is None:
        return line, data
    name = line.name if line.media_type == PDF else f"{PurePath(line.name).stem}.pdf"
    made = marked(pages, mark)
    return replace(line, name=name, media_type=PDF, size=len(made)), made


def _found(work: Work, document_id: int) -> tuple[DocumentLine, bytes]:
    with work.reading() as session:
        line = line_of(document_for(session, work.actor, document_id))
    return line, work.store.get(line.sha256)


def _as_pdf(office: Office, line: DocumentLine, data: bytes) -> bytes | None:
    if line.media_type == PDF:
        return data
    return office.as_pdf(data, line.sha256, line.media_type) if line.media_type in KINDS else None


def _is_at_home(actor: Actor | None, line: DocumentLine) -> bool:
    """Tell whether a reader needs no mark: the bureau's people, and the side that handed the document in."""
    if actor is None or may(actor, Act.READ_RESULTS):
        return actor is not None
    if actor.agency is not None:
        return line.purpose in HANDED_IN_BY_AGENCIES
    return actor.unit is not None and line.purpose == EVIDENCE
