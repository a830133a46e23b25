"""The table by which an officer corrects a matching: task, expert, and whether to keep, add or drop."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviewhub.domain.tables.cell import Rows, fold, text_of
from reviewhub.domain.tables.header import Column, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("task", ("任务序号", "任务编号", "任务", "序号", "task"), required=True),
    Column("expert", ("专家编号", "编号", "expert", "code"), required=True),
    Column("act", ("处理", "动作", "操作", "act", "action"), required=True),
    Column("project", ("项目名称", "项目", "project")),
    Column("name", ("姓名", "专家姓名", "专家", "name")),
    Column("expert_class", ("专家类别", "类别", "class")),
    Column("points", ("适配分", "fit", "points")),
)
_MARKS: Final = Marks("project", "expert", "", ("act",))


class PairAct(StrEnum):
    """What to do with a pair: keep it in every further proposal, add it, or drop it for good."""

    KEEP = "keep"
    ADD = "add"
    DROP = "drop"


WORDS: Final = {
    "保留": PairAct.KEEP,
    "keep": PairAct.KEEP,
    "增加": PairAct.ADD,
    "add": PairAct.ADD,
    "删除": PairAct.DROP,
    "drop": PairAct.DROP,
}


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line: the task's number, the expert's code, the act; ``row`` counts as the spreadsheet does."""

    row: int
    task: int
    expert: str
    act: PairAct


def parse_pairs(rows: Rows) -> Parsed[PairRow]:
    """Read corrections; a line without an act leaves its pair as it stands and is passed over."""
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    skipped: list[Skipped] = []
    read: list[PairRow] = []
    for line in data_lines(rows, header, _MARKS, skipped):
        if not line.glance("act"):
            continue
        one = _row(line)
        read += [one] if one is not None else []
        problems += line.problems
    return Parsed(tuple(read), tuple(problems), tuple(header.ignored()), tuple(skipped), header.row)


def _row(line: Line) -> PairRow | None:
    task, expert = line.whole("task"), line.code("expert", required=True)
    if task is None and not line.problems:
        line.refuse("task", "table.value_missing")
    said = text_of(line.cell("act"))
    act = WORDS.get(fold(said))
    if act is None:
        line.refuse("act", "table.not_a_choice", value=said, choices="保留、增加、删除")
    if line.problems or task is None or act is None:
        return None
    return PairRow(line.row, task, expert, act)
