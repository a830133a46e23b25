"""All that a report's own tables and sentences claim, brought together."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from reviewhub.domain.commissioning.claiming.claims import Claims
from reviewhub.domain.commissioning.claiming.scoring_table import ScoringTable, read_scoring_table
from reviewhub.domain.commissioning.claiming.stated import (
    Stated,
    first_of,
    stated_in_table,
    stated_in_text,
)
from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Rows


def read_claims(tables: Sequence[Rows], texts: Iterable[str] = ()) -> tuple[Claims, tuple[Problem, ...]]:
    """Read the claims of a report from its tables, and from its sentences what the tables do not say.

    The first table with criteria and points counts; figures beside it may stand in any table. Gives also
    what could not be read, by row; nothing readable at all gives ``claims.no_table``.
    """
    problems: list[Problem] = []
    scores, place = _first(tables, problems)
    stated: list[Stated] = []
    for number, rows in enumerate(tables):
        read = scores.rows if scores and number == place else frozenset()
        rest = [() if line in read else row for line, row in enumerate(rows, 1)]
        stated += stated_in_table(rest, problems)
    stated += stated_in_text(texts)
    total, grade = first_of(stated, "total"), first_of(stated, "grade")
    amounts = {key: one.amount for key in ("asked", "recommended", "cut") if (one := first_of(stated, key))}
    claims = Claims(
        lines=scores.lines if scores else (),
        subtotals=scores.subtotals if scores else (),
        total=scores.total if scores and scores.total is not None else total.amount if total else None,
        grade=grade.said if grade else "",
        **amounts,
    )
    if claims.is_empty and not problems:
        problems.append(Problem("", "claims.no_table"))
    return claims, tuple(problems)


def tables_in(texts: Iterable[str]) -> tuple[Rows, ...]:
    """Give the tables among the paragraphs of a document, in which a row has tabs between its cells."""
    runs = groupby(texts, key=lambda text: "\t" in text)
    return tuple(tuple(_cells(row) for row in run) for is_row, run in runs if is_row)


def _cells(row: str) -> tuple[str | None, ...]:
    return tuple(cell or None for cell in row.split("\t"))


def _first(tables: Sequence[Rows], problems: list[Problem]) -> tuple[ScoringTable | None, int]:
    for number, rows in enumerate(tables):
        found, faults = read_scoring_table(rows)
        if found is not None and (found.lines or faults):
            problems += faults
            return found, number
    return None, -1
