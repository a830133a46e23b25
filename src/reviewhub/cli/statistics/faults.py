"""Refusing a file: every fault is said in both languages, with its place, and at most ten of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import click

from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.skipping import is_sum_word
from reviewhub.domain.words import shown
from reviewhub.stats.values import Scale

MOST_COMPLAINTS: Final = 10


def refuse(faults: Iterable[str]) -> None:
    """Stop with exit status 1 when there are faults, naming the first of them."""
    found = list(islice(faults, MOST_COMPLAINTS + 1))
    if found:
        more = ["…"] if len(found) > MOST_COMPLAINTS else []
        raise click.ClickException("\n".join([*found[:MOST_COMPLAINTS], *more]))


def ragged(body: Sequence[tuple[int, Sequence[str]]], width: int) -> Iterator[str]:
    """Name the rows that have more or fewer cells than the first."""
    for line, cells in body:
        if len(cells) != width:
            yield (
                f"第 {line} 行有 {len(cells)} 格，应为 {width} 格"
                f" / row {line} has {len(cells)} cells, not {width}"
            )


def no_raters(names: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    """Name the columns that are no expert's: sums and means, and a second one of the same name."""
    for at, (name, column) in enumerate(zip(names, columns, strict=True)):
        place, folded = f"第 {column} 列", fold(name)
        where = f"column {column} ({shown(name)})"
        if is_sum_word(folded):
            yield f"{place}“{shown(name)}”不是评分人，请删去 / {where} is no rater: leave it out"
        elif name and folded in map(fold, names[:at]):
            yield f"{place}“{shown(name)}”与前面的列重名 / {where} has the name of an earlier column"


def no_targets(names: Sequence[str], lines: Sequence[int]) -> Iterator[str]:
    """Name the rows that are sums or means of the others."""
    for name, line in zip(names, lines, strict=True):
        if is_sum_word(fold(name)):
            yield (
                f"第 {line} 行“{shown(name)}”不是评分对象，请删去"
                f" / row {line} ({shown(name)}) is no target: leave it out"
            )


def no_panels(names: Sequence[str], lines: Sequence[int]) -> Iterator[str]:
    """Name the rows that do not say whose they are."""
    for name, line in zip(names, lines, strict=True):
        if not name:
            yield f"第 {line} 行没有写明专家组 / row {line} names no panel"


def fault_of(cell: str, scale: Scale | None) -> tuple[str, str]:
    """Tell what is wrong with a cell, in both languages; empty texts when nothing is."""
    if not cell:
        return "", ""
    number = read_number(cell)
    if number is None:
        return "不是分数", "is not a score"
    if scale and not scale.low <= number <= scale.high:
        low, high = f"{scale.low:g}", f"{scale.high:g}"
        return f"不在 {low} 至 {high} 之间", f"is not between {low} and {high}"
    return "", ""
