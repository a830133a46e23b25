"""The form of a scorer's parameters, made of their schema: what a person fills in, and reading it back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from reviewhub.domain.scoring.editing import typed_number
from reviewhub.edge.language.words import speaker

LANGUAGES: Final = ("zh", "en")
MOST_ROWS: Final = 60
Schema = Mapping[str, Any]


class NodeKind(StrEnum):
    """How a part of the form is filled in."""

    TEXT = "text"
    NUMBER = "number"
    CHECK = "check"
    SELECT = "select"
    GROUP = "group"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Node:
    """One field, or a group or list of them; ``name`` is that of the field in the form."""

    kind: NodeKind
    name: str
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    parts: tuple["Node", ...] = ()


def form_of(schema: Schema, value: Any, name: str, key: str) -> Node:
    """Make the form of a value; a list and a table of names get one more row to fill in."""
    label, hint = _label(key), str(schema.get("description", "")) if speaker().language == "en" else ""
    if _is_table(schema):
        rows = tuple(_row(schema, name, row) for row in _pairs(value))
        return Node(NodeKind.ROWS, name, label, hint, parts=rows)
    if "properties" in schema:
        parts = tuple(
            form_of(one, _of(value, part), f"{name}.{part}", part)
            for part, one in schema["properties"].items()
            if part != "use"
        )
        return Node(NodeKind.GROUP, name, label, hint, parts=parts)
    if schema.get("type") == "array":
        items = [*(value or ()), None][:MOST_ROWS]
        rows = tuple(form_of(schema["items"], one, f"{name}.{n}", "") for n, one in enumerate(items))
        return Node(NodeKind.ROWS, name, label, hint, parts=rows)
    return _field(schema, value, Node(NodeKind.TEXT, name, label, hint))


def read_form(schema: Schema, form: Mapping[str, str], name: str) -> Any:
    """Read a value back; None where nothing was filled in. What is no number stays text, for the check."""
    if _is_table(schema):
        pairs = [
            (
                form.get(f"{name}.{n}.key", "").strip(),
                read_form(schema["additionalProperties"], form, f"{name}.{n}.value"),
            )
            for n in _numbers(form, name)
        ]
        return {key: value for key, value in pairs if key and value is not None} or None
    if "properties" in schema:
        parts = {
            part: read_form(one, form, f"{name}.{part}")
            for part, one in schema["properties"].items()
            if part != "use"
        }
        return {part: value for part, value in parts.items() if value is not None} or None
    if schema.get("type") == "array":
        items = [read_form(schema["items"], form, f"{name}.{n}") for n in _numbers(form, name)]
        return [one for one in items if one is not None] or None
    return _read_field(schema, form.get(name, ""))


def _is_table(schema: Schema) -> bool:
    return isinstance(schema.get("additionalProperties"), Mapping) and not schema.get("properties")


def _row(schema: Schema, name: str, row: tuple[int, str, Any]) -> Node:
    number, key, value = row
    parts = (
        Node(NodeKind.TEXT, f"{name}.{number}.key", _label("key"), value=key),
        form_of(schema["additionalProperties"], value, f"{name}.{number}.value", "value"),
    )
    return Node(NodeKind.GROUP, f"{name}.{number}", "", parts=parts)


def _pairs(value: Mapping[str, Any] | None) -> Iterator[tuple[int, str, Any]]:
    pairs: Sequence[tuple[str, Any]] = [*(value or {}).items(), ("", None)]
    for number, (key, one) in enumerate(pairs[:MOST_ROWS]):
        yield number, key, one


def _field(schema: Schema, value: Any, plain: Node) -> Node:
    options = schema.get("enum", ())
    kinds = {"number": NodeKind.NUMBER, "integer": NodeKind.NUMBER, "boolean": NodeKind.CHECK}
    kind = NodeKind.SELECT if options else kinds.get(str(schema.get("type")), NodeKind.TEXT)
    shown = ("1" if value else "") if kind is NodeKind.CHECK else "" if value is None else str(value)
    return Node(kind, plain.name, plain.label, plain.hint, shown, tuple(map(str, options)))


def _read_field(schema: Schema, text: str) -> Any:
    if schema.get("type") == "boolean":
        return True if text else None
    if schema.get("type") in {"number", "integer"}:
        return typed_number(text)
    return text.strip() or None


def _of(value: Any, part: str) -> Any:
    return value.get(part) if isinstance(value, Mapping) else None


def _numbers(form: Mapping[str, str], name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}\.([0-9]{{1,3}})(?:\.|$)")
    return sorted({int(found.group(1)) for key in form if (found := pattern.match(key))})


def _label(key: str) -> str:
    return speaker().label(f"parameter.{key}").removeprefix("parameter.") if key else ""
