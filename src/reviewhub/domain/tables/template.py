"""A whole template as a workbook: the form of its criteria, and a sheet with everything above them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.editing import headings, with_groups
from reviewhub.domain.tables.cell import Rows, text_of
from reviewhub.domain.tables.criteria import criteria_table, exact_json, parse_criteria, says_weights
from reviewhub.domain.tables.parsed import Parsed, place

CRITERIA_SHEET: Final = "指标"
HEAD_SHEET: Final = "模板"
HEAD: Final = ("项", "内容（JSON）")
LONGEST_CELL: Final = 32_000  # a spreadsheet keeps 32,767 characters; what is longer goes on in the next cell
_KEY: Final = HEAD[0]


def template_tables(
    source: Mapping[str, Any],
) -> tuple[tuple[str, tuple[str, ...], Sequence[Sequence[Any]]], ...]:
    """Write a template's source as two tables: name of the sheet, titles, rows."""
    titles, rows = criteria_table(source)
    in_form = {"criterion", "group"} if says_weights(source) else {"criterion"}
    head = [(name, *_pieces(exact_json(value))) for name, value in source.items() if name not in in_form]
    return (CRITERIA_SHEET, titles, rows), (HEAD_SHEET, HEAD, head)


def parse_template(sheets: Mapping[str, Rows], usual: Mapping[str, Any]) -> Parsed[Mapping[str, Any]]:
    """Read a template's source from such a workbook, or from the form of an office alone.

    ``usual`` is what stands above the criteria where the workbook does not say it. The one row is the source;
    whether it is a sound template is for the usual check to say.
    """
    form = _form(sheets)
    parsed = parse_criteria(form)
    head, problems = _head(sheets.get(HEAD_SHEET, ()))
    problems = [*parsed.problems, *problems]
    source = {**usual, **head, "criterion": [dict(row.leaf) for row in parsed.rows]}
    weights = {path: weight for row in parsed.rows for path, weight in row.weights.items()}
    if weights and "group" not in head:
        source = with_groups(source, [weights.get(path) for path, _ in headings(source)])
    rows = () if problems else (source,)
    return Parsed(rows, tuple(problems), parsed.warnings, parsed.skipped, parsed.header_row)


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL))


def _form(sheets: Mapping[str, Rows]) -> Rows:
    filled = [rows for name, rows in sheets.items() if name != HEAD_SHEET and any(map(any, rows))]
    return sheets.get(CRITERIA_SHEET) or next(iter(filled), ())


def _head(rows: Rows) -> tuple[dict[str, Any], list[Problem]]:
    head: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        name, written = (text_of(row[0]), row[1]) if len(row) > 1 else ("", None)
        if not name or name == _KEY or written is None:
            continue
        try:
            pieces = (str(one) for one in row[1:] if one is not None)
            head[name] = json.loads("".join(pieces), parse_float=Decimal)
        except ValueError:
            problems.append(Problem(place(number, name), "criteria.parameters", {"value": str(written)[:40]}))
    return head, problems
