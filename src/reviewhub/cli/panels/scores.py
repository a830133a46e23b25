"""Scores from a file: a row a pair, or the grid of numbers that archives of matching data use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

from reviewhub.cli.draw.table import Table, read_table
from reviewhub.cli.statistics.faults import refuse
from reviewhub.cli.statistics.source import LARGEST_FILE
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.words import shown
from reviewhub.selection.matching.values import Scores, in_points

TASK: Final = ("task", "任务", "任务编号", "项目", "项目名称")
EXPERT: Final = ("expert", "专家", "专家编号")
SCORE: Final = ("score", "适配分", "得分", "分值")
LARGEST: Final = 100_000  # points of it fit into 32 bits
_SIZES: Final = re.compile(rb"\s*(\d{1,6})[ \t]+(\d{1,6})[ \t]*\r?\n")
_PROBE: Final = 100


def read_scores(path: Path) -> Scores:
    """Read a file of scores.

    A grid starts with a line ``tasks experts``; every further line holds one task's scores, where 0 rules the
    expert out. In a table a pair without a row, or without a score, is ruled out, and a zero is a score.

    Raises
    ------
    click.ClickException
        Names file, row and column of up to ten faults, and what to do; exit status 1.

    """
    with path.open("rb") as opened:
        sizes = _SIZES.match(opened.read(_PROBE))
    if sizes:
        return _grid(path, int(sizes[1]), int(sizes[2]))
    return _pairs(read_table(path))


def _grid(path: Path, tasks: int, experts: int) -> Scores:
    if path.stat().st_size > LARGEST_FILE:
        refuse([f"{path.name} 超过 20 MB / is larger than 20 MB"])
    lines = path.read_bytes().decode("ascii", "replace").splitlines()
    body = [(number, line.split()) for number, line in enumerate(lines[1:], 2) if line.strip()]
    refuse(_bad_shape(path.name, body, (tasks, experts)))
    refuse(_bad_numbers(path.name, body))
    known = {text: in_points(Decimal(text)) for _, cells in body for text in cells}
    points = np.array([[known[text] for text in cells] for _, cells in body], dtype=np.int32)
    wide = len(str(max(tasks, experts)))
    names = [
        [f"{kind}{at:0{wide}}" for at in range(1, count + 1)]
        for kind, count in (("t", tasks), ("e", experts))
    ]
    return Scores(tuple(names[0]), tuple(names[1]), points, points > 0)


def _bad_shape(name: str, body: Sequence[tuple[int, list[str]]], shape: tuple[int, int]) -> Iterator[str]:
    tasks, experts = shape
    if len(body) != tasks or not tasks or not experts:
        yield (
            f"{name} 第 1 行说有 {tasks} 个任务、{experts} 位专家，实有 {len(body)} 行，请改正"
            f" / {name}, row 1 says {tasks} tasks, {experts} experts; there are {len(body)} rows: correct it"
        )
    for number, cells in body:
        if len(cells) != experts:
            yield (
                f"{name} 第 {number} 行有 {len(cells)} 个数，应为 {experts} 个"
                f" / {name}, row {number} has {len(cells)} numbers, not {experts}"
            )


def _bad_numbers(name: str, body: Sequence[tuple[int, list[str]]]) -> Iterator[str]:
    good: set[str] = set()
    for number, cells in body:
        for at, text in enumerate(cells, 1):
            if text not in good:
                if not _is_score(text):
                    zh, en = _wanted()
                    yield (
                        f"{name} 第 {number} 行第 {at} 个数“{shown(text)}”{zh}"
                        f" / {name}, row {number}, number {at}: '{shown(text)}' {en}"
                    )
                good.add(text)


@dataclass(frozen=True, slots=True)
class _Columns:
    task: int
    expert: int
    score: int


def _pairs(table: Table) -> Scores:
    at = _Columns(table.column(TASK), table.column(EXPERT), table.column(SCORE))
    if not table.body:
        table.refuse_row(
            2, "之后没有内容，请补上各对任务与专家", "and further are missing: add pairs of task and expert"
        )
    refuse(_bad_pairs(table, at))
    given = {
        (line.cells[at.task], line.cells[at.expert]): read_number(line.cells[at.score]) or Decimal(0)
        for line in table.body
        if line.cells[at.score]
    }
    tasks, experts = ({line.cells[column] for line in table.body} for column in (at.task, at.expert))
    return Scores.of(sorted(tasks), sorted(experts), given)


def _bad_pairs(table: Table, at: _Columns) -> Iterator[str]:
    rows: dict[tuple[str, str], int] = {}
    for line in table.body:
        for column in (at.task, at.expert):
            if not line.cells[column]:
                yield table.fault(line, column, ("没有填写，请补上", "is empty: fill it in"))
        if line.cells[at.score] and not _is_score(line.cells[at.score]):
            yield table.fault(line, at.score, _wanted())
        pair = line.cells[at.task], line.cells[at.expert]
        if pair in rows:
            words = (
                f"：这一对在第 {rows[pair]} 行已有，请删去一行",
                f": row {rows[pair]} has this pair too: remove one",
            )
            yield table.fault(line, at.score, words)
        rows.setdefault(pair, line.number)


def _is_score(text: str) -> bool:
    number = read_number(text)
    return number is not None and 0 <= number <= LARGEST


def _wanted() -> tuple[str, str]:
    return (f"应为 0 到 {LARGEST} 的数", f"should be a number from 0 to {LARGEST}")
