"""Where in the editor a problem is mended: which form, and which of its fields."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.editing import Source, headings
from reviewhub.domain.scoring.tree import place_of
from reviewhub.edge.language.words import speaker
from reviewhub.web.template_drafts.beside import LETTERS
from reviewhub.web.template_drafts.steps import BESIDE, HEAD, HEADING

# What the check says of a criterion as a whole, by the field in which it is mended.
FIELDS: Final[Mapping[str, str]] = {
    "template.doubled_id": "id",
    "template.points": "points",
    "template.percent": "percent",
    "template.unknown_scorer": "use",
    "lint.no_guidance": "guidance-zh",
    "lint.id_reads_as_number": "id",
}


def link_of(source: Source, problem: Problem) -> dict[str, Any] | None:
    """Give the address of the form and field as ``url_for`` takes them; None where no form mends it alone."""
    kind, _, rest = problem.path.partition(" ")
    name, _, inside = rest.partition(" / ")
    if kind == "field":
        return {"at": HEAD, "_anchor": _field(rest)}
    if kind in LETTERS:
        return {"at": BESIDE, "_anchor": f"{kind}-{name}"}
    if kind == "criterion":
        at = next((n for n, leaf in reversed([*enumerate(source["criterion"])]) if leaf["id"] == name), None)
        field = _field(inside) if inside else f"f-{FIELDS[problem.code]}" if problem.code in FIELDS else None
        return None if at is None else {"at": at, "_anchor": field}
    at = next((n for n, (path, _) in enumerate(headings(source)) if place_of(path) == f"group {name}"), None)
    return None if at is None else {"at": f"{HEADING}{at}", "_anchor": f"f-group.{at}"}


def in_words(problem: Problem) -> Problem:
    """Name place and type as the form does; authors of files want the keys instead."""
    kind, _, rest = problem.path.partition(" ")
    name, between, inside = ("", "", rest) if kind == "field" else rest.partition(" / ")
    values = dict(problem.values)
    if problem.code == "shape.type":
        values["bound"] = _label("type", str(values["bound"]))
    return replace(problem, path=f"{kind} {name}{between}{_named(inside)}".strip(), values=values)


def _named(inside: str) -> str:
    steps = [step for step in inside.split("/") if step != "scorer"]
    first, rest = steps[:1], steps[1:]
    if inside.startswith("scorer/"):
        first, rest = [], steps
    words = [*(_label("change", step) for step in first), *(_label("parameter", step) for step in rest)]
    return " ".join(words)


def _label(of: str, key: str) -> str:
    if key.isdecimal():
        return str(int(key) + 1)
    return speaker().label(f"{of}.{key}").removeprefix(f"{of}.")


def _field(inside: str) -> str:
    """Name the field as its form does: ``scorer/levels/0/share`` is ``p.levels.0.share``."""
    first, *rest = inside.split("/")
    if first == "scorer":
        return ".".join(["p", *rest])
    if first == "path" and rest:
        return "-".join([f"f-path{int(rest[0]) + 1}", *rest[1:]])
    return "-".join([f"f-{first}", *rest])
