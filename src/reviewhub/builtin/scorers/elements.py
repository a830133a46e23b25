"""Elements (要素符合度): each satisfied element earns its share, and a missed gate costs everything."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.columns import (
    LARGEST,
    POINTS,
    Columns,
    Many,
    all_given,
    half_up,
    length,
    nothing_given,
    whole,
)
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Criterion,
    Input,
    InputKind,
    Points,
    Problem,
    Reason,
    Scorer,
    Value,
    Words,
)

ELEMENTS = parts.several(
    {
        "type": "object",
        "required": ["id", "text", "share"],
        "properties": {
            "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "gate": {"type": "boolean"},
        },
    }
)
SET = parts.shape(["id", "when", "elements"], id=parts.PART_ID, when=parts.WORDS, elements=ELEMENTS)


class Elements:
    """Points are the shares of the elements met; an unmet gate leaves nothing.

    Where it depends on the case which elements there are, ``alternatives`` holds a set for each: the expert
    chooses the case, and only the elements of its set count.
    """

    key = "builtin.elements"
    version = "1"
    title = Words("要素符合度", "Elements met")
    parameters: Mapping[str, Any] = {
        **parts.shape([], elements=ELEMENTS, alternatives=parts.several(SET, 2)),
        "oneOf": [{"required": ["elements"]}, {"required": ["alternatives"]}],
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask of every element whether it is met; with alternatives, which of them is the case."""
        sets = criterion.parameters.get("alternatives", ())
        if not sets:
            return [_check(one, "e.") for one in criterion.parameters["elements"]]
        cases = [{"id": one["id"], "label": one["when"]} for one in sets]
        checks = [_check(part, f"e.{one['id']}.", one["when"]) for one in sets for part in one["elements"]]
        return [parts.pick("set", Words("适用情形", "Case"), cases), *checks]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Add the shares of the elements met, rounded half up to two decimals."""
        prefix, elements = "e.", criterion.parameters.get("elements")
        if elements is None:
            chosen = [one for one in criterion.parameters["alternatives"] if one["id"] == values.get("set")]
            if not chosen:
                return None
            prefix, elements = f"e.{chosen[0]['id']}.", chosen[0]["elements"]
        met = [element for element in elements if values.get(f"{prefix}{element['id']}")]
        closed = [element["id"] for element in elements if element.get("gate") and element not in met]
        if closed:
            return Points(
                Decimal(0), (Reason("scorer.gate", {"criterion": criterion.id, "element": closed[0]}),)
            )
        share = sum((Decimal(str(element["share"])) for element in met), Decimal(0))
        reason = Reason("scorer.elements", {"criterion": criterion.id, "met": len(met), "of": len(elements)})
        return Points(round_half_up(criterion.points * share), (reason,))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """In every set the shares sum to 1 and the ids differ."""
        sets = criterion.parameters.get("alternatives", ())
        yield from faults.doubled_ids(sets, "alternatives")
        lists = {f"alternatives/{one['id']}/elements": one["elements"] for one in sets}
        for path, elements in (lists or {"elements": criterion.parameters["elements"]}).items():
            yield from faults.shares_off([one["share"] for one in elements], path)
            yield from faults.doubled_ids(elements, path)

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Add up the shares of whole columns, in the set that each answer chose."""
        sets = criterion.parameters.get("alternatives", ())
        if not sets:
            return _many(criterion, criterion.parameters["elements"], "e.", columns)
        scored = [_many(criterion, one["elements"], f"e.{one['id']}.", columns) for one in sets]
        places = (columns["set"], np.arange(length(columns)))
        return Many(*(np.stack([getattr(one, name) for one in scored])[places] for name in Many._fields))


def _check(element: Mapping[str, Any], prefix: str, when: Mapping[str, str] | None = None) -> Input:
    """Ask whether an element is met; the label says in which case it counts, and what a gate costs."""
    text, gate = element["text"], element.get("gate")
    chinese = f"{text['zh']}（缺此项得 0 分）" if gate else text["zh"]
    english = f"{text['en']} (without it: 0 points)" if gate else text["en"]
    label = Words(f"{when['zh']}：{chinese}", f"{when['en']}: {english}") if when else Words(chinese, english)
    return Input(f"{prefix}{element['id']}", InputKind.CHECK, label)


def _many(criterion: Criterion, elements: Sequence[Mapping[str, Any]], prefix: str, columns: Columns) -> Many:
    """Score columns by one set of elements; shares with more digits than 64 bits hold are left out."""
    shares = [parts.exact(one["share"]) for one in elements]
    digits = max(0, *(-int(share.as_tuple().exponent) for share in shares))
    full = whole(criterion.points, POINTS)
    if full is None or full * len(elements) * 10**digits >= LARGEST // 2:
        return nothing_given(columns)
    checks = [columns[f"{prefix}{one['id']}"] for one in elements]
    met = sum(int(share.scaleb(digits)) * check for share, check in zip(shares, checks, strict=True))
    points = half_up(full * np.asarray(met), 10 ** (digits + 2)) * 100
    for element, check in zip(elements, checks, strict=True):
        if element.get("gate"):
            points = points * (check > 0)
    return all_given(points)


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer elements."""
    return [Elements()]
