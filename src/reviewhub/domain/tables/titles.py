"""Titles that stand in one line or in two: a group (申报金额) above its parts (合计, 其中：一般公共预算)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.tables.amount import split_unit
from reviewhub.domain.tables.cell import Row, Rows, fold, text_of

_WHOLE_OF_GROUP: Final = frozenset({"合计", "小计", "总计", "总额", "金额"})
_HAS_DIGIT: Final = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of all columns ("" for none), with the first and the last spreadsheet row that they take."""

    texts: tuple[str, ...]
    first: int
    last: int

    def bases(self) -> tuple[str, ...]:
        """Give the words of each title, folded, without unit and brackets."""
        return tuple(split_unit(text)[0] for text in self.texts)


def titles_at(rows: Rows, index: int, names: Sequence[Collection[str]]) -> Titles:
    """Give the titles that begin in line ``index`` and take one line or two.

    ``names`` holds the words of each column in which every row of data says something. The next line belongs
    to the titles when this one has all those columns and the next names parts of a group but nothing there.
    """
    upper = tuple(text_of(cell) for cell in rows[index])
    if index + 1 >= len(rows) or not _continues(upper, rows[index + 1], names):
        return Titles(upper, index + 1, index + 1)
    lower = [text_of(cell) for cell in rows[index + 1]]
    width = max(len(upper), len(lower))
    upper += ("",) * (width - len(upper))
    lower += [""] * (width - len(lower))
    return Titles(tuple(_joined(upper, part, n) for n, part in enumerate(lower)), index + 1, index + 2)


def _continues(upper: tuple[str, ...], below: Row, names: Sequence[Collection[str]]) -> bool:
    bases = [split_unit(title)[0] for title in upper]
    if not all(any(base in words for base in bases) for words in names):
        return False
    lower = [text_of(cell) for cell in below]
    parts = [n for n, part in enumerate(lower) if part and (n >= len(upper) or part != upper[n])]
    if not parts or any(_HAS_DIGIT.search(fold(lower[n])) for n in parts):
        return False
    grouped = any(n > 0 and (n >= len(upper) or not upper[n]) for n in parts)
    return grouped and not any(n < len(upper) and any(bases[n] in words for words in names) for n in parts)


def _joined(upper: tuple[str, ...], part: str, position: int) -> str:
    """Title one column: the part, with the unit of its group; the group's own title for its whole."""
    if not part or part == upper[position]:
        return upper[position]
    group = next((title for title in reversed(upper[: position + 1]) if title), "")
    if split_unit(part)[0] in _WHOLE_OF_GROUP:
        return group
    unit = split_unit(group)[1]
    return f"{part}（{unit}）" if unit and not split_unit(part)[1] else part
