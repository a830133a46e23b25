"""The outcome of checking one report, as plain values that can be kept and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.commissioning.checking.completeness import Completeness, PartFound
from reviewhub.domain.commissioning.checking.repetition import Repeated, Repetition
from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.words import Words

MOST_REPEATED: Final = 20
MOST_LISTED: Final = 50
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What stands in another report too: its id, the share of this text, the paragraphs most alike."""

    report: int
    share: Decimal
    repeated: tuple[Repeated, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """One check: how much text there was, what is lacking, what is repeated of which report."""

    pages: int
    characters: int
    found: Completeness
    elsewhere: tuple[Elsewhere, ...]


def frozen(checked: CheckedReport) -> dict[str, Any]:
    """Give the outcome as plain values; long paragraphs and long lists are cut."""
    found = checked.found
    return {
        "pages": checked.pages,
        "characters": checked.characters,
        "sections": [_part(one) for one in found.sections],
        "annexes": [_part(one) for one in found.annexes],
        "empty": [_paragraph(one) for one in found.empty[:MOST_LISTED]],
        "placeholders": [_paragraph(one) for one in found.placeholders[:MOST_LISTED]],
        "elsewhere": [
            {
                "report": one.report,
                "share": f"{one.share:f}",
                "count": one.count,
                "repeated": [
                    [_paragraph(each.here), _paragraph(each.there), f"{each.share:f}"]
                    for each in one.repeated
                ],
            }
            for one in checked.elsewhere
        ],
    }


def thawed(kept: Mapping[str, Any]) -> CheckedReport:
    """Read an outcome back."""
    return CheckedReport(
        pages=kept["pages"],
        characters=kept["characters"],
        found=Completeness(
            sections=tuple(_read_part(one) for one in kept["sections"]),
            annexes=tuple(_read_part(one) for one in kept["annexes"]),
            empty=tuple(Paragraph(*one) for one in kept["empty"]),
            placeholders=tuple(Paragraph(*one) for one in kept["placeholders"]),
        ),
        elsewhere=tuple(
            Elsewhere(
                one["report"],
                Decimal(one["share"]),
                tuple(
                    Repeated(Paragraph(*here), Paragraph(*there), Decimal(share))
                    for here, there, share in one["repeated"]
                ),
                one["count"],
            )
            for one in kept["elsewhere"]
        ),
    )


def elsewhere(report: int, found: Repetition) -> Elsewhere:
    """Keep what is repeated of one report, the paragraphs most alike first."""
    most_alike = sorted(found.repeated, key=lambda one: -one.share)[:MOST_REPEATED]
    return Elsewhere(report, found.share, tuple(most_alike), len(found.repeated))


def _part(one: PartFound) -> list[Any]:
    return [one.title.zh, one.title.en, one.page, one.heading[:LONGEST], one.empty]


def _read_part(kept: Sequence[Any]) -> PartFound:
    zh, en, page, heading, empty = kept
    return PartFound(Words(zh, en), page, heading, empty)


def _paragraph(one: Paragraph) -> list[Any]:
    return [one.page, one.text[:LONGEST], one.level]
