"""Telling names from scores: where a table's head is, and which columns name rows and panels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import click

from reviewhub.cli.statistics.faults import ragged, refuse
from reviewhub.cli.statistics.workbook import Line
from reviewhub.domain.scoring.answer import plain_digits
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.words import shown

LIKE_A_NUMBER: Final = re.compile(
    r"[-+]?(nan|inf|infinity|[\d._,%e+-]*\d[\d._,%e+-]*)|#[a-z]+(?:/[a0])?[!?]?", re.IGNORECASE
)
NAME_COLUMN: Final = re.compile(
    r"项目|序号|编号|名称|对象|指标|\bid\b|\bname\b|project|target", re.IGNORECASE
)
PANEL_COLUMN: Final = re.compile(
    r"(?:专家|评审)?小?组(?:别|号|名|名称|编号)?|分组|(?:评审)?批次|panel(?:id|name|no)?|group|batch"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table's columns hold: places count from 0; None where there is no such column.

    ``head`` has one title a column, and is None where the first row holds scores already.
    """

    head: tuple[str, ...] | None
    body: tuple[Line, ...]
    panel: int | None
    name: int | None

    @property
    def scores(self) -> tuple[int, ...]:
        """Give the places of the columns of scores."""
        width = len(self.head or self.body[0].cells)
        return tuple(at for at in range(width) if at not in {self.panel, self.name})


def layout_of(lines: Sequence[Line], panel: str | None) -> Layout:
    """Find the head, the names and, by its title or by ``panel``, the column that names panels.

    Raises
    ------
    click.ClickException
        There are no scores, rows differ in length, or no column is titled ``panel``.

    """
    has_head = bool(lines) and not any(like_a_number(cell) for cell in lines[0].cells[1:])
    head = lines[0].cells if has_head and len(lines[0].cells) > 1 else None
    body = tuple(lines[1:] if head else lines)
    if not body:
        raise click.ClickException("没有分数 / there are no scores")
    width = len(head or body[0].cells)
    refuse(ragged([(line.number, line.cells) for line in body], width))
    panels = _panel_column(head, panel)
    first = next((at for at in range(width) if at != panels), None)
    named = first is not None and _has_names(head, body, first)
    found = Layout(head, body, panels, first if named else None)
    if not found.scores:
        raise click.ClickException(
            "没有评分列，分列须用逗号 / there is no column of scores: cells are separated by commas"
        )
    return found


def _panel_column(head: Sequence[str] | None, wanted: str | None) -> int | None:
    titles = [fold(title) for title in head or ()]
    if wanted is None:
        return next((at for at, title in enumerate(titles) if PANEL_COLUMN.fullmatch(title)), None)
    if fold(wanted) not in titles:
        known = "、".join(shown(title) for title in head or ())
        message = f"没有“{shown(wanted)}”列，只有：{known} / there is no such column, only: {known}"
        raise click.BadParameter(message, param_hint="--panel")
    return titles.index(fold(wanted))


def _has_names(head: Sequence[str] | None, body: Sequence[Line], first: int) -> bool:
    """Tell whether a column names the rows: its head says so, or most of it is words.

    One word among numbers is a mistyped score, which must not silence the whole column.
    """
    if head and (not head[first] or NAME_COLUMN.search(head[first])):
        return True
    filled = [line.cells[first] for line in body if line.cells[first]]
    return 2 * sum(not like_a_number(cell) for cell in filled) > len(filled)


def like_a_number(cell: str) -> bool:
    """Tell whether a cell was meant as a number, well written or not: a bad score is no name."""
    return LIKE_A_NUMBER.fullmatch(plain_digits(cell)) is not None
