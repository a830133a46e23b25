"""Finding the line of column titles, wherever an office has moved it, and the money unit above or in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.amount import split_unit, unit_in_line, yuan_per
from reviewhub.domain.tables.cell import Rows, text_of
from reviewhub.domain.tables.parsed import place
from reviewhub.domain.tables.titles import Titles, titles_at
from reviewhub.domain.words import shown

HEADER_DEPTH: Final = 30
"""Only a line this far up may be called a header when it lacks required columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a parser knows: its key, the words that title it, its duties.

    The words are compared folded, without brackets and units. An earlier word wins over a later one, and the
    first is what people are told is missing.
    """

    key: str
    words: tuple[str, ...]
    required: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The line of titles: its spreadsheet row, the known columns by key, yuan per money unit."""

    row: int
    titles: tuple[str, ...]
    positions: Mapping[str, int]
    units: Mapping[str, Decimal]

    def title(self, key: str) -> str:
        """Give the title that the file itself uses for a known column; the key when the column is absent."""
        position = self.positions.get(key)
        return key if position is None else self.titles[position]

    def ignored(self) -> list[Problem]:
        """Say of which columns nothing is read, so that nobody believes it was."""
        return [
            Problem(place(self.row, title), "table.column_ignored", {"column": title})
            for _, title in self.others()
        ]

    def others(self) -> tuple[tuple[int, str], ...]:
        """Give position and title of the columns that nobody asked for, in order."""
        known = set(self.positions.values())
        return tuple((n, title) for n, title in enumerate(self.titles) if title and n not in known)


def find_header(rows: Rows, columns: Sequence[Column]) -> tuple[Header | None, list[Problem]]:
    """Find the first line that titles all required columns, or the closest one and what it lacks.

    Returns the header and no problem, or None and the problems: ``table.empty``, ``table.no_header``,
    ``table.column_missing``, ``table.column_twice``, ``table.unit_missing``, ``table.unit_unknown``.
    """
    if not any(text_of(cell) for row in rows for cell in row):
        return None, [Problem(place(1), "table.empty")]
    keys = {word: column.key for column in columns for word in column.words}
    required = {column.key for column in columns if column.required}
    names = [column.words for column in columns if column.required and not column.money]
    closest, best = Titles((), 1, 1), 0
    for number in range(len(rows)):
        titles = titles_at(rows, number, names)
        found = {keys[base] for base in titles.bases() if base in keys}
        if required <= found and len(found) > 1:
            return _read_header(rows, titles, columns)
        if number < HEADER_DEPTH and len(found) > best:
            closest, best = titles, len(found)
    if best and required <= {keys[base] for base in closest.bases() if base in keys}:
        return _read_header(rows, closest, columns)  # one known column: a header unless a fuller line follows
    if not best:
        wanted = "、".join(column.words[0] for column in columns if column.required)
        first, words = next((number, row) for number, row in enumerate(rows, 1) if any(map(text_of, row)))
        seen = shown(" | ".join(filter(None, map(text_of, words))))
        return None, [Problem(place(first), "table.no_header", {"columns": wanted, "found": seen})]
    return None, _missing(closest, columns)


def _missing(titles: Titles, columns: Sequence[Column]) -> list[Problem]:
    bases = set(titles.bases())
    found = "、".join(title for title in titles.texts if title)
    return [
        Problem(
            place(titles.last),
            "table.column_missing",
            {"column": column.words[0], "accepted": "、".join(column.words), "found": found},
        )
        for column in columns
        if column.required and bases.isdisjoint(column.words)
    ]


def _read_header(
    rows: Rows, titles: Titles, columns: Sequence[Column]
) -> tuple[Header | None, list[Problem]]:
    bases = titles.bases()
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    for column in columns:
        word = next((word for word in column.words if word in bases), None)
        places = [n for n, base in enumerate(bases) if base == word]
        if word is not None:
            positions[column.key] = places[0]
        if len(places) > 1:
            problems.append(_twice(titles, places))
    above = unit_in_line(" ".join(text_of(cell) for row in rows[: titles.first - 1] for cell in row))
    money = {
        column.key: positions[column.key] for column in columns if column.money and column.key in positions
    }
    units, unit_problems = _units(titles, above, money)
    problems += unit_problems
    return (None if problems else Header(titles.last, titles.texts, positions, units)), problems


def _twice(titles: Titles, places: Sequence[int]) -> Problem:
    values: dict[str, str | int] = {"first": places[0] + 1, "second": places[1] + 1}
    return Problem(place(titles.last, titles.texts[places[1]]), "table.column_twice", values)


def _units(titles: Titles, above: str, money: Mapping[str, int]) -> tuple[dict[str, Decimal], list[Problem]]:
    """Take each money column's unit from its own title, else from the lines above; never guess one."""
    units: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for key, position in money.items():
        title = titles.texts[position]
        unit = split_unit(title)[1] or above
        yuan = yuan_per(unit)
        if yuan is None:
            code = "table.unit_unknown" if unit else "table.unit_missing"
            problems.append(Problem(place(titles.last, title), code, {"column": title, "unit": unit}))
        else:
            units[key] = yuan
    return units, problems
