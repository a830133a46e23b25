"""What else a match keeps to, from files: demands, loads, employers, quotas, pairs kept and ruled out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reviewhub.cli.draw.table import Table, read_table
from reviewhub.cli.panels.scores import EXPERT, TASK
from reviewhub.cli.statistics.faults import refuse
from reviewhub.domain.words import shown
from reviewhub.selection.matching.values import Case, Loads, Quota, Scores

EMPLOYER: Final = ("employer", "单位", "工作单位")
LEAST: Final = ("min", "最少")
MOST: Final = ("max", "最多")
DEMAND: Final = ("demand", "人数", "需要人数")
FEATURE: Final = ("feature", "特征")
VALUE: Final = ("value", "取值")
LONGEST_NUMBER: Final = 6


@dataclass(frozen=True, slots=True)
class Files:
    """The files that were named, each of which may be missing."""

    tasks: Path | None = None
    experts: Path | None = None
    keep: Path | None = None
    conflicts: Path | None = None
    quotas: Path | None = None


def case_of(scores: Scores, files: Files, demand: int, most: int) -> Case:
    """Read the files that were named; ``demand`` and ``most`` hold where a file does not say.

    Raises
    ------
    click.ClickException
        Names file, row and column of up to ten faults, and what to do; exit status 1.

    """
    demands = dict.fromkeys(scores.tasks, demand) | _demands(scores, files.tasks)
    experts = _Experts.read(scores, files.experts)
    bounds = [(experts.least.get(name, 0), experts.most.get(name, most)) for name in scores.experts]
    return Case(
        _without(scores, _pairs(scores, files.conflicts)),
        tuple(demands[name] for name in scores.tasks),
        Loads(tuple(least for least, _ in bounds), tuple(most for _, most in bounds)),
        kept=frozenset(_pairs(scores, files.keep)),
        employers=tuple(experts.employer.get(name, "") for name in scores.experts)
        if experts.employer
        else (),
        quotas=_quotas(files.quotas, files.experts),
    )


@dataclass(frozen=True, slots=True)
class _Experts:
    """What a file says of experts, by name."""

    employer: Mapping[str, str]
    least: Mapping[str, int]
    most: Mapping[str, int]

    @classmethod
    def read(cls, scores: Scores, path: Path | None) -> "_Experts":
        if path is None:
            return cls({}, {}, {})
        table = read_table(path)
        name = table.column(EXPERT)
        refuse(_strangers(table, name, scores.experts))
        employer = _optional(table, EMPLOYER)
        return cls(
            {line.cells[name]: line.cells[employer] for line in table.body} if employer is not None else {},
            _numbers(table, name, LEAST),
            _numbers(table, name, MOST),
        )


def _demands(scores: Scores, path: Path | None) -> dict[str, int]:
    if path is None:
        return {}
    table = read_table(path)
    name, demand = table.column(TASK), table.column(DEMAND)
    refuse(_strangers(table, name, scores.tasks))
    refuse(_no_numbers(table, demand, least=1))
    return {line.cells[name]: int(line.cells[demand]) for line in table.body if line.cells[demand]}


def _numbers(table: Table, name: int, titles: Sequence[str]) -> dict[str, int]:
    column = _optional(table, titles)
    if column is None:
        return {}
    refuse(_no_numbers(table, column, least=0))
    return {line.cells[name]: int(line.cells[column]) for line in table.body if line.cells[column]}


def _optional(table: Table, titles: Sequence[str]) -> int | None:
    return table.column(titles) if {title.lower() for title in table.titles} & {*titles} else None


def _pairs(scores: Scores, path: Path | None) -> set[tuple[str, str]]:
    if path is None:
        return set()
    table = read_table(path)
    task, expert = table.column(TASK), table.column(EXPERT)
    refuse(_strangers(table, task, scores.tasks, once=False))
    refuse(_strangers(table, expert, scores.experts, once=False))
    return {(line.cells[task], line.cells[expert]) for line in table.body}


def _without(scores: Scores, ruled_out: set[tuple[str, str]]) -> Scores:
    if not ruled_out:
        return scores
    row, column = ({name: at for at, name in enumerate(names)} for names in (scores.tasks, scores.experts))
    allowed = scores.open.copy()
    for task, expert in ruled_out:
        allowed[row[task], column[expert]] = False
    return Scores(scores.tasks, scores.experts, scores.points, allowed)


def _quotas(path: Path | None, experts: Path | None) -> tuple[Quota, ...]:
    """Read how many experts with which value of a feature every task gets, by the columns of the experts."""
    if path is None:
        return ()
    table = read_table(path)
    if experts is None:
        table.refuse_row(
            1, "的特征要由 --experts 的文件说明，请给出", "needs the features of --experts: name that file"
        )
        return ()
    pool = read_table(experts)
    feature, value, least, most = (table.column(names) for names in (FEATURE, VALUE, LEAST, MOST))
    refuse(_bad_quotas(table, (feature, least, most), pool))
    name = pool.column(EXPERT)
    return tuple(
        Quota(
            f"{line.cells[feature]}={line.cells[value]}",
            frozenset(
                one.cells[name]
                for one in pool.body
                if one.cells[pool.titles.index(line.cells[feature])] == line.cells[value]
            ),
            int(line.cells[least] or 0),
            int(line.cells[most]) if line.cells[most] else None,
        )
        for line in table.body
    )


def _bad_quotas(table: Table, columns: tuple[int, int, int], pool: Table) -> Iterator[str]:
    feature, least, most = columns
    for line in table.body:
        if line.cells[feature] not in pool.titles:
            known = "、".join(map(shown, pool.titles))
            words = (
                f"不是 {pool.path.name} 的列，可用：{known}",
                f"is no column of {pool.path.name}: {known}",
            )
            yield table.fault(line, feature, words)
    yield from _no_numbers(table, least, least=0)
    yield from _no_numbers(table, most, least=0)


def _strangers(table: Table, at: int, known: Sequence[str], *, once: bool = True) -> Iterator[str]:
    names, seen = {*known}, set()
    for line in table.body:
        name = line.cells[at]
        if name not in names:
            words = ("不在评分文件中，请核对写法", "is not in the file of scores: look at how it is written")
            yield table.fault(line, at, words)
        elif once and name in seen:
            yield table.fault(line, at, ("重复，请删去一行", "is there twice: remove one"))
        seen.add(name)


def _no_numbers(table: Table, at: int, *, least: int) -> Iterator[str]:
    for line in table.body:
        cell = line.cells[at]
        whole = cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_NUMBER
        if cell and not (whole and int(cell) >= least):
            yield table.fault(
                line, at, (f"应为不小于 {least} 的整数", f"should be a whole number from {least}")
            )
