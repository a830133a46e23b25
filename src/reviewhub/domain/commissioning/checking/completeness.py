"""What a report lacks: sections, annexes, and sections in which nothing is said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.commissioning.checking.report_text import (
    Paragraph,
    Section,
    sections,
    without_contents,
)
from reviewhub.domain.commissioning.checking.structures import Part, Structure
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.words import Reason, Words, shown

LEAST: Final = 20
"""A section of fewer characters says nothing: a heading with 略 or 无 below it."""
_ANNEX: Final = re.compile(r"^附(?:件|表|录|图)")
_PLACEHOLDER: Final = re.compile(r"待补充|待完善|此处填写|请填写|xxx|×{2,}|tbd", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartFound:
    """A required section or annex and where it begins; ``page`` is None where the report lacks it.

    ``empty`` tells that hardly anything stands below its heading.
    """

    title: Words
    page: int | None
    heading: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is there of the required parts, and the headings without text or with a placeholder."""

    sections: tuple[PartFound, ...]
    annexes: tuple[PartFound, ...]
    empty: tuple[Paragraph, ...]
    placeholders: tuple[Paragraph, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing or empty."""
        return not any(self.faults())

    def faults(self) -> Iterator[Reason]:
        """Say what is missing, and which places are empty."""
        for kind, parts in (("section", self.sections), ("annex", self.annexes)):
            for one in parts:
                if one.page is None:
                    titles = {"title": one.title.zh, "title_en": one.title.en}
                    yield Reason(f"report.{kind}_missing", titles)
        for each in self.empty:
            yield Reason("report.section_empty", {"heading": shown(each.text), "page": each.page})
        for each in self.placeholders:
            yield Reason("report.placeholder", {"text": shown(each.text), "page": each.page})


def completeness(
    paragraphs: Sequence[Paragraph], structure: Structure, attached: Iterable[str] = ()
) -> Completeness:
    """Hold a report against the structure of its kind; ``attached`` names other files that came with it."""
    text = without_contents(paragraphs)
    main = list(sections(text[: _end_of_main(text)]))
    annexes = list(_annexes(text))
    names = [Paragraph(0, name) for name in attached]
    return Completeness(
        sections=tuple(_section(part, main) for part in structure.sections),
        annexes=tuple(_annex(part, (*annexes, *names)) for part in structure.annexes),
        empty=tuple(one.heading for one in main if one.characters < LEAST),
        placeholders=tuple(one for one in text if _PLACEHOLDER.search(fold(one.text))),
    )


def _end_of_main(text: Sequence[Paragraph]) -> int:
    """Give the place of the line 附件 behind the last section; without one, all is the report."""
    annexes = [number for number, one in enumerate(text) if _ANNEX.match(fold(one.text))]
    highest = [number for number, one in enumerate(text) if one.level == 1 and number not in annexes]
    last = highest[-1] if highest else -1
    return next((number for number in annexes if number > last), len(text))


def _section(part: Part, found: Sequence[Section]) -> PartFound:
    """Find the heading of the highest level that has a word of the part."""
    fitting = [one for one in found if _speaks_of(part, one.heading.text)]
    if not fitting:
        return PartFound(part.title, None)
    best = min(fitting, key=lambda one: one.heading.level)
    return PartFound(part.title, best.heading.page, best.heading.text, best.characters < LEAST)


def _annexes(text: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Give what names an annex: every line that begins with 附件, what is listed below one, every heading."""
    below = False
    for one in text:
        starts = bool(_ANNEX.match(fold(one.text)))
        below = starts or (below and not one.level)
        if below:
            yield one
    yield from (one for one in text if one.level)


def _annex(part: Part, named: Iterable[Paragraph]) -> PartFound:
    one = next((one for one in named if _speaks_of(part, one.text)), None)
    return PartFound(part.title, None) if one is None else PartFound(part.title, one.page, one.text)


def _speaks_of(part: Part, text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in part.words)
