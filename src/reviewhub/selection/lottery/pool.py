"""People grouped by what the rules can tell apart, and the rules as bounds on counts of the groups."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.values import Bound, Person, Quota, Rules


@dataclass(frozen=True, slots=True)
class Row:
    """A count that the rules bound: who is counted, and from how many to how many."""

    kind: str
    feature: str
    value: str
    least: int
    most: int

    @property
    def lower(self) -> Bound:
        """The bound from below, by name."""
        kind = "size" if self.kind == "size" else "least"
        return Bound(kind, self.feature, self.value, self.least)

    @property
    def upper(self) -> Bound:
        """The bound from above, by name."""
        kind = "most" if self.kind == "quota" else self.kind
        return Bound(kind, self.feature, self.value, self.most)


@dataclass(frozen=True, slots=True)
class Pool:
    """Types of people who are the same to the rules, and the rows that bound panels of them.

    Attributes
    ----------
    rules
        The rules as they were given.
    types
        The sorted ids of the people of each type; types are sorted by their first id.
    rows
        The bounded counts, the size first.
    touches
        For each type the indices of the rows that count its people.

    """

    rules: Rules
    types: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    touches: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Number of people on a panel."""
        return self.rules.size

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone's id, sorted."""
        return tuple(sorted(id_ for ids in self.types for id_ in ids))

    @property
    def many(self) -> NDArray[np.int64]:
        """Number of people of each type, shape ``(types,)``."""
        return np.array([len(ids) for ids in self.types], dtype=np.int64)

    @property
    def matrix(self) -> NDArray[np.int64]:
        """Which row counts which type, shape ``(rows, types)``."""
        matrix = np.zeros((len(self.rows), len(self.types)), dtype=np.int64)
        for column, touched in enumerate(self.touches):
            matrix[list(touched), column] = 1
        return matrix

    @property
    def bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The least and the most of every row."""
        least, most = zip(*((row.least, row.most) for row in self.rows), strict=True)
        return np.array(least, dtype=np.int64), np.array(most, dtype=np.int64)


def pool_of(people: Iterable[Person], rules: Rules, *, whole: bool = False) -> Pool:
    """Group people; rows that cannot bind tell nobody apart, unless the ``whole`` of the rules is asked for.

    Raises
    ------
    ValueError
        Where two people have one id.

    """
    known = sorted(people, key=lambda person: person.id)
    if len({person.id for person in known}) < len(known):
        raise ValueError("two people have one id")
    counted = _counted(known, rules)
    rows = [row for row in _rows(counted, rules) if whole or _binds(row, counted, (rules.size, len(known)))]
    groups: dict[tuple[int, ...], list[str]] = {}
    tests = _tests(rows)
    for person in known:
        groups.setdefault(tests(person), []).append(person.id)
    types = tuple(tuple(ids) for ids in groups.values())
    return Pool(rules, types, tuple(rows), tuple(groups))


Counted = Counter[tuple[str, str]]


def _counted(people: list[Person], rules: Rules) -> Counted:
    """Count the people with each value of the features that the rules name."""
    features = {quota.feature for quota in rules.quotas} | set(rules.one_per)
    return Counter((feature, person.of(feature)) for person in people for feature in features)


def _rows(counted: Counted, rules: Rules) -> list[Row]:
    """Give the size, every quota, and every value that may occur once."""
    quotas = [_row(quota) for quota in sorted(set(rules.quotas), key=_order)]
    once = [
        Row("one_per", feature, value, 0, 1)
        for (feature, value), times in sorted(counted.items())
        if feature in rules.one_per and value and times > 1
    ]
    return [Row("size", "", "", rules.size, rules.size), *quotas, *once]


def _row(quota: Quota) -> Row:
    return Row("quota", quota.feature, quota.value, quota.least, quota.most)


def _order(quota: Quota) -> tuple[str, str, int, int]:
    return quota.feature, quota.value, quota.least, quota.most


def _binds(row: Row, counted: Counted, whole: tuple[int, int]) -> bool:
    """Tell whether some panel of this size, out of so many people, could break a row."""
    size, people = whole
    found = counted[row.feature, row.value]
    fewest, greatest = max(0, size - people + found), min(size, found)
    return row.kind == "size" or row.least > fewest or row.most < greatest


def _tests(rows: list[Row]) -> Callable[[Person], tuple[int, ...]]:
    """Give the function that finds the rows which count a person."""
    places: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(rows[1:], 1):
        places.setdefault((row.feature, row.value), []).append(index)
    features = sorted({row.feature for row in rows[1:]})

    def touched(person: Person) -> tuple[int, ...]:
        found = (places.get((feature, person.of(feature)), ()) for feature in features)
        return (0, *sorted(index for group in found for index in group))

    return touched
