"""Scores in one table: wide (a column per criterion) or long (a line per criterion)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.domain.tables.amount import BRACKETS, read_amount
from reviewhub.domain.tables.cell import Cell, Rows, fold, is_blank, text_of
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, place
from reviewhub.domain.tables.skipping import Marks, data_lines

COLUMNS: Final = (
    Column("project", ("项目名称", "项目", "评审项目", "政策名称", "projectname", "project"), required=True),
    Column("code", ("项目编码", "项目编号", "项目代码", "projectcode")),
    Column(
        "asked",
        (
            "申报金额",
            "申请金额",
            "申报预算",
            "申请预算",
            "预算金额",
            "项目金额",
            "金额",
            "预算",
            "asked",
            "amount",
        ),
        required=True,
        money=True,
    ),
    Column(
        "expert", ("专家", "专家姓名", "评审专家", "评估专家", "专家名称", "评委", "expert"), required=True
    ),
    Column("expert_class", ("专家类别", "专家类型", "类别", "expertclass", "class")),
    Column("criterion", ("指标编号", "指标编码", "评估指标", "评价指标", "指标", "criterionid", "criterion")),
    Column("points", ("专家评分", "专家得分", "评分", "得分", "points", "score")),
    Column("reason", ("扣分理由", "评分说明", "评分理由", "评审意见", "意见", "理由", "reason")),
    Column("total", ("合计", "总分", "总得分", "得分合计", "总计", "total")),
    Column("unit", ("预算单位", "项目单位", "申报单位", "申请单位", "实施单位", "单位", "unit")),
    Column("remark", ("备注", "remark")),
    Column("ordinal", ("序号", "no.", "no")),
)
_MARKS: Final = Marks("project", "", "expert", ("asked", "criterion", "points"))


@dataclass(frozen=True, slots=True)
class ScoredSheet:
    """What one expert gave one project: raw texts by criterion id, in the order of the file, "" for a blank.

    Whether a text is a number within its range is for the scoring template to say. ``lines`` gives the
    spreadsheet row of each text: in a long table they differ. ``expert_class`` is "" where the table does
    not say it.
    """

    row: int
    expert: str
    points: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    expert_class: str = ""


@dataclass(frozen=True, slots=True)
class ScoredProject:
    """One project with what it asked for (yuan) and its experts' sheets in the order of the file."""

    row: int
    name: str
    code: str
    asked: Decimal
    sheets: tuple[ScoredSheet, ...]


@dataclass(slots=True)
class _Draft:
    row: int
    name: str
    code: str
    asked: Decimal | None
    sheets: dict[str, ScoredSheet]


def parse_scores(rows: Rows) -> Parsed[ScoredProject]:
    """Read a score table, telling its form by its titles: with 指标 and 得分 it is long, else wide.

    Problems beyond the usual: one amount told in two ways (``scores.asked_differs``), an expert of two
    classes (``scores.class_differs``), one score given twice (``scores.given_twice``), a total that is not
    the sum of its line (``scores.total_differs``).
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    criteria = _criteria(header)
    problems += _header_problems(header, criteria)
    if problems:
        return Parsed(problems=tuple(problems), header_row=header.row)
    skipped: list[Skipped] = []
    warnings: list[Problem] = []
    drafts: dict[str, _Draft] = {}
    for line in data_lines(rows, header, _MARKS, skipped):
        _enter(line, criteria, drafts)
        problems += line.problems
        warnings += line.warnings
    return Parsed(_finished(drafts.values()), tuple(problems), tuple(warnings), tuple(skipped), header.row)


def _is_long(header: Header) -> bool:
    return "criterion" in header.positions or "points" in header.positions


def _criteria(header: Header) -> tuple[tuple[int, str], ...]:
    """Give position and id of each criterion's column; the brackets of ``1.1（5分）`` do not count."""
    if _is_long(header):
        return ()
    plain = ((n, unicodedata.normalize("NFKC", title)) for n, title in header.others())
    return tuple((n, BRACKETS.sub("", title).strip()) for n, title in plain)


def _header_problems(header: Header, criteria: Sequence[tuple[int, str]]) -> list[Problem]:
    if _is_long(header):
        wanted = {"criterion": "指标编号", "points": "专家评分"}
        found = "、".join(title for title in header.titles if title)
        return [
            Problem(
                place(header.row), "table.column_missing", {"column": word, "accepted": word, "found": found}
            )
            for key, word in wanted.items()
            if key not in header.positions
        ]
    if not criteria:
        return [Problem(place(header.row), "scores.no_criteria")]
    first: dict[str, int] = {}
    twice = [(n, name, first[name]) for n, name in criteria if first.setdefault(name, n) != n]
    return [
        Problem(place(header.row, name), "table.column_twice", {"first": earlier + 1, "second": n + 1})
        for n, name, earlier in twice
    ]


def _enter(line: Line, criteria: Sequence[tuple[int, str]], drafts: dict[str, _Draft]) -> None:
    """Add one line to the project and the expert that it is about."""
    name, expert = line.text("project", required=True), line.text("expert", required=True)
    code, asked = line.code("code"), line.amount("asked")
    expert_class = line.choice("expert_class", EXPERT_CLASSES)
    points, reasons = _wide(line, criteria) if criteria else _long(line)
    if line.problems:
        return
    draft = drafts.setdefault(fold(code or name), _Draft(line.row, name, code, asked, {}))
    _check_asked(line, draft, asked)
    sheet = draft.sheets.setdefault(
        fold(expert), ScoredSheet(line.row, expert, {}, expert_class=expert_class)
    )
    _check_class(line, sheet, expert_class)
    clash = next((criterion for criterion in points if criterion in sheet.points), None)
    if clash is not None:
        line.refuse(
            "expert", "scores.given_twice", project=name, expert=expert, criterion=clash, first=sheet.row
        )
        return
    _check_total(line, points.values())
    draft.sheets[fold(expert)] = ScoredSheet(
        sheet.row,
        sheet.expert,
        {**sheet.points, **points},
        {**sheet.reasons, **reasons},
        {**sheet.lines, **dict.fromkeys(points, line.row)},
        sheet.expert_class or expert_class,
    )


def _check_asked(line: Line, draft: _Draft, asked: Decimal | None) -> None:
    """Ask for the amount in a project's first line; later ones may leave it out but not say another."""
    if draft.asked is None:
        line.refuse("asked", "amount.missing")
    elif asked is not None and asked != draft.asked:
        line.refuse(
            "asked", "scores.asked_differs", value=f"{asked:f}", first=draft.row, earlier=f"{draft.asked:f}"
        )


def _check_class(line: Line, sheet: ScoredSheet, given: str) -> None:
    """An expert has one class in a project; lines may leave it out but not say another."""
    if given and sheet.expert_class and given != sheet.expert_class:
        line.refuse(
            "expert_class",
            "scores.class_differs",
            value=given,
            first=sheet.row,
            earlier=sheet.expert_class,
        )


def _wide(line: Line, criteria: Sequence[tuple[int, str]]) -> tuple[dict[str, str], dict[str, str]]:
    cells = {name: line.cells[n] if n < len(line.cells) else None for n, name in criteria}
    return {name: _typed(cell) for name, cell in cells.items()}, {}


def _long(line: Line) -> tuple[dict[str, str], dict[str, str]]:
    criterion, reason = line.text("criterion", required=True), line.text("reason")
    return {criterion: _typed(line.cell("points"))}, {criterion: reason} if reason else {}


def _typed(cell: Cell) -> str:
    """Give a score as it was typed: to mend it here would forgive in a file what a page refuses."""
    return cell.strip() if isinstance(cell, str) else text_of(cell)


def _check_total(line: Line, points: Iterable[str]) -> None:
    """Compare the total with the sum; a line with a blank or unreadable score is left to the range check."""
    total = line.cell("total")
    if is_blank(total):
        return
    try:
        summed = sum((read_amount(text) for text in points), Decimal(0))
    except ValueError:
        return
    try:
        differs = read_amount(total) != summed
    except ValueError:
        line.refuse("total", "amount.unreadable", value=text_of(total))
        return
    if differs:
        line.refuse("total", "scores.total_differs", total=text_of(total), sum=f"{summed:f}")


def _finished(drafts: Iterable[_Draft]) -> tuple[ScoredProject, ...]:
    return tuple(
        ScoredProject(draft.row, draft.name, draft.code, draft.asked, tuple(draft.sheets.values()))
        for draft in drafts
        if draft.asked is not None
    )
