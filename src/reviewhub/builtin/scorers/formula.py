"""Formula (自定义公式): a template's formula over named measured values gives points, or a share of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.expression import LONGEST, RESERVED, evaluate, names_in, parse
from reviewhub.plugin import parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Criterion,
    Input,
    Invalid,
    Points,
    Problem,
    Reason,
    Scorer,
    Value,
    Words,
)

NAME = {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "maxLength": 32}
NAMED = {**parts.MEASURED, "properties": {**parts.MEASURED["properties"], "unit": parts.WORDS}}
NAMES = {"type": "object", "minProperties": 1, "propertyNames": NAME, "additionalProperties": NAMED}


class Formula:
    """Points are what the formula gives, or that share of full marks, kept within nothing and full marks."""

    key = "builtin.formula"
    version = "1"
    title = Words("自定义公式", "Formula")
    parameters: Mapping[str, Any] = parts.shape(
        ["expression", "names"],
        expression={"type": "string", "minLength": 1, "maxLength": LONGEST},
        names=NAMES,
        gives={"enum": ["points", "share"]},
    )

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for every named value, by name: a stored template no longer knows how they were ordered."""
        names = sorted(criterion.parameters["names"].items())
        return [parts.measured(f"m.{name}", value, value.get("unit")) for name, value in names]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Work the formula out; raises :class:`Undefined` where it divides by zero."""
        given = criterion.parameters
        read = {name: parts.number_in(values, f"m.{name}") for name in given["names"]}
        numbers = {name: value for name, value in read.items() if value is not None}
        if len(numbers) < len(read):
            return None
        found = evaluate(parse(given["expression"]), numbers)
        found *= criterion.points if given.get("gives") == "share" else 1
        points = min(round_half_up(min(max(found, Decimal(0)), criterion.points)), criterion.points)
        code = "scorer.formula" if 0 <= found <= criterion.points else "scorer.formula_clamped"
        facts = {"criterion": criterion.id, "found": _printed(found), "points": f"{points:f}"}
        return Points(points, (Reason(code, facts),))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """The formula can be read, and its names are those that are described."""
        try:
            used = names_in(parse(criterion.parameters["expression"]))
        except Invalid as refused:
            yield from refused.problems
            return
        for name in sorted(used ^ criterion.parameters["names"].keys()):
            code = "unknown" if name in used else "reserved" if name in RESERVED else "unused"
            yield Problem(f"names/{name}", f"template.{code}_name", {"name": name})


def _printed(found: Decimal) -> str:
    """Print a number of any size: two decimals, or a power of ten beyond every sum of money."""
    return f"{round_half_up(found):f}" if abs(found) < Decimal("1e18") else f"{found:.6g}"


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer formulas."""
    return [Formula()]
