"""Changing the headings of a template's source: their names, their order, what stands below them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviewhub.domain.scoring.editing import Leaf, Source, headings, path_of, with_new_leaf
from reviewhub.domain.scoring.tree import Path

NEW: Final[Mapping[str, str]] = {"zh": "新标题", "en": "New heading"}
# Criteria right below a heading stand beside its own headings as one block.
_OWN: Final = (None,)
_Block = tuple[str | None, ...]


def gathered(source: Source) -> dict[str, Any]:
    """Bring criteria of one heading together, where the first of them stands; drop weights of no heading."""
    return _in_order(source, _ranks(source["criterion"]))


def with_moved_heading(source: Source, path: Path, by: int) -> dict[str, Any]:
    """Move a heading with all that is below it up (-1) or down (1) among its siblings."""
    ranks = _ranks(source["criterion"])
    siblings = [block for block in ranks if len(block) == len(path) and block[:-1] == path[:-1]]
    at = siblings.index(path) + by
    if 0 <= at < len(siblings):
        ranks[path], ranks[siblings[at]] = ranks[siblings[at]], ranks[path]
    return _in_order(source, ranks)


def with_named_heading(source: Source, path: Path, words: Mapping[str, str]) -> dict[str, Any]:
    """Name a heading once for all criteria below it; under the name of a sibling the two become one."""
    last = len(path) - 1
    leaves = [
        {**leaf, "path": [*leaf["path"][:last], dict(words), *leaf["path"][len(path) :]]}
        if path_of(leaf)[: len(path)] == path
        else leaf
        for leaf in source["criterion"]
    ]
    groups = [
        {**group, "path": [*group["path"][:last], words["zh"], *group["path"][len(path) :]]}
        if tuple(group["path"][: len(path)]) == path
        else group
        for group in source.get("group", ())
    ]
    return gathered({**source, "criterion": leaves, "group": groups})


def with_settled_leaf(source: Source, place: int) -> dict[str, Any]:
    """Bring a criterion whose headings were changed to the end of what is below them."""
    leaves = list(source["criterion"])
    leaf = leaves.pop(place)
    for depth in range(len(leaf["path"]), 0, -1):
        beside = _below(leaves, path_of(leaf)[:depth])
        if beside:
            place = beside[-1] + 1
            break
    return gathered({**source, "criterion": [*leaves[:place], leaf, *leaves[place:]]})


def with_new_heading(source: Source, path: Path, *, inside: bool) -> tuple[dict[str, Any], Path]:
    """Add a heading with its first criterion after a heading, or inside it; gives its path as well."""
    last = _below(source["criterion"], path)[-1]
    above = source["criterion"][last]["path"][: len(path) - (not inside)]
    taken = dict(headings(source))
    words, count = dict(NEW), 1
    while (*path[: len(above)], words["zh"]) in taken:
        count += 1
        words = {language: f"{name} {count}" for language, name in NEW.items()}
    made = with_new_leaf(source, last)
    leaves = list(made["criterion"])
    new = {**leaves[last + 1], "path": [*above, words]}
    if not inside:
        new["id"] = _next_id(leaves[last]["id"], len(above), [leaf["id"] for leaf in source["criterion"]])
    leaves[last + 1] = new
    return gathered({**made, "criterion": leaves}), path_of(new)


def last_below(source: Source, path: Path) -> int:
    """Give the place of the last criterion below a heading."""
    return _below(source["criterion"], path)[-1]


def _below(leaves: Sequence[Leaf], path: Path) -> list[int]:
    return [place for place, leaf in enumerate(leaves) if path_of(leaf)[: len(path)] == path]


def _ranks(leaves: Sequence[Leaf]) -> dict[_Block, int]:
    ranks: dict[_Block, int] = {}
    for leaf in leaves:
        for block in _blocks(leaf):
            ranks.setdefault(block, len(ranks))
    return ranks


def _blocks(leaf: Leaf) -> list[_Block]:
    whole = (*path_of(leaf), *_OWN)
    return [whole[:depth] for depth in range(1, len(whole) + 1)]


def _in_order(source: Source, ranks: Mapping[_Block, int]) -> dict[str, Any]:
    leaves = sorted(source["criterion"], key=lambda leaf: [ranks[block] for block in _blocks(leaf)])
    said = {tuple(group["path"]): group for group in reversed(source.get("group", ()))}
    groups = [group for group in source.get("group", ()) if said[tuple(group["path"])] is group]
    kept = [group for group in groups if tuple(group["path"]) in ranks]
    rest = {name: value for name, value in source.items() if name != "group"}
    return {**rest, "criterion": leaves, **({"group": kept} if kept else {})}


def _next_id(model: str, depth: int, taken: Sequence[str]) -> str:
    """Number the first criterion of a new heading as its siblings are: after 2.3.4 comes 3.1.1 on top."""
    parts = model.split(".")
    last = parts[depth] if depth < len(parts) - 1 else ""
    count = int(last) if last.isdecimal() else 0
    while True:
        count += 1
        stem = ".".join([*parts[:depth], str(count)])
        new = ".".join([stem, *["1"] * (len(parts) - depth - 1)])
        if not new.endswith("0") and not any(f"{one}.".startswith(f"{stem}.") for one in taken):
            return new
