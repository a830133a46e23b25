"""Figures that a report states beside its table: total, grade and money, each after its label."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.amount import MAX_YUAN, read_amount, split_unit, unit_in_line, yuan_per
from reviewhub.domain.tables.cell import Cell, Row, Rows, is_blank, text_of
from reviewhub.domain.tables.parsed import place
from reviewhub.domain.words import shown

WORDS: Final = {
    "total": ("综合得分", "评价得分", "总得分", "总分", "最终得分", "得分合计", "totalscore", "total"),
    "grade": (
        "评价等级",
        "绩效等级",
        "评定等级",
        "评价结论等级",
        "综合评价等级",
        "评价结果等级",
        "等级",
        "grade",
    ),
    "asked": ("申报金额", "申请金额", "申报预算", "申请预算", "评价金额", "项目金额", "预算金额", "asked"),
    "recommended": (
        "建议金额",
        "建议安排金额",
        "建议支持金额",
        "建议预算",
        "建议安排预算",
        "建议安排",
        "核定金额",
        "审定金额",
        "recommended",
    ),
    "cut": ("核减金额", "审减金额", "建议核减金额", "建议核减", "核减", "审减", "调减金额", "cut"),
}
MOST_POINTS: Final = Decimal(10_000)
"""More in one cell is an amount, or a slip."""
MONEY: Final = frozenset({"asked", "recommended", "cut"})
_KEYS: Final = {word: key for key, words in WORDS.items() for word in words}
_COLON: Final = re.compile(r"[:：]")
_AMOUNT: Final = re.compile(r"^([0-9,.]+)\s*([十百千万亿]*元)?$")
_SCORE: Final = re.compile(
    r"(?:综合得分|评价得分|总得分|总分)(?:为|是|[:：])?\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*分"
)
_GRADE: Final = re.compile(
    r"(?:评价|绩效|评定|综合)?等级(?:评定)?(?:为|是|[:：])\s*[“\"「《]?([优良中差低][秀好等]?|合格|不合格)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure: its name, what is said, and where; money in yuan."""

    key: str
    said: str
    amount: Decimal | None = None


def stated_in_table(rows: Rows, problems: list[Problem]) -> Iterator[Stated]:
    """Find labelled figures in the cells of a table: beside their label, after its colon, or below it."""
    above = unit_in_line(" ".join(text_of(cell) for row in rows for cell in row))
    for number, row in enumerate(rows, 1):
        below = rows[number] if number < len(rows) else ()
        for column, cell in enumerate(row):
            label, _, inside = _parted(text_of(cell))
            word, unit = split_unit(label)
            key = _KEYS.get(word)
            if key is None:
                continue
            said = inside or _beside(row, below, column)
            if said:
                yield from _stated(key, said, unit or above, (place(number, label), problems))


def stated_in_text(texts: Iterable[str]) -> Iterator[Stated]:
    """Find the total and the grade that sentences of the report state."""
    for text in texts:
        yield from (Stated("total", one, Decimal(one)) for one in _SCORE.findall(text))
        yield from (Stated("grade", one) for one in _GRADE.findall(text))


def _parted(text: str) -> tuple[str, str, str]:
    found = _COLON.search(text)
    return (text, "", "") if found is None else (text[: found.start()], ":", text[found.end() :].strip())


def _beside(row: Row, below: Row, column: int) -> str:
    """Give the next cell to the right that is no label, else the one below."""
    own = text_of(row[column])
    right = next((one for one in row[column + 1 :] if not is_blank(one) and text_of(one) != own), None)
    if right is not None and label_of(right) is None:
        return text_of(right)
    under = below[column] if column < len(below) else None
    return "" if is_blank(under) or label_of(under) else text_of(under)


def label_of(cell: Cell) -> str | None:
    """Give the name of the figure that a cell labels, if it labels one."""
    return _KEYS.get(split_unit(_parted(text_of(cell))[0])[0])


def _stated(key: str, said: str, unit: str, where: tuple[str, list[Problem]]) -> Iterator[Stated]:
    at, problems = where
    if key == "grade":
        yield Stated(key, shown(said))
        return
    try:
        if key == "total":
            yield Stated(key, said, read_points(said))
        else:
            yield Stated(key, said, _yuan(said, unit))
    except ValueError as error:
        code = str(error)
        values = {"column": at.partition(" / ")[2], "unit": unit, "value": shown(said), "given": shown(said)}
        problems.append(Problem(at, code, values))


def read_points(cell: Cell) -> Decimal:
    """Read points that are not blank, with or without 分 behind them.

    Raises :class:`ValueError` with ``claims.not_a_number``, also for more than any table gives.
    """
    try:
        number = read_amount(cell.strip().removesuffix("分") if isinstance(cell, str) else cell)
    except ValueError:
        raise ValueError("claims.not_a_number") from None
    if number > MOST_POINTS:
        raise ValueError("claims.not_a_number")
    return number


def _yuan(said: str, unit: str) -> Decimal:
    """Read an amount in yuan by its own unit or its label's; raises :class:`ValueError` with a code."""
    found = _AMOUNT.match(said)
    number = read_amount(found.group(1) if found else said)
    named = (found.group(2) if found else None) or unit
    yuan = yuan_per(named)
    if yuan is None:
        raise ValueError("table.unit_unknown" if named else "table.unit_missing")
    if number * yuan > MAX_YUAN:
        raise ValueError("amount.too_large")
    return number * yuan


def first_of(found: Sequence[Stated], key: str) -> Stated | None:
    """Give the first figure of this name."""
    return next((one for one in found if one.key == key), None)
