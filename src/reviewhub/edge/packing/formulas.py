"""The aggregators that ship, as formulas of a spreadsheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where in a sheet the numbers of a panel stand, as formulas name the cells.

    ``totals`` are the experts' totals, ``means`` the means of the criteria, ``full`` their full marks and
    ``full_marks`` the sum of those.
    """

    totals: str
    means: str
    full: str
    full_marks: str


def rescaled(points: str, full: str, full_marks: str) -> str:
    """Sum points and rescale them to all full marks where some criteria do not apply, to two decimals."""
    attainable = f"SUMPRODUCT(ISNUMBER({points})*{full})"
    return f"IF(COUNT({points})=0,0,ROUND(SUM({points})*{full_marks}/{attainable},2))"


def mean(points: str, nothing: str) -> str:
    """Average what is a number, to two decimals; ``nothing`` where there is none."""
    return f'IF(COUNT({points})=0,"{nothing}",ROUND(AVERAGE({points}),2))'


_AGGREGATES: Final[Mapping[str, Callable[[Ranges], str]]] = {
    "builtin.mean_of_criterion_means@1": lambda at: rescaled(at.means, at.full, at.full_marks),
    "builtin.mean_of_totals@1": lambda at: f"ROUND(AVERAGE({at.totals}),2)",
    "builtin.trimmed_mean@1": lambda at: (
        f"ROUND((SUM({at.totals})-MAX({at.totals})-MIN({at.totals}))/(COUNT({at.totals})-2),2)"
    ),
    "builtin.median@1": lambda at: f"ROUND(MEDIAN({at.totals}),2)",
}


def aggregate_formula(pin: str, ranges: Ranges) -> str | None:
    """Give the formula of a pinned aggregator, rounded as printed; None where nobody knows one."""
    formula = _AGGREGATES.get(pin)
    return None if formula is None else formula(ranges)
