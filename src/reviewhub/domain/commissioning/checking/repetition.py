"""What two reports have in common, by shingles: runs of so many letters, white space and signs aside.

Method as in A. Broder, On the resemblance and containment of documents, 1997: the share of a paragraph's
shingles that the other text has as well.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.money import round_half_up

RUN: Final = 12
"""Letters in a shingle: names and phrases of office language are shorter, copied sentences longer."""
SHORTEST: Final = 40
"""Letters in a paragraph that is looked at; headings and lines of tables are shorter."""
SHARE: Final = Decimal("0.6")
"""From this share of its shingles on, a paragraph counts as repeated."""
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A paragraph that another report has too, the one it has most in common with, and the share."""

    here: Paragraph
    there: Paragraph
    share: Decimal


@dataclass(frozen=True, slots=True)
class Repetition:
    """The paragraphs repeated, and the share of the whole text's shingles that the other report has."""

    repeated: tuple[Repeated, ...]
    share: Decimal


def repetition(here: Sequence[Paragraph], there: Sequence[Paragraph]) -> Repetition:
    """Find what of ``here`` stands in ``there``; shares are of 1, with two decimals."""
    known: dict[str, int] = {}
    for number, one in enumerate(there):
        for run in shingles(one.text):
            known.setdefault(run, number)
    found = [(one, [*shingles(one.text)]) for one in here]
    every = sum(len(runs) for _, runs in found)
    common = sum(run in known for _, runs in found for run in runs)
    repeated = tuple(
        Repeated(one, there[place], share)
        for one, runs in found
        if len(letters(one.text)) >= SHORTEST
        for place, share in _best(runs, known)
    )
    return Repetition(repeated, _share(common, every))


def letters(text: str) -> str:
    """Give the letters and digits of a text, in lower case; the rest does not count."""
    return "".join(one for one in text.lower() if one.isalnum())


def shingles(text: str) -> Iterator[str]:
    """Give every run of letters of a text, in order."""
    plain = letters(text)
    return (plain[start : start + RUN] for start in range(len(plain) - RUN + 1))


def pieces(text: str, other: str) -> tuple[Piece, ...]:
    """Cut a text into what the other has too (True) and what it has not, to be shown side by side."""
    known = set(shingles(other))
    places = [number for number, one in enumerate(text) if one.isalnum()]
    common = [False] * len(text)
    for start, run in enumerate(shingles(text)):
        if run in known:
            first, last = places[start], places[start + RUN - 1]
            common[first : last + 1] = [True] * (last + 1 - first)
    return tuple(_joined(text, common))


def _best(runs: Sequence[str], known: Mapping[str, int]) -> Iterator[tuple[int, Decimal]]:
    places = Counter(known[run] for run in runs if run in known)
    share = _share(sum(places.values()), len(runs))
    if share >= SHARE:
        yield places.most_common(1)[0][0], share


def _share(part: int, whole: int) -> Decimal:
    return round_half_up(Decimal(part) / whole) if whole else Decimal("0.00")


def _joined(text: str, common: Sequence[bool]) -> Iterator[Piece]:
    start = 0
    for number in range(1, len(text) + 1):
        if number == len(text) or common[number] != common[start]:
            yield text[start:number], common[start]
            start = number
