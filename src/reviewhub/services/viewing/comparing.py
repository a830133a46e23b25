"""Two documents of a task side by side: what changed from one version to the next."""

from collections import Counter
from dataclasses import dataclass

from reviewhub.db.queries.commissioning.documents import document_for
from reviewhub.domain.commissioning.difference import Change, Line, Stretch, differences, stretches
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.files.texts import read_text
from reviewhub.services.documents import DocumentLine, line_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of every paragraph; ``counts`` says how many were changed, went and came.

    ``wordless`` are those of the two in which nothing can be read: pictures and scanned pages.
    """

    before: DocumentLine
    after: DocumentLine
    stretches: tuple[Stretch, ...]
    counts: Counter[Change]
    wordless: tuple[DocumentLine, ...]

    @property
    def changed(self) -> bool:
        """Tell whether any paragraph differs."""
        return any(self.counts[one] for one in (Change.CHANGED, Change.GONE, Change.COME))


def compare(work: Work, before: int, after: int) -> Compared:
    """Compare the text of two documents of the same task.

    Raises :class:`NotFound` where the reader may not know of one of them, or they are of two tasks, and
    :class:`Invalid` where one of them cannot be read.
    """
    with work.reading() as session:
        older, newer = (line_of(document_for(session, work.actor, one)) for one in (before, after))
    if older.task != newer.task:
        raise NotFound("not_found")
    old, new = (_lines(work, one) for one in (older, newer))
    found = differences(old, new)
    wordless = tuple(line for line, text in ((older, old), (newer, new)) if not text)
    return Compared(older, newer, stretches(found), Counter(one.change for one in found), wordless)


def _lines(work: Work, line: DocumentLine) -> list[Line]:
    try:
        pages = read_text(work.store.get(line.sha256), line.media_type)
    except Invalid as error:
        problems = [Problem(f"file {line.name}", one.code, one.values) for one in error.problems]
        raise Invalid(problems, error.code) from error
    return [Line(paragraph.text, page.number) for page in pages for paragraph in page.paragraphs]
