"""How two versions of a document differ, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

# A figure is one word: of 1,250.00 and 1,280.00 nobody wants to see that the middle differs.
_WORDS: Final = re.compile(r"[0-9](?:[0-9,.]*[0-9])?%?|[A-Za-z]+|\s+|.", re.DOTALL)
# Paragraphs that share less than this part of their words are not two versions of one paragraph.
_ALIKE: Final = 0.5
# Equal signs fewer than this between two changes are read as changed: single letters in common are chance.
_SHORTEST: Final = 2
_LONGEST: Final = 4_000
# How many paragraphs further on the newer version of one is looked for.
_NEAR: Final = 30


class Change(StrEnum):
    """What became of a paragraph, or of some of its words."""

    SAME = "same"
    GONE = "gone"
    COME = "come"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph with the number of its page."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a row that all are the same, gone or come."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph of either version or of both; ``before`` and ``after`` are its pages there, or None."""

    change: Change
    spans: tuple[Span, ...]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs in a row, shown or, where nothing changed for long, folded away."""

    folded: bool
    lines: tuple[Difference, ...]


def differences(before: Sequence[Line], after: Sequence[Line]) -> tuple[Difference, ...]:
    """Align two versions; paragraphs without change are given too, in the order of the newer version.

    Paragraphs are matched by the longest runs in common (Ratcliff and Obershelp, as in :mod:`difflib`);
    between two runs a paragraph and the first near one that shares half of its words are two versions of one.
    """
    matcher = SequenceMatcher(None, [one.text for one in before], [one.text for one in after])
    found: list[Difference] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        old, new = before[start:end], after[begin:stop]
        if kind == "equal":
            found += [_same(one, other) for one, other in zip(old, new, strict=True)]
        else:
            found += _replaced(old, new)
    return tuple(found)


def stretches(found: Sequence[Difference]) -> tuple[Stretch, ...]:
    """Fold away what is farther than one paragraph from every change, unless it is one paragraph alone."""
    changed = [one.change is not Change.SAME for one in found]
    shown = [any(changed[max(n - 1, 0) : n + 2]) for n in range(len(found))]
    alone = [not shown[n] and all(shown[max(n - 1, 0) : n] + shown[n + 1 : n + 2]) for n in range(len(found))]
    parts = groupby(range(len(found)), lambda n: shown[n] or alone[n])
    return tuple(Stretch(not visible, tuple(found[n] for n in places)) for visible, places in parts)


def _same(before: Line, after: Line) -> Difference:
    return Difference(Change.SAME, (Span(Change.SAME, after.text),), before.page, after.page)


def _replaced(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Difference]:
    place = 0
    for old in before:
        near = range(place, min(place + _NEAR, len(after)))
        twin = next((n for n in near if _alike(old.text, after[n].text)), None)
        if twin is None:
            yield Difference(Change.GONE, (Span(Change.GONE, old.text),), old.page, None)
            continue
        yield from map(_come, after[place:twin])
        yield Difference(
            Change.CHANGED, tuple(_spans(old.text, after[twin].text)), old.page, after[twin].page
        )
        place = twin + 1
    yield from map(_come, after[place:])


def _come(line: Line) -> Difference:
    return Difference(Change.COME, (Span(Change.COME, line.text),), None, line.page)


def _alike(before: str, after: str) -> bool:
    """Compare words without their order first: that is quick, and never less than the real share."""
    if max(len(before), len(after)) > _LONGEST:
        return False
    matcher = SequenceMatcher(None, _WORDS.findall(before), _WORDS.findall(after), autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _spans(before: str, after: str) -> Iterator[Span]:
    """Give what stayed, went and came within one paragraph; what went stands before what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    gone = come = ""
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[start:end]), "".join(new[begin:stop])
        edge = start == 0 or end == len(old)
        if kind != "equal" or (len(left) < _SHORTEST and not edge and not left.isspace()):
            gone, come = gone + left, come + right
            continue
        yield from _changed(gone, come)
        gone = come = ""
        yield Span(Change.SAME, left)
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Span]:
    if gone:
        yield Span(Change.GONE, gone)
    if come:
        yield Span(Change.COME, come)
