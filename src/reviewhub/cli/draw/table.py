"""One file of a draw: titles in the first row, every row as wide; faults name file, row and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from reviewhub.cli.statistics.faults import refuse
from reviewhub.cli.statistics.source import lines_of
from reviewhub.cli.statistics.workbook import Line
from reviewhub.domain.words import shown


@dataclass(frozen=True, slots=True)
class Table:
    """A file's titles and its other rows."""

    path: Path
    titles: tuple[str, ...]
    body: tuple[Line, ...]

    def column(self, names: Sequence[str]) -> int:
        """Find the column whose title is one of these names; refuses a file without one, or with two."""
        found = [at for at, title in enumerate(self.titles) if title.lower() in names]
        if len(found) != 1:
            known = "、".join(map(shown, self.titles))
            self.refuse_row(
                1,
                f"应有且只有一列“{names[0]}”，现有 {known}，请改标题",
                f"needs one column titled {names[0]}: rename a title",
            )
        return found[0]

    def refuse_row(self, number: int, zh: str, en: str) -> None:
        """Stop with what is wrong with a row."""
        refuse([f"{self.path.name} 第 {number} 行{zh} / {self.path.name}, row {number} {en}"])

    def fault(self, line: Line, at: int, words: tuple[str, str]) -> str:
        """Say what is wrong with a cell, in both languages."""
        title, given, name = shown(self.titles[at]), shown(line.cells[at]), self.path.name
        zh, en = words
        return (
            f"{name} 第 {line.number} 行第 {at + 1} 列（{title}）“{given}”{zh}"
            f" / {name}, row {line.number}, column {at + 1} ({title}): '{given}' {en}"
        )


def read_table(path: Path) -> Table:
    """Read a file.

    Raises
    ------
    click.ClickException
        Names every title that is missing or there twice, or every row that is too short or too long.

    """
    try:
        head, *body = lines_of(path)
    except click.ClickException as error:
        raise click.ClickException(f"{path.name}: {error.message}") from error
    refuse(_bad_titles(path.name, head.cells))
    refuse(_ragged(path.name, body, len(head.cells)))
    return Table(path, head.cells, tuple(body))


def _bad_titles(name: str, titles: Sequence[str]) -> Iterator[str]:
    for at, title in enumerate(titles, 1):
        if not title:
            yield (
                f"{name} 第 1 行第 {at} 列没有标题，请补上"
                f" / {name}, row 1, column {at} has no title: give it one"
            )
        elif title in titles[: at - 1]:
            yield (
                f"{name} 第 1 行第 {at} 列“{shown(title)}”与前面的列重名，请改名"
                f" / {name}, row 1, column {at} has the title of an earlier one: rename it"
            )


def _ragged(name: str, body: Sequence[Line], width: int) -> Iterator[str]:
    for line in body:
        if len(line.cells) != width:
            yield (
                f"{name} 第 {line.number} 行有 {len(line.cells)} 格，应为 {width} 格，请检查逗号"
                f" / {name}, row {line.number} has {len(line.cells)} cells, not {width}: look at its commas"
            )
