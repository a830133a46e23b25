"""The form in which offices keep their criteria: 一级指标, 二级指标, 三级指标, 分值, 评分标准, line by line.

What such a form cannot say (how a criterion is scored, English texts) stands in further columns, so that a
template written out and read in again is the same template; a form without them is read with usual values.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.editing import headings, path_of, with_groups
from reviewhub.domain.scoring.tree import Path
from reviewhub.domain.tables.cell import Cell, Rows, text_of
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Parsed, Skipped, place
from reviewhub.domain.tables.skipping import Marks, data_lines

NUMERALS: Final = "一二三四五"
NOTHING: Final = "—"
USUAL_SCORER: Final[Mapping[str, Any]] = {"use": "builtin.points", "step": Decimal("0.5")}
_LEVELS: Final = tuple(f"level_{number}" for number in range(1, len(NUMERALS) + 1))
_WEIGHTS: Final = tuple(f"weight_{number}" for number in range(1, len(NUMERALS) + 1))
_PLAIN: Final = ("reason", "evidence", "not_applicable")
_NUMBERS: Final = ("points", "percent", "scale")
_TICKS: Final[Mapping[str, bool]] = {"是": True, "否": False}

COLUMNS: Final = (
    Column("id", ("编号", "指标编号", "指标编码", "id")),
    *(
        Column(f"level_{n}", (f"{numeral}级指标", f"{numeral}级指标名称"), required=n == 1)
        for n, numeral in enumerate(NUMERALS, 1)
    ),
    *(
        Column(f"weight_{n}", (f"{numeral}级指标权重", f"{numeral}级权重", f"{numeral}级指标分值"))
        for n, numeral in enumerate(NUMERALS, 1)
    ),
    Column("title", ("指标名称", "具体指标", "评价指标", "评估指标", "考核内容", "指标")),
    Column("points", ("分值", "满分", "权重", "标准分", "分数")),
    Column("percent", ("占上级百分比",)),
    Column("scale", ("打分满分",)),
    Column("guidance", ("评分标准", "评分说明", "指标说明", "指标解释", "计分标准", "评价标准", "评价要点")),
    Column("scorer", ("评分方法",)),
    Column("parameters", ("计分参数",)),
    Column("reason", ("理由要求",)),
    Column("evidence", ("材料要求",)),
    Column("not_applicable", ("不适用",)),
    Column("optional", ("可选", "可选指标")),
    Column("self_defined", ("自设指标",)),
    *(Column(f"level_{n}_en", (f"英文{numeral}级指标",)) for n, numeral in enumerate(NUMERALS, 1)),
    Column("title_en", ("英文指标名称",)),
    Column("guidance_en", ("英文评分标准",)),
    Column("ordinal", ("序号", "no.")),
)
_MARKS: Final = Marks("level_1", "", "title", (*_NUMBERS, "guidance"))
# 决策（20分）: a form of an office repeats the points in the heading.
_POINTS_BEHIND: Final = re.compile(r"\s*[（(]\s*[0-9]+(?:\.[0-9]+)?\s*分?\s*[）)]$")


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion as a template's source writes it, and the spreadsheet row it stands in.

    ``weights`` are those that the row says of the headings above it.
    """

    row: int
    leaf: Mapping[str, Any]
    weights: Mapping[Path, Decimal | int]


def parse_criteria(rows: Rows) -> Parsed[CriterionRow]:
    """Read a form of criteria: every row, every problem, every line left out.

    A blank level is the one above it, as merged cells are read; the deepest level that says something names
    the criterion, and a line that only goes on with its 评分标准 belongs to it. Without ids the criteria are
    numbered by their place in the tree.
    """
    header, problems = find_header(rows, COLUMNS)
    if header is None:
        return Parsed(problems=tuple(problems))
    skipped: list[Skipped] = []
    reader = _Reader(header)
    for line in data_lines(rows, header, _MARKS, skipped):
        reader.take(line)
        problems += line.problems
    if not reader.found and not problems:
        problems.append(Problem(place(header.row), "criteria.none"))
    found = tuple(CriterionRow(*one) for one in reader.found)
    return Parsed(found, tuple(problems), tuple(header.ignored()), tuple(skipped), header.row)


class _Reader:
    """Reads lines in their order, remembering the levels above and the numbers given out."""

    def __init__(self, header: Header) -> None:
        self.found: list[tuple[int, dict[str, Any], dict[Path, Decimal | int]]] = []
        self._weights: dict[Path, Decimal | int] = {}
        self._named = "title" in header.positions
        self._of_office = "scorer" not in header.positions
        self._above: list[str] = []
        self._ids = _Ids()

    def take(self, line: Line) -> None:
        """Read one line: a criterion, or more of the one above."""
        own = [self._heading(line.cell(level)) for level in _LEVELS]
        levels = _filled(own, self._above)
        goes_on = self.found and levels == self._above and not line.text("title")
        self._above = levels
        if goes_on and not any(line.text(name) for name in _NUMBERS):
            self._go_on(line)
            return
        chinese = [one for one in levels if one != NOTHING]
        title = self._heading(line.cell("title")) if self._named else ""
        path = chinese if title else chinese[:-1] or chinese
        leaf = _leaf(line, path, title or (chinese[-1] if chinese else ""))
        leaf["id"] = line.text("id") or self._ids.next(path)
        self.found.append((line.row, leaf, self._weighed(line, tuple(path))))

    def _weighed(self, line: Line, path: Path) -> dict[Path, Decimal | int]:
        """Read what the row says of its headings; one that another row weighs otherwise is a problem."""
        found = {path[:n]: _number(line, name) for n, name in enumerate(_WEIGHTS[: len(path)], 1)}
        said = {above: weight for above, weight in found.items() if weight is not None}
        for above, weight in said.items():
            if self._weights.setdefault(above, weight) != weight:
                values = {"value": str(weight), "known": str(self._weights[above])}
                line.refuse(_WEIGHTS[len(above) - 1], "criteria.weight_differs", **values)
        return said

    def _heading(self, cell: Cell) -> str:
        text = _text(cell)
        return _POINTS_BEHIND.sub("", text) if self._of_office else text

    def _go_on(self, line: Line) -> None:
        more = _text(line.cell("guidance"))
        if not more:
            return
        guidance = self.found[-1][1].setdefault("guidance", {"zh": "", "en": ""})
        for language in ("zh", "en"):
            guidance[language] = f"{guidance[language]}\n{more}".strip()


class _Ids:
    """Numbers criteria by their place: 1.2.3 is the third below the second heading of the first."""

    def __init__(self) -> None:
        self._below: dict[tuple[str, ...], list[str]] = {}

    def next(self, path: Sequence[str]) -> str:
        numbers = [self._number(tuple(path[:depth]), title) for depth, title in enumerate(path)]
        leaves = self._below.setdefault((*path, NOTHING), [])
        leaves.append("")
        return ".".join([*numbers, str(len(leaves))])

    def _number(self, parent: tuple[str, ...], title: str) -> str:
        children = self._below.setdefault(parent, [])
        if title not in children:
            children.append(title)
        return str(children.index(title) + 1)


def _filled(own: Sequence[str], above: Sequence[str]) -> list[str]:
    """Fill blank levels from the line above as long as no higher level is new; drop the blanks at the end."""
    levels: list[str] = []
    for depth, text in enumerate(own):
        inherits = not text and depth < len(above) and levels == list(above[:depth])
        levels.append(above[depth] if inherits else text or NOTHING)
    while levels and levels[-1] == NOTHING:
        levels.pop()
    return levels


def _leaf(line: Line, path: Sequence[str], title: str) -> dict[str, Any]:
    if not title:
        line.refuse("level_1", "table.value_missing")
    leaf: dict[str, Any] = {
        "path": [_words(line, text, f"level_{depth}_en") for depth, text in enumerate(path, 1)],
        "title": _words(line, title, "title_en"),
        "scorer": _scorer(line),
    }
    guidance = _text(line.cell("guidance"))
    if guidance:
        leaf["guidance"] = _words(line, guidance, "guidance_en")
    leaf.update({name: number for name in _NUMBERS if (number := _number(line, name)) is not None})
    leaf.update({name: text for name in _PLAIN if (text := line.text(name))})
    if tick := line.choice("optional", tuple(_TICKS)):
        leaf["optional"] = _TICKS[tick]
    if written := _text(line.cell("self_defined")):
        leaf["self_defined"] = _parameters(line, "self_defined", written)
    if not line.text("points") and not line.text("percent"):
        own = _number(line, _WEIGHTS[len(path)]) if len(path) < len(_WEIGHTS) else None
        if own is None:
            line.refuse("points", "table.value_missing")
        else:
            leaf["points"] = own
    return leaf


def _words(line: Line, chinese: str, english: str) -> dict[str, str]:
    """Pair a text with its English; one that is missing stays Chinese, and the check will say so."""
    return {"zh": chinese, "en": _text(line.cell(english)) or chinese}


def _scorer(line: Line) -> dict[str, Any]:
    use, written = line.text("scorer"), _text(line.cell("parameters"))
    return {"use": use, **_parameters(line, "parameters", written or "{}")} if use else dict(USUAL_SCORER)


def _parameters(line: Line, key: str, written: str) -> dict[str, Any]:
    try:
        parameters = json.loads(written, parse_float=Decimal)
    except ValueError:
        parameters = None
    if not isinstance(parameters, dict):
        line.refuse(key, "criteria.parameters", value=written[:40])
        return {}
    return parameters


def _number(line: Line, name: str) -> Decimal | int | None:
    cell = line.cell(name)
    text = text_of(cell).removesuffix("分").removesuffix("%")
    if not text:
        return None
    if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
        line.refuse(name, "criteria.number", value=text[:40])
        return None
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def _text(cell: Cell) -> str:
    """Give a cell as it is written, line breaks kept."""
    raw = cell if isinstance(cell, str) else text_of(cell)
    return "\n".join(filter(None, (text_of(part) for part in raw.splitlines())))


def criteria_table(source: Mapping[str, Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Write a template's criteria as such a form: its titles and its rows, the levels said in every row."""
    leaves = source["criterion"]
    weights = {path: weight for path, weight in headings(source) if weight is not None}
    said = weights if says_weights(source) else {}
    titles = {column.key: column.words[0] for column in COLUMNS}
    keys = list(_written(leaves, {len(path) for path in said}))
    rows = [tuple(_weight_or_cell(leaf, key, said) for key in keys) for leaf in leaves]
    return tuple(titles[key] for key in keys), rows


def says_weights(source: Mapping[str, Any]) -> bool:
    """Tell whether the form says the weights of all headings just as the source does."""
    again = with_groups(source, [weight for _, weight in headings(source)])
    return "group" in source and again.get("group") == source["group"]


def _written(leaves: Sequence[Mapping[str, Any]], weighed: Collection[int]) -> Iterator[str]:
    used = {name for leaf in leaves for name in leaf}
    depth = max(len(leaf["path"]) for leaf in leaves)
    yield "id"
    for n in range(depth):
        yield _LEVELS[n]
        yield from _WEIGHTS[n : n + 1] if n + 1 in weighed else ()
    yield "title"
    yield from (name for name in _NUMBERS if name in used)
    yield from ("guidance", "scorer", "parameters")
    yield from (name for name in (*_PLAIN, "optional", "self_defined") if name in used)
    yield from (f"{level}_en" for level in _LEVELS[:depth])
    yield from ("title_en", "guidance_en")


def _weight_or_cell(leaf: Mapping[str, Any], key: str, weights: Mapping[Path, Any]) -> Any:
    if key not in _WEIGHTS:
        return _cell(leaf, key)
    path, depth = path_of(leaf), _WEIGHTS.index(key) + 1
    return weights.get(path[:depth], "") if depth <= len(path) else ""


def _cell(leaf: Mapping[str, Any], key: str) -> Any:
    if key.startswith("level_"):
        place, language = int(key.split("_")[1]) - 1, "en" if key.endswith("_en") else "zh"
        return leaf["path"][place][language] if place < len(leaf["path"]) else NOTHING
    if key == "scorer":
        return leaf["scorer"]["use"]
    if key == "parameters":
        return exact_json({name: value for name, value in leaf["scorer"].items() if name != "use"})
    if key == "optional":
        return next((tick for tick, means in _TICKS.items() if leaf.get(key) is means), "")
    if key == "self_defined":
        return exact_json(leaf[key]) if key in leaf else ""
    name, english = (key.removesuffix("_en"), key.endswith("_en"))
    value = leaf.get(name, "")
    return value["en" if english else "zh"] if isinstance(value, Mapping) else value


def exact_json(value: Any) -> str:
    """Write JSON whose numbers are exact decimals, as they were."""
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {exact_json(v)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(exact_json, value)) + "]"
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
