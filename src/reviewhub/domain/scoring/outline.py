"""The tree of a source being written: every heading with its sum, every criterion with its points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reviewhub.domain.scoring.editing import Source, headings, path_of
from reviewhub.domain.scoring.tree import WHOLE, Path, Weighting

Sums = Mapping[Path, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a criterion, which has a ``place`` in the source, or a heading.

    ``heading`` and ``under`` number headings as :func:`headings` lists them; ``weight`` stands as written.
    ``worth`` is the points of a criterion, or what stands below a heading: percent of it, or points.
    """

    title: Mapping[str, str]
    path: Path
    weight: Any
    worth: Decimal
    under: int | None
    heading: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All lines from the top down, and the sum of the first level."""

    lines: tuple[Line, ...]
    total: Decimal


def outline(source: Source) -> Outline:
    """Draw the tree, however unsound it is: what is no number counts as nothing."""
    weighting = Weighting.PERCENT if source.get("weighting") == Weighting.PERCENT else Weighting.POINTS
    weights = dict(headings(source))
    shares = {path: counted(weight) for path, weight in weights.items()}
    sums = _percents(source, shares) if weighting is Weighting.PERCENT else _points(source)
    number = {path: n for n, path in enumerate(weights)}
    before: Path = ()
    lines: list[Line] = []
    for place, leaf in enumerate(source["criterion"]):
        path, weight = path_of(leaf), leaf.get(weighting)
        for new in _opened(before, path):
            title = leaf["path"][len(new) - 1]
            under = number.get(new[:-1])
            lines.append(Line(title, new, weights[new], sums[new], under, heading=number[new]))
        worth = counted(weight)
        if weighting is Weighting.PERCENT:
            for depth in range(1, len(path) + 1):
                worth = worth * shares[path[:depth]] / WHOLE
        lines.append(Line(leaf["title"], path, weight, worth, number.get(path), place=place))
        before = path
    return Outline(tuple(lines), sums.get((), Decimal(0)))


def counted(weight: object) -> Decimal:
    """Give what a weight adds to a sum: nothing where it is no number."""
    is_number = isinstance(weight, int | Decimal) and not isinstance(weight, bool)
    return Decimal(str(weight)) if is_number else Decimal(0)


def _opened(before: Path, path: Path) -> Iterator[Path]:
    for depth in range(1, len(path) + 1):
        if path[:depth] != before[:depth]:
            yield path[:depth]


def _points(source: Source) -> dict[Path, Decimal]:
    sums: dict[Path, Decimal] = {}
    for leaf in source["criterion"]:
        path = path_of(leaf)
        for depth in range(len(path) + 1):
            sums[path[:depth]] = sums.get(path[:depth], Decimal(0)) + counted(leaf.get(Weighting.POINTS))
    return sums


def _percents(source: Source, shares: Sums) -> dict[Path, Decimal]:
    sums = dict.fromkeys([(), *shares], Decimal(0))
    for path, share in shares.items():
        sums[path[:-1]] += share
    for leaf in source["criterion"]:
        sums[path_of(leaf)] += counted(leaf.get(Weighting.PERCENT))
    return sums
