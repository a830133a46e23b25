"""What scorers find wrong: with the parameters of a criterion, and with values that cannot stand together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from reviewhub.plugin.parts import exact
from reviewhub.plugin.protocols import Invalid, Problem


def refusal(code: str, **values: str | int) -> Invalid:
    """Say to the expert that the values filled in cannot stand together; the host knows the criterion."""
    return Invalid([Problem("", code, values)])


def undefined() -> Invalid:
    """Say that these values cannot be scored, because something would be divided by zero."""
    return refusal("scorer.undefined")


def doubled_ids(items: Iterable[Mapping[str, Any]], path: str) -> Iterator[Problem]:
    """Name every id that stands twice in a list."""
    seen: set[str] = set()
    for item in items:
        if item["id"] in seen:
            yield Problem(path, "template.doubled_part", {"id": str(item["id"])})
        seen.add(item["id"])


def shares_off(shares: Iterable[object], path: str) -> Iterator[Problem]:
    """Say that shares do not sum to exactly 1."""
    total = sum(map(exact, shares), Decimal(0))
    if total != 1:
        yield Problem(path, "template.shares", {"sum": f"{total:f}"})


def out_of_order(bounds: Sequence[object], path: str, *, strictly: bool = True) -> Iterator[Problem]:
    """Say that bounds do not fall from first to last."""
    pairs = pairwise(map(exact, bounds))
    if any(first < second or (strictly and first == second) for first, second in pairs):
        yield Problem(path, "template.order")


def misplaced(given: Iterable[str], names: Iterable[str], other: str) -> Iterator[Problem]:
    """Name parameters that mean something only with another one, which ``other`` describes."""
    for name in sorted(set(given) & set(names)):
        yield Problem(name, "template.only_with", {"name": other})
