"""Changing a template's source one step at a time; whether it is sound is for the check to say."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.scoring.answer import plain_digits
from reviewhub.domain.scoring.tree import number

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SIGNS: Final = str.maketrans("－−", "--")
Source = Mapping[str, Any]
Leaf = Mapping[str, Any]


def with_head(source: Source, head: Mapping[str, Any]) -> dict[str, Any]:
    """Replace what stands above the criteria; what is None is left out."""
    changed = {**source, **head}
    return {name: value for name, value in changed.items() if value is not None}


def with_leaf(source: Source, place: int, leaf: Leaf) -> dict[str, Any]:
    """Change the criterion at a place; what is None is left out, and what is not said stays."""
    leaves = list(source["criterion"])
    changed = {**leaves[place], **leaf}
    leaves[place] = {name: value for name, value in changed.items() if value is not None}
    return {**source, "criterion": leaves}


def with_new_leaf(source: Source, place: int) -> dict[str, Any]:
    """Add a criterion below the one at a place, under the same headings, with the next free number."""
    leaves = list(source["criterion"])
    model = leaves[place]
    new = {
        "id": _next_id(model["id"], [leaf["id"] for leaf in leaves]),
        "path": model["path"],
        "title": {"zh": "新指标", "en": "New criterion"},
        source.get("weighting", "points"): 1,
        "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
    }
    return {**source, "criterion": [*leaves[: place + 1], new, *leaves[place + 1 :]]}


def without_leaf(source: Source, place: int) -> dict[str, Any]:
    """Take the criterion at a place out."""
    leaves = list(source["criterion"])
    return {**source, "criterion": leaves[:place] + leaves[place + 1 :]}


def with_moved_leaf(source: Source, place: int, by: int) -> dict[str, Any]:
    """Move the criterion at a place up (-1) or down (1) within its heading; at either end it stays."""
    leaves = list(source["criterion"])
    beside = [n for n, leaf in enumerate(leaves) if path_of(leaf) == path_of(leaves[place])]
    at = beside.index(place) + by
    if 0 <= at < len(beside):
        leaves[place], leaves[beside[at]] = leaves[beside[at]], leaves[place]
    return {**source, "criterion": leaves}


def path_of(leaf: Leaf) -> tuple[str, ...]:
    """Name the headings above a criterion as groups do: by their Chinese titles."""
    return tuple(level["zh"] for level in leaf["path"])


def with_beside(source: Source, beside: Mapping[str, Sequence[Leaf]]) -> dict[str, Any]:
    """Replace the vetoes and pre-conditions; a kind of which there is none is left out."""
    return with_head(source, {kind: list(those) or None for kind, those in beside.items()})


def headings(source: Source) -> list[tuple[tuple[str, ...], Any]]:
    """Give every heading from the top down, with the weight that a group says for it, or None."""
    paths = dict.fromkeys(
        path_of(leaf)[:depth] for leaf in source["criterion"] for depth in range(1, len(leaf["path"]) + 1)
    )
    weighting = source.get("weighting", "points")
    said = {tuple(group["path"]): group.get(weighting) for group in source.get("group", ())}
    return [(path, said.get(path)) for path in paths]


def with_groups(source: Source, weights: Sequence[Any]) -> dict[str, Any]:
    """Say the weight of every heading, in the order of :func:`headings`; None says none."""
    weighting = source.get("weighting", "points")
    groups = [
        {"path": list(path), weighting: weight}
        for (path, _), weight in zip(headings(source), weights, strict=True)
        if weight is not None
    ]
    rest = {name: value for name, value in source.items() if name != "group"}
    return {**rest, "group": groups} if groups else rest


def typed_number(text: str) -> int | Decimal | str | None:
    """Give a typed number exactly; what is none stays text, so that the check can name its place.

    Full-width digits count, and a sign does: a limit may be a fall.
    """
    plain = plain_digits(text.translate(SIGNS))
    if not plain:
        return None
    read = number(plain) if NUMBER.fullmatch(plain) else None
    if read is None:
        return text.strip()
    return int(read) if "." not in plain else read


def _next_id(model: str, taken: Sequence[str]) -> str:
    stem, dot, last = model.rpartition(".")
    count = int(last) if last.isdecimal() else 0
    while f"{stem}{dot}{count}" in taken or str(count).endswith("0"):
        count += 1
    return f"{stem}{dot}{count}"
