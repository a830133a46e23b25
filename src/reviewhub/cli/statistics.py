"""``reviewhub statistics``: the agreement of any table of scores, without a server."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import read_at_most
from reviewhub.domain.scoring.answer import plain_digits, read_number
from reviewhub.domain.tables.cell import fold, text_of
from reviewhub.domain.tables.skipping import is_sum_word
from reviewhub.domain.words import shown
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.stats.values import Entry, Level, Report, Scale

LARGEST_FILE: Final = 20_000_000
MOST_COMPLAINTS: Final = 10
LEAST_PRINTED: Final = 0.0001
LIKE_A_NUMBER: Final = re.compile(
    r"[-+]?(nan|inf|infinity|[\d._,%e+-]*\d[\d._,%e+-]*)|#[a-z]+(?:/[a0])?[!?]?", re.IGNORECASE
)
NAME_COLUMN: Final = re.compile(
    r"项目|序号|编号|名称|对象|指标|\bid\b|\bname\b|project|target", re.IGNORECASE
)
EXAMPLE: Final = """\b
例 Example:
  reviewhub statistics scores.csv --scale 0,100 --cutoffs 90,80,60
  reviewhub statistics scores.csv --json > statistics.json"""
PER_TARGET: Final = ("target_mean", "target_sd", "target_range", "ad_mean", "ad_median")
PER_RATER: Final = ("rater_mean_deviation", "rater_minus_mean_of_others", "rater_rest_correlation")


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores ``(targets, raters)`` with the names of their rows and columns; None where none was given."""

    targets: tuple[str, ...]
    raters: tuple[str, ...]
    scores: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a file that should be scores, and the lines and columns where they stood."""

    targets: tuple[str, ...]
    raters: tuple[str, ...]
    lines: tuple[int, ...]
    first_column: int
    rows: tuple[tuple[str, ...], ...]


def _numbers(context: click.Context, option: click.Parameter, value: str | None) -> tuple[float, ...]:
    """Read plain numbers with commas between them."""
    if value is None:
        return ()
    numbers = tuple(read_number(part) for part in value.replace("，", ",").split(","))
    found = tuple(float(number) for number in numbers if number is not None)
    if len(found) < len(numbers):
        message = f"“{shown(value)}”应为逗号分隔的数字 / expected numbers with commas between them"
        raise click.BadParameter(message, context, option)
    return found


def _scale(context: click.Context, option: click.Parameter, value: str | None) -> Scale | None:
    """Read LOW,HIGH or LOW,HIGH,STEP."""
    if value is None:
        return None
    try:
        low, high, *step = _numbers(context, option, value)
        return Scale(low, high, *step)
    except (TypeError, ValueError):
        message = f"“{shown(value)}”应为 最低,最高[,步长] / expected LOW,HIGH[,STEP]"
        raise click.BadParameter(message, context, option) from None


@click.command("statistics", epilog=EXAMPLE)
@click.argument("matrix", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="机器可读输出 / print JSON with stable keys.")
@click.option("--cutoffs", callback=_numbers, metavar="N,N…", help="分数线 / grade bounds, as 90,80,60.")
@click.option(
    "--scale",
    callback=_scale,
    metavar="LOW,HIGH[,STEP]",
    help="评分范围 / lowest and highest score and the step (1 unless given), as 0,100.",
)
@click.option(
    "--level",
    type=click.Choice([str(level) for level in Level]),
    default=str(Level.INTERVAL),
    show_default=True,
    help="分数的含义 / what a score means.",
)
def statistics(
    matrix: Path,
    as_json: bool,  # noqa: FBT001 -- click passes a flag as a boolean
    cutoffs: tuple[float, ...],
    scale: Scale | None,
    level: str,
) -> None:
    """评分一致性统计 / Tell how far the raters of a table agree.

    MATRIX is a CSV file (UTF-8 or GB18030): one row a project, one column an expert, an empty cell where
    a score is missing. A first row of words is read as the experts' names, a first column of words as the
    projects' names.
    """
    from reviewhub.stats.report import report  # noqa: PLC0415 -- numpy would slow the start of every command

    table = read_table(_bytes(matrix), scale)
    result = report(table.scores, level=Level(level), scale=scale, cutoffs=cutoffs)
    click.echo(as_json_text(table, result, level) if as_json else "\n".join(as_lines(table, result)))


def read_table(data: bytes, scale: Scale | None = None) -> ScoreTable:
    """Read the bytes of a CSV file of scores.

    Raises
    ------
    click.ClickException
        Names every cell, up to ten, that is not a score; exit status 1.

    """
    cells = _cells(_rows(_text(data)))
    _refuse(_faults(cells, scale))
    scores = tuple(tuple(_score(cell) for cell in row) for row in cells.rows)
    return ScoreTable(cells.targets, cells.raters, scores)


def as_json_text(table: ScoreTable, result: Report, level: str) -> str:
    """Write the report as JSON: names and counts, ``results`` by key, ``undefined`` with reasons."""
    content = {
        "n_targets": result.n_targets,
        "n_raters": result.n_raters,
        "missing": result.missing,
        "connected": result.connected,
        "level": level,
        "targets": table.targets,
        "raters": table.raters,
        "results": dict(result.results),
        "undefined": dict(result.undefined),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def as_lines(table: ScoreTable, result: Report) -> Iterator[str]:
    """Write the report as aligned tables for reading: the whole, each target, each rater, what is missing."""
    yield (
        f"对象 targets {result.n_targets}    评分人 raters {result.n_raters}    缺失 missing {result.missing}"
        f"    连通 connected {'是 yes' if result.connected else '否 no'}"
    )
    whole = [
        _whole(key, entry)
        for key, entry in result.results.items()
        if isinstance(entry.get("value"), float | int)
    ]
    yield from _block(("统计量 statistic", "值 value", "95 % 区间 interval", "p", "未用 dropped"), whole)
    yield from _block(("对象 target", *PER_TARGET), _by_place(table.targets, PER_TARGET, result))
    yield from _chances(table.targets, result.results.get("mean_above_cutoff_probability_t", {}))
    yield from _block(("评分人 rater", *PER_RATER), _by_place(table.raters, PER_RATER, result))
    undefined = [
        (key, f"{why.value}  {SENTENCES[f'stats.{why.value}']}") for key, why in result.undefined.items()
    ]
    yield from _block(("无法计算 undefined", "原因 reason"), undefined)


def _whole(key: str, entry: Entry) -> tuple[str, ...]:
    low, high = _number(entry.get("ci_low")), _number(entry.get("ci_high"))
    interval = f"{low} … {high}" if low and high else ""
    return key, _number(entry["value"]), interval, _probability(entry.get("p")), _number(entry.get("dropped"))


def _by_place(names: Sequence[str], keys: Sequence[str], result: Report) -> list[tuple[str, ...]]:
    columns = [_column(result.results.get(key), len(names)) for key in keys]
    return list(zip(names, *columns, strict=True))


def _chances(names: Sequence[str], entry: Entry) -> Iterator[str]:
    """Show how probable it is that each target's mean reaches each cut-off."""
    cutoffs, value = entry.get("cutoffs"), entry.get("value")
    if isinstance(cutoffs, Sequence) and isinstance(value, Sequence):
        head = ("达到分数线的概率 P(mean ≥ cut-off)", *(_number(cutoff) for cutoff in cutoffs))
        blank = [None] * len(cutoffs)
        rows = [[*(row if isinstance(row, Sequence) else blank)] for row in value]
        yield from _block(head, [(name, *map(_number, row)) for name, row in zip(names, rows, strict=True)])


def _column(entry: Entry | None, length: int) -> list[str]:
    value = entry["value"] if entry else None
    return [_number(one) for one in value] if isinstance(value, Sequence) else [""] * length


def _number(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.4f}" if isinstance(value, float) else ""


def _probability(value: object) -> str:
    return "<0.0001" if isinstance(value, float) and value < LEAST_PRINTED else _number(value)


def _block(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align one table under its head; nothing at all when it has no rows."""
    if not rows:
        return
    lines = [head, *rows]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(head))]
    yield ""
    for first, *others in lines:
        padded = (" " * (width - _width(cell)) + cell for width, cell in zip(widths[1:], others, strict=True))
        yield "  ".join((first + " " * (widths[0] - _width(first)), *padded)).rstrip()


def _width(text: str) -> int:
    """Count terminal columns: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _bytes(path: Path) -> bytes:
    """Read the file, unless it is far larger than any table of scores."""
    data = read_at_most(path, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise click.ClickException("文件超过 20 MB / the file is larger than 20 MB")
    return data


def _text(data: bytes) -> str:
    """Decode UTF-8 (with or without byte order mark) or GB18030."""
    if not data.strip():
        raise click.ClickException("文件为空 / the file is empty")
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise click.ClickException(
        "不是 UTF-8 或 GB18030 编码的 CSV，请另存 / no CSV file in UTF-8 or GB18030: save it as one"
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Split the text into rows of stripped cells with their line numbers; blank rows are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error:
        line = reader.line_num
        message = f"第 {line} 行不是合法的 CSV / row {line} is not valid CSV"
        raise click.ClickException(message) from None
    return rows


def _cells(rows: list[tuple[int, list[str]]]) -> _Cells:
    """Tell names from scores."""
    has_head = bool(rows) and not any(_like_a_number(cell) for cell in rows[0][1][1:])
    head = rows[0][1] if has_head and len(rows[0][1]) > 1 else None
    body = rows[1:] if head else rows
    if not body:
        raise click.ClickException("没有分数 / there are no scores")
    width = len(head or body[0][1])
    _refuse(_ragged(body, width))
    named = _has_names(head, body)
    first = int(named)
    columns = [text_of(name) for name in head[first:]] if head else [""] * (width - first)
    if not columns:
        raise click.ClickException(
            "没有评分列，分列须用逗号 / there is no column of scores: cells are separated by commas"
        )
    _refuse(_no_raters(columns, first + 1))
    _refuse(_no_targets(body) if named else ())
    return _Cells(
        targets=tuple(text_of(cells[0]) if named else f"#{at}" for at, (_, cells) in enumerate(body, 1)),
        raters=tuple(name or f"#{at}" for at, name in enumerate(columns, 1)),
        lines=tuple(line for line, _ in body),
        first_column=first + 1,
        rows=tuple(tuple(cells[first:]) for _, cells in body),
    )


def _no_raters(columns: Sequence[str], first: int) -> Iterator[str]:
    """Name the columns that are no expert's: sums and means, and a second one of the same name."""
    for at, name in enumerate(columns):
        place, folded = f"第 {first + at} 列", fold(name)
        where = f"column {first + at} ({shown(name)})"
        if is_sum_word(folded):
            yield f"{place}“{shown(name)}”不是评分人，请删去 / {where} is no rater: leave it out"
        elif name and folded in map(fold, columns[:at]):
            yield f"{place}“{shown(name)}”与前面的列重名 / {where} has the name of an earlier column"


def _no_targets(body: Sequence[tuple[int, list[str]]]) -> Iterator[str]:
    """Name the rows that are sums or means of the others."""
    for line, (name, *_) in body:
        if is_sum_word(fold(name)):
            yield (
                f"第 {line} 行“{shown(name)}”不是评分对象，请删去"
                f" / row {line} ({shown(name)}) is no target: leave it out"
            )


def _has_names(head: Sequence[str] | None, body: Sequence[tuple[int, list[str]]]) -> bool:
    """Tell whether the first column names the rows: its head says so, or most of it is words.

    One word among numbers is a mistyped score, which must not silence the whole column.
    """
    if head and (not head[0] or NAME_COLUMN.search(head[0])):
        return True
    filled = [cells[0] for _, cells in body if cells[0]]
    return 2 * sum(not _like_a_number(cell) for cell in filled) > len(filled)


def _like_a_number(cell: str) -> bool:
    """Tell whether a cell was meant as a number, well written or not: a bad score is no name."""
    return LIKE_A_NUMBER.fullmatch(plain_digits(cell)) is not None


def _ragged(body: Sequence[tuple[int, list[str]]], width: int) -> Iterator[str]:
    for line, cells in body:
        if len(cells) != width:
            yield (
                f"第 {line} 行有 {len(cells)} 格，应为 {width} 格"
                f" / row {line} has {len(cells)} cells, not {width}"
            )


def _faults(cells: _Cells, scale: Scale | None) -> Iterator[str]:
    for line, row in zip(cells.lines, cells.rows, strict=True):
        for at, cell in enumerate(row):
            zh, en = _fault(cell, scale)
            if zh:
                column = cells.first_column + at
                rater, given = shown(cells.raters[at]), shown(cell)
                yield (
                    f"第 {line} 行第 {column} 列（{rater}）“{given}”{zh}"
                    f" / row {line}, column {column} ({rater}): '{given}' {en}"
                )


def _fault(cell: str, scale: Scale | None) -> tuple[str, str]:
    """Tell what is wrong with a cell, in both languages; empty texts when nothing is."""
    number: Decimal | None = read_number(cell) if cell else Decimal(0)
    if number is None:
        return "不是分数", "is not a score"
    if cell and scale and not scale.low <= number <= scale.high:
        low, high = f"{scale.low:g}", f"{scale.high:g}"
        return f"不在 {low} 至 {high} 之间", f"is not between {low} and {high}"
    return "", ""


def _score(cell: str) -> float | None:
    number = read_number(cell)
    return None if number is None else float(number)


def _refuse(faults: Iterable[str]) -> None:
    """Stop with exit status 1 when there are faults, naming the first of them."""
    found = list(islice(faults, MOST_COMPLAINTS + 1))
    if found:
        more = ["…"] if len(found) > MOST_COMPLAINTS else []
        raise click.ClickException("\n".join([*found[:MOST_COMPLAINTS], *more]))
