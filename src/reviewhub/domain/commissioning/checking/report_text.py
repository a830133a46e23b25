"""The text of a report as headings with what stands below them; the table of contents is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.tables.cell import fold

_DOTTED: Final = re.compile(r"[.．。…·]{2,}\s*[0-9]{1,3}$")
_CONTENTS: Final = frozenset({"目录", "目次", "contents", "tableofcontents"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its page from 1; ``level`` is 0 for body text and 1 … for headings."""

    page: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it down to the next heading of its level or above."""

    heading: Paragraph
    body: tuple[Paragraph, ...]

    @property
    def characters(self) -> int:
        """How many letters, digits and signs stand below the heading, white space aside."""
        return sum(len(fold(one.text)) for one in self.body if not one.level)


def without_contents(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Leave out the table of contents: its title, lines below it that end in a number, and dotted ones."""
    kept: list[Paragraph] = []
    within = False
    for one in paragraphs:
        text = one.text.strip()
        within = fold(text) in _CONTENTS or (within and text[-1:].isdecimal())
        if not within and not _DOTTED.search(text):
            kept.append(one)
    return tuple(kept)


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    """Give every heading with all that stands below it, sections within it included."""
    for number, one in enumerate(paragraphs):
        if not one.level:
            continue
        after = paragraphs[number + 1 :]
        end = next((n for n, each in enumerate(after) if 0 < each.level <= one.level), len(after))
        yield Section(one, tuple(after[:end]))
