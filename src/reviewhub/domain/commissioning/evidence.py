"""Evidence by criterion: which page of which document proves what, and what nothing proves."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from reviewhub.domain.errors import Problem

LONGEST_NOTE: Final = 500
MOST_PAGES: Final = 100_000


def faults_of_link(first: int | None, last: int | None, pages: int | None) -> Iterator[Problem]:
    """Name what is wrong with pages from ``first`` to ``last`` of a document of ``pages``, if that is known.

    No pages at all name the whole document.
    """
    if first is None:
        if last is not None:
            yield Problem("first_page", "evidence.no_first_page")
        return
    most = pages or MOST_PAGES
    if not 1 <= first <= most:
        yield Problem("first_page", "evidence.no_such_page", {"given": first, "pages": most})
    if last is not None and not first <= last:
        yield Problem("last_page", "evidence.pages_backwards")
    elif last is not None and last > most:
        yield Problem("last_page", "evidence.no_such_page", {"given": last, "pages": most})


def unproven(criteria: Iterable[str], proven: Collection[str]) -> tuple[str, ...]:
    """Give the criteria that no document proves, in their order.

    >>> unproven(["1.1", "1.2", "2.1"], {"1.2"})
    ('1.1', '2.1')
    """
    return tuple(one for one in criteria if one not in proven)
