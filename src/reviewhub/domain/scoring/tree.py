"""What every criterion weighs in the total, and that children sum to their parent at every level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from reviewhub.domain.errors import Problem

FULL_MARKS: Final = Decimal(100)
WHOLE: Final = Decimal(100)
FINEST: Final = Decimal("0.0001")


class Weighting(StrEnum):
    """How a template says what its criteria weigh: in points of the whole, or in percent of the parent."""

    POINTS = "points"
    PERCENT = "percent"


Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion as the tree sees it: its place by Chinese titles, and its weight as written."""

    id: str
    path: Path
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A heading with a weight of its own: points of the whole, or percent of its parent."""

    path: Path
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Points of every leaf in the template's order, and everything that is wrong with the weights."""

    points: tuple[Decimal, ...]
    problems: tuple[Problem, ...]


def weigh(source: Mapping[str, Any]) -> Weighed:
    """Work out the points of every criterion of a template's source.

    In points the leaves say them, all sum to 100, and a ``[[group]]`` that names its points is the sum of its
    leaves. In percent every heading is a ``[[group]]``, the children of each parent sum to 100, and a leaf's
    points are the product of the shares on its way down. Points finer than a ten-thousandth are refused: they
    could not be stored exactly.
    """
    weighting = Weighting(source.get("weighting", Weighting.POINTS))
    leaves = [
        Leaf(leaf["id"], _path(leaf["path"]), number(leaf.get(weighting))) for leaf in source["criterion"]
    ]
    branches = [
        Branch(tuple(group["path"]), number(group.get(weighting))) for group in source.get("group", ())
    ]
    faults = [*_unweighed(leaves, branches, weighting), *_misplaced(leaves, branches)]
    weighed = _in_points(leaves, branches) if weighting is Weighting.POINTS else _in_percent(leaves, branches)
    return Weighed(weighed.points, (*faults, *weighed.problems))


def number(written: object) -> Decimal | None:
    """Read a number of the source exactly; None for what is none."""
    if written is None or isinstance(written, bool):
        return None
    try:
        read = Decimal(str(written))
    except InvalidOperation:
        return None
    return read if read.is_finite() else None


def _path(path: Sequence[Mapping[str, str]]) -> Path:
    return tuple(level["zh"] for level in path)


def place_of(path: Path) -> str:
    """Name a heading as problems do."""
    return f"group {' › '.join(path)}"


def _unweighed(leaves: Sequence[Leaf], branches: Sequence[Branch], weighting: Weighting) -> Iterator[Problem]:
    for leaf in leaves:
        if leaf.weight is None or leaf.weight <= 0:
            yield Problem(f"criterion {leaf.id}", f"template.{weighting}", {"id": leaf.id})
    for branch in branches:
        if branch.weight is None or branch.weight <= 0:
            yield Problem(place_of(branch.path), f"template.{weighting}", {"id": branch.path[-1]})


def _misplaced(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> Iterator[Problem]:
    """Say what stands apart from its heading, and which heading has nothing below it or is written twice."""
    seen: set[Path] = set()
    for path, _ in groupby(leaves, key=lambda leaf: leaf.path):
        if path in seen:
            yield Problem(place_of(path), "template.scattered", {"id": path[-1]})
        seen.add(path)
    headings = {leaf.path[:depth] for leaf in leaves for depth in range(1, len(leaf.path) + 1)}
    named: set[Path] = set()
    for branch in branches:
        if branch.path not in headings:
            yield Problem(place_of(branch.path), "template.empty_group", {"id": branch.path[-1]})
        if branch.path in named:
            yield Problem(place_of(branch.path), "template.doubled_group", {"id": branch.path[-1]})
        named.add(branch.path)


def _in_points(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> Weighed:
    points = [leaf.weight or Decimal(0) for leaf in leaves]
    problems = [*_too_fine(leaves, points)]
    for branch in branches:
        depth = len(branch.path)
        given = sum(
            (leaf.weight or Decimal(0) for leaf in leaves if leaf.path[:depth] == branch.path), Decimal(0)
        )
        if given != branch.weight:
            problems.append(_sum(place_of(branch.path), given, branch.weight or Decimal(0)))
    total = sum(points, Decimal(0))
    if total != FULL_MARKS:
        problems.append(_sum("", total, FULL_MARKS))
    return Weighed(tuple(points), tuple(problems))


def _in_percent(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> Weighed:
    shares = {branch.path: branch.weight or Decimal(0) for branch in branches}
    headings = list(dict.fromkeys(leaf.path[:n] for leaf in leaves for n in range(1, len(leaf.path) + 1)))
    problems = [
        Problem(place_of(path), "template.percent", {"id": path[-1]})
        for path in headings
        if path not in shares
    ]
    if not problems:
        problems.extend(_percent_sums(leaves, shares, headings))
    points = [_product(leaf, shares) for leaf in leaves]
    return Weighed(tuple(points), (*problems, *_too_fine(leaves, points)))


def _percent_sums(
    leaves: Sequence[Leaf], shares: Mapping[Path, Decimal], headings: Sequence[Path]
) -> Iterator[Problem]:
    for parent in [(), *headings]:
        below = [shares[path] for path in headings if path[:-1] == parent]
        below += [leaf.weight or Decimal(0) for leaf in leaves if leaf.path == parent]
        given = sum(below, Decimal(0))
        if given != WHOLE:
            yield _sum(place_of(parent) if parent else "", given, WHOLE)


def _product(leaf: Leaf, shares: Mapping[Path, Decimal]) -> Decimal:
    points = FULL_MARKS * (leaf.weight or Decimal(0)) / WHOLE
    for depth in range(1, len(leaf.path) + 1):
        points = points * shares.get(leaf.path[:depth], Decimal(0)) / WHOLE
    return points


def _too_fine(leaves: Sequence[Leaf], points: Sequence[Decimal]) -> Iterator[Problem]:
    for leaf, given in zip(leaves, points, strict=True):
        if given % FINEST:
            yield Problem(
                f"criterion {leaf.id}", "template.too_fine", {"id": leaf.id, "points": f"{given:f}"}
            )


def _sum(place: str, given: Decimal, full: Decimal) -> Problem:
    values = {"sum": f"{given.normalize():f}", "full": f"{full.normalize():f}"}
    return Problem(place, "template.sum" if place else "template.total", values)
