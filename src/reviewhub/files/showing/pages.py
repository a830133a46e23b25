"""The pages of a PDF: their sizes, one as a picture, all of them with a reader's mark."""

import json
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.errors import Unavailable
from reviewhub.files.apart import Broken, TooMuch, run_apart
from reviewhub.files.showing.marks import mark

SECONDS: Final = 60
WIDTH: Final = 1200


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a page in points (1/72 inch)."""

    width: float
    height: float


def page_sizes(data: bytes) -> tuple[Size, ...]:
    """Give the size of every page; raises :class:`Unavailable` where the pages cannot be read."""
    return tuple(Size(*one) for one in json.loads(_asked(b"", data, "sizes")))


def page_picture(data: bytes, number: int, words: str) -> bytes:
    """Give page ``number``, from 1 on, as PNG with the mark ``words``; raises as :func:`page_sizes`."""
    return _asked(mark(words), data, "picture", str(number - 1), str(WIDTH))


def marked(data: bytes, words: str) -> bytes:
    """Give the PDF with the mark ``words`` on every page; raises as :func:`page_sizes`."""
    return _asked(mark(words), data, "marked")


def _asked(over: bytes, data: bytes, *arguments: str) -> bytes:
    given = len(over).to_bytes(4, "big") + over + data
    try:
        return run_apart("reviewhub.files.showing.child", arguments, given, SECONDS)
    except (Broken, TooMuch) as error:
        raise Unavailable("document.no_pages") from error
