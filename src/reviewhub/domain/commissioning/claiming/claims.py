"""What a report claims: points by criterion, total, grade and money, as its own scoring table says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class ClaimedPoints:
    """One line of the table: the criterion as it is called there, and what it is said to have earned.

    ``points`` is None where the line leaves it out (—), ``full`` where the table does not say the full marks;
    ``above`` names the level above the criterion, "" where the table has none.
    """

    label: str
    points: Decimal | None
    full: Decimal | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class ClaimedSum:
    """A subtotal: what the table says, and what the lines since the last one add up to."""

    label: str
    said: Decimal
    added: Decimal


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one report claims; amounts in yuan, None or "" where it says nothing.

    ``grade`` is the word as it stands in the report.
    """

    lines: tuple[ClaimedPoints, ...] = ()
    subtotals: tuple[ClaimedSum, ...] = ()
    total: Decimal | None = None
    grade: str = ""
    asked: Decimal | None = None
    recommended: Decimal | None = None
    cut: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether the report claims nothing that could be compared."""
        return self == Claims()


def frozen(claims: Claims) -> dict[str, Any]:
    """Give claims as plain values, to be kept."""
    return {
        "lines": [[one.label, _text(one.points), _text(one.full), one.above] for one in claims.lines],
        "subtotals": [[one.label, _text(one.said), _text(one.added)] for one in claims.subtotals],
        "total": _text(claims.total),
        "grade": claims.grade,
        "asked": _text(claims.asked),
        "recommended": _text(claims.recommended),
        "cut": _text(claims.cut),
    }


def thawed(kept: Mapping[str, Any]) -> Claims:
    """Read claims back."""
    return Claims(
        lines=tuple(
            ClaimedPoints(label, _number(points), _number(full), above)
            for label, points, full, above in kept["lines"]
        ),
        subtotals=tuple(
            ClaimedSum(label, Decimal(said), Decimal(added)) for label, said, added in kept["subtotals"]
        ),
        total=_number(kept["total"]),
        grade=kept["grade"],
        asked=_number(kept["asked"]),
        recommended=_number(kept["recommended"]),
        cut=_number(kept["cut"]),
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
