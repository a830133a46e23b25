"""What a draw is asked for: people with their features, and how many of each a panel holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from reviewhub.cli.draw.table import Table, read_table
from reviewhub.cli.statistics.faults import refuse
from reviewhub.domain.words import shown
from reviewhub.selection.lottery.values import Person, Quota, Rules

ID: Final = ("id", "编号", "代码")
FEATURE: Final = ("feature", "特征")
VALUE: Final = ("value", "取值")
LEAST: Final = ("min", "最少")
MOST: Final = ("max", "最多")
LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """Who may be drawn, and what makes a panel valid."""

    people: tuple[Person, ...]
    rules: Rules


def read_asked(people: Path, quotas: Path, size: int, one_per: Sequence[str]) -> Asked:
    """Read both files; of the features only those are kept that the rules name.

    Raises
    ------
    click.ClickException
        Names file, row and column of up to ten faults, and what to do; exit status 1.

    """
    pool = read_table(people)
    rules = Rules(size, _quotas(read_table(quotas), pool), tuple(sorted(set(one_per))))
    for feature in rules.one_per:
        if feature not in pool.titles:
            raise click.BadParameter(_not_a_column(feature, pool), param_hint="--at-most-one-per")
    return Asked(_people(pool, rules), rules)


def _people(table: Table, rules: Rules) -> tuple[Person, ...]:
    """Read who may be drawn, each under an id of its own."""
    at = table.column(ID)
    refuse(_bad_ids(table, at))
    if len(table.body) < rules.size:
        message = f"{table.path.name} 只有 {len(table.body)} 人 / has only {len(table.body)} people"
        raise click.BadParameter(message, param_hint="--size")
    named = {quota.feature for quota in rules.quotas} | set(rules.one_per)
    kept = [(place, title) for place, title in enumerate(table.titles) if title in named]
    return tuple(
        Person(line.cells[at], {title: line.cells[place] for place, title in kept}) for line in table.body
    )


def _bad_ids(table: Table, at: int) -> Iterator[str]:
    rows: dict[str, int] = {}
    for line in table.body:
        id_ = line.cells[at]
        if not id_:
            yield table.fault(line, at, ("没有编号，请补上", "is no id: give everybody one"))
        elif id_ in rows:
            first = rows[id_]
            words = (f"与第 {first} 行重复，请删去一行", f"is the id of row {first} too: remove one")
            yield table.fault(line, at, words)
        rows.setdefault(id_, line.number)


def _quotas(table: Table, pool: Table) -> tuple[Quota, ...]:
    """Read how many people with which value of a feature a panel holds."""
    feature, value, least, most = (table.column(names) for names in (FEATURE, VALUE, LEAST, MOST))
    refuse(_bad_features(table, feature, pool))
    refuse(_bad_numbers(table, (least, most)))
    refuse(_bad_bounds(table, (least, most)))
    refuse(_repeated(table, feature, value))
    return tuple(
        Quota(line.cells[feature], line.cells[value], int(line.cells[least]), int(line.cells[most]))
        for line in table.body
    )


def _bad_features(table: Table, at: int, pool: Table) -> Iterator[str]:
    for line in table.body:
        if line.cells[at] not in pool.titles:
            zh, _, en = _not_a_column(line.cells[at], pool).partition(" / ")
            yield table.fault(line, at, (zh, en))


def _not_a_column(feature: str, pool: Table) -> str:
    known = "、".join(map(shown, pool.titles))
    return (
        f"“{shown(feature)}”不是 {pool.path.name} 的列，可用：{known}"
        f" / is no column of {pool.path.name}, which has: {known}"
    )


def _bad_numbers(table: Table, columns: Sequence[int]) -> Iterator[str]:
    for line in table.body:
        for at in columns:
            cell = line.cells[at]
            if not (cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_NUMBER):
                yield table.fault(line, at, ("应为 0 或正整数", "should be a whole number from 0"))


def _bad_bounds(table: Table, columns: tuple[int, int]) -> Iterator[str]:
    least, most = columns
    for line in table.body:
        if int(line.cells[least]) > int(line.cells[most]):
            words = ("大于最多，请对调或改小", "is above the maximum: lower it")
            yield table.fault(line, least, words)


def _repeated(table: Table, feature: int, value: int) -> Iterator[str]:
    rows: dict[tuple[str, str], int] = {}
    for line in table.body:
        key = (line.cells[feature], line.cells[value])
        if key in rows:
            words = (
                f"在第 {rows[key]} 行已有规则，请合并",
                f"has a rule in row {rows[key]}: join them",
            )
            yield table.fault(line, value, words)
        rows.setdefault(key, line.number)
