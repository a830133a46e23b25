"""The matrices of a file: one, or one a panel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewhub.cli.statistics import faults
from reviewhub.cli.statistics.layout import Layout, layout_of
from reviewhub.cli.statistics.source import lines_of
from reviewhub.cli.statistics.workbook import Line
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.tables.cell import text_of
from reviewhub.domain.words import shown
from reviewhub.stats.values import Scale


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores ``(targets, raters)`` with the names of their rows and columns; None where none was given.

    ``panel`` is "" where the file names none; ``left_out`` counts the columns without any score in the panel.
    """

    targets: tuple[str, ...]
    raters: tuple[str, ...]
    scores: tuple[tuple[float | None, ...], ...]
    panel: str = ""
    left_out: int = 0


def read_tables(path: Path, scale: Scale | None = None, panel: str | None = None) -> tuple[ScoreTable, ...]:
    """Read a file of scores, panels in the order of their first rows.

    Raises
    ------
    click.ClickException
        Names every cell, up to ten, that is not a score; exit status 1.

    """
    layout = layout_of(lines_of(path), panel)
    raters = _raters(layout)
    faults.refuse(_bad_cells(layout, raters, scale))
    if layout.panel is None:
        return (_table(layout, layout.body, raters),)
    return tuple(
        _without_strangers(_table(layout, body, raters, name)) for name, body in _panels(layout).items()
    )


def _raters(layout: Layout) -> tuple[str, ...]:
    titles = [text_of(layout.head[at]) if layout.head else "" for at in layout.scores]
    faults.refuse(faults.no_raters(titles, [at + 1 for at in layout.scores]))
    return tuple(name or f"#{at}" for at, name in enumerate(titles, 1))


def _panels(layout: Layout) -> dict[str, list[Line]]:
    names = [text_of(line.cells[layout.panel or 0]) for line in layout.body]
    faults.refuse(faults.no_panels(names, [line.number for line in layout.body]))
    panels: dict[str, list[Line]] = {}
    for name, line in zip(names, layout.body, strict=True):
        panels.setdefault(name, []).append(line)
    return panels


def _table(layout: Layout, body: Sequence[Line], raters: tuple[str, ...], panel: str = "") -> ScoreTable:
    targets = tuple(f"#{at}" for at in range(1, len(body) + 1))
    if layout.name is not None:
        targets = tuple(text_of(line.cells[layout.name]) for line in body)
        faults.refuse(faults.no_targets([line.cells[layout.name] for line in body], _numbers(body)))
    scores = tuple(tuple(_score(line.cells[at]) for at in layout.scores) for line in body)
    return ScoreTable(targets, raters, scores, panel)


def _numbers(body: Sequence[Line]) -> list[int]:
    return [line.number for line in body]


def _without_strangers(table: ScoreTable) -> ScoreTable:
    """Leave out who scored nothing in the panel; all stay where nobody did."""
    columns = list(zip(*table.scores, strict=True))
    kept = [at for at, column in enumerate(columns) if any(score is not None for score in column)]
    if not kept:
        return table
    return ScoreTable(
        table.targets,
        tuple(table.raters[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.scores),
        table.panel,
        len(columns) - len(kept),
    )


def _bad_cells(layout: Layout, raters: Sequence[str], scale: Scale | None) -> Iterator[str]:
    for line in layout.body:
        for rater, at in zip(raters, layout.scores, strict=True):
            zh, en = faults.fault_of(line.cells[at], scale)
            if zh:
                given = shown(line.cells[at])
                yield (
                    f"第 {line.number} 行第 {at + 1} 列（{shown(rater)}）“{given}”{zh}"
                    f" / row {line.number}, column {at + 1} ({shown(rater)}): '{given}' {en}"
                )


def _score(cell: str) -> float | None:
    number = read_number(cell) if cell else None
    return None if number is None else float(number)
