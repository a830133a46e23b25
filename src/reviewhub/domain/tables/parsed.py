"""What reading a table gives: the rows, everything that is wrong, everything that was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from reviewhub.domain.errors import Problem

R = TypeVar("R")


class SkipReason(StrEnum):
    """Why a line of the sheet is not a row of data."""

    BLANK = "blank"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    NOTE = "note"
    HEADER = "header"
    REPEATED = "repeated"
    UNFILLED = "unfilled"


@dataclass(frozen=True, slots=True)
class Skipped:
    """One line left out: its spreadsheet row (from 1), the reason, and its first words."""

    row: int
    reason: SkipReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[R]):
    """The outcome of one parser.

    ``rows`` holds what could be read even beside problems, so that a dry run can show both; whoever
    writes must refuse when ``problems`` is not empty. ``warnings`` are to be looked at and stop nothing.
    ``header_row`` counts from 1 as the spreadsheet does; None when no header was found.
    """

    rows: tuple[R, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    header_row: int | None = None

    def skipped_by_reason(self) -> Mapping[SkipReason, int]:
        """Count the lines left out by reason; reasons that did not occur are absent."""
        counts: dict[SkipReason, int] = {}
        for line in self.skipped:
            counts[line.reason] = counts.get(line.reason, 0) + 1
        return counts


def place(row: int, title: str = "") -> str:
    """Name a place as a person would find it: ``row 7 / 金额``."""
    return f"row {row} / {title}" if title else f"row {row}"
