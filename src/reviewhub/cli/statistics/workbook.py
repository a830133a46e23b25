"""Rows of text with their numbers, and how they come out of .xlsx and .xls."""

from dataclasses import dataclass

import click

from reviewhub.cli import language
from reviewhub.domain.tables.cell import text_of


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds something: its number in the file, and its cells without space around them."""

    number: int
    cells: tuple[str, ...]


def workbook_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """Read the first sheet that holds something; what other sheets hold is said, not read."""
    from reviewhub.edge.language.words import plain_speaker  # noqa: PLC0415 -- a CSV starts without
    from reviewhub.files.tables import read_table  # noqa: PLC0415 -- the same

    table = read_table(data, name)
    for unread in table.left_out():
        click.echo(plain_speaker(None, language()).problem(unread), err=True)
    width = max(map(len, table.rows), default=0)
    rows = ([text_of(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows)
    lines = tuple(Line(number, tuple(row)) for number, row in enumerate(rows, 1) if any(row))
    return tuple(Line(one.number, one.cells[: _filled(lines)]) for one in lines)


def _filled(lines: tuple[Line, ...]) -> int:
    """Count the columns up to the last that holds something."""
    return max((at for line in lines for at, cell in enumerate(line.cells, 1) if cell), default=0)
