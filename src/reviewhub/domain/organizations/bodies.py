"""Which rows name one body, what belongs to what: asked of all organisations of a bureau at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewhub.domain.lettering import plain_letters
from reviewhub.domain.organizations.naming import fold_name


@dataclass(frozen=True, slots=True)
class Entered:
    """One organisation as a row has it; ``credit_code`` is "" and ``parent`` None where nobody said."""

    id: int
    name: str
    former_names: Sequence[str] = ()
    credit_code: str = ""
    parent: int | None = None


class Bodies:
    """The bodies behind the rows: rows with one credit code are one body, and rows with one name, old or new.

    A name makes one body of two rows only while their credit codes do not contradict it; what an officer
    merged is one body whatever its codes say. Every body is known by the smallest id among its rows; an id
    that no row has stands for itself.
    """

    def __init__(self, rows: Iterable[Entered], merged: Iterable[tuple[int, int]] = ()) -> None:
        self._rows = sorted(rows, key=lambda row: row.id)
        self._leader = {row.id: row.id for row in self._rows}
        self._codes = {row.id: frozenset({code} if (code := _code(row)) else ()) for row in self._rows}
        self._by_name: dict[str, int] = {}
        for loser, winner in merged:
            self._make_one(loser, winner)
        self._join_by_code()
        self._join_by_name()
        self._names = {row.id: row.name for row in reversed(self._rows)}
        self._parents: dict[int, set[int]] = defaultdict(set)
        self._children: dict[int, set[int]] = defaultdict(set)
        self._relate()

    def body(self, organization: int) -> int:
        """Give the id of the body that a row names."""
        while (leader := self._leader.get(organization, organization)) != organization:
            organization = leader
        return organization

    def find(self, name: str) -> int | None:
        """Give the body that bears a name, however it is written, or once bore it."""
        found = self._by_name.get(fold_name(name)) if name.strip() else None
        return None if found is None else self.body(found)

    def name(self, body: int) -> str:
        """Give the name that the body's first row has; "" for an id that no row has."""
        return self._names.get(body, "")

    def parents(self, organization: int) -> tuple[int, ...]:
        """Give everything above a body, the nearest first."""
        return tuple(self._reached(self.body(organization), self._parents))

    def subsidiaries(self, organization: int) -> tuple[int, ...]:
        """Give everything below a body, the nearest first."""
        return tuple(self._reached(self.body(organization), self._children))

    def _join_by_code(self) -> None:
        first: dict[str, int] = {}
        for id_, codes in list(self._codes.items()):
            for code in codes:
                self._join(first.setdefault(code, id_), id_)

    def _join_by_name(self) -> None:
        for row in self._rows:
            for name in (row.name, *row.former_names):
                if folded := fold_name(name):
                    self._join(self._by_name.setdefault(folded, row.id), row.id)

    def _join(self, one: int, other: int) -> None:
        codes = self._codes[self.body(one)] | self._codes[self.body(other)]
        if len(codes) <= 1:
            self._make_one(one, other)

    def _make_one(self, one: int, other: int) -> None:
        first, second = sorted((self.body(one), self.body(other)))
        if first != second:
            self._leader[second] = first
            self._codes[first] |= self._codes[second]

    def _relate(self) -> None:
        for row in self._rows:
            if row.parent is None:
                continue
            below, above = self.body(row.id), self.body(row.parent)
            if below != above:
                self._parents[below].add(above)
                self._children[above].add(below)

    @staticmethod
    def _reached(start: int, steps: dict[int, set[int]]) -> Iterator[int]:
        seen, nearest = {start}, [start]
        while nearest:
            nearest = sorted({one for body in nearest for one in steps.get(body, ())} - seen)
            seen.update(nearest)
            yield from nearest


def _code(row: Entered) -> str:
    return plain_letters(row.credit_code).upper()
