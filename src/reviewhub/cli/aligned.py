"""Tables for a terminal: columns aligned, Chinese characters two wide, the first column to the left."""

import unicodedata
from collections.abc import Iterator, Sequence


def aligned(rows: Sequence[Sequence[str]], *, words: frozenset[int] = frozenset({0})) -> Iterator[str]:
    """Pad the cells of every column; those in ``words`` stand to the left, all others to the right.

    >>> list(aligned([("项目", "得分"), ("路", "9.5")]))
    ['项目  得分', '路     9.5']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [_padded(cell, widths[at], left=at in words) for at, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(cell: str, wide: int, *, left: bool) -> str:
    space = " " * (wide - width(cell))
    return cell + space if left else space + cell
