"""The form of a scorer's parameters, made of their schema: what a person fills in, and reading it back."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from reviewhub.domain.scoring.editing import typed_number
from reviewhub.domain.tables.criteria import exact_json
from reviewhub.edge.language.words import speaker

BLANK_ROWS: Final = 2
SAID: Final = ".said"
NUMBERS: Final = frozenset({"number", "integer"})
Schema = Mapping[str, Any]


class NodeKind(StrEnum):
    """How a part of the form is filled in."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    CHECK = "check"
    SELECT = "select"
    GROUP = "group"
    ROWS = "rows"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Node:
    """One field, or a group or list of them; ``name`` is that of the field in the form.

    ``said`` tells of a box that the source ticks or unticks in so many words, ``needed`` of what the scorer
    cannot do without.
    """

    kind: NodeKind
    name: str
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    parts: tuple["Node", ...] = ()
    said: bool = False
    needed: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in here or below."""
        return not self.value and all(part.blank for part in self.parts)


def form_of(schema: Schema, value: Any, name: str, key: str) -> Node:
    """Make the form of a value; a list and a table of names get rows to fill in.

    What the schema does not describe, or describes as something else, is shown as JSON: saving a form that
    nobody changed keeps everything.
    """
    label, hint = _label(key), str(schema.get("description", "")) if speaker().language == "en" else ""
    if _is_list(schema) and isinstance(value, list | tuple | None):
        items = [*(value or ()), *[None] * BLANK_ROWS]
        rows = [form_of(schema["items"], one, f"{name}.{n}", "") for n, one in enumerate(items)]
        return Node(NodeKind.ROWS, name, label, hint, parts=tuple(rows))
    if _is_table(schema) and isinstance(value, Mapping | None):
        pairs = [*(value or {}).items(), *[("", None)] * BLANK_ROWS]
        rows = [_row(schema, f"{name}.{n}", *pair) for n, pair in enumerate(pairs)]
        return Node(NodeKind.ROWS, name, label, hint, parts=tuple(rows))
    if "properties" in schema and isinstance(value, Mapping | None):
        named = {
            **schema["properties"],
            **{one: {} for one in value or {} if one not in schema["properties"]},
        }
        needed = frozenset(schema.get("required", ()))
        parts = [
            replace(form_of(one, (value or {}).get(part), f"{name}.{part}", part), needed=part in needed)
            for part, one in named.items()
            if part != "use"
        ]
        return Node(NodeKind.GROUP, name, label, hint, parts=tuple(parts))
    return _field(schema, value, Node(NodeKind.TEXT, name, label, hint))


def read_form(schema: Schema, form: Mapping[str, str], name: str) -> Any:
    """Read a value back; None where nothing was filled in. What is no number stays text, for the check."""
    if name in form:
        return _read_field(schema, form, name)
    if _is_list(schema):
        items = [read_form(schema["items"], form, f"{name}.{n}") for n in _numbers(form, name)]
        return [one for one in items if one is not None] or None
    if _is_table(schema):
        return _read_table(schema, form, name)
    if "properties" in schema:
        parts = {part: read_form(one, form, f"{name}.{part}") for part, one in _named(schema, form, name)}
        return {part: value for part, value in parts.items() if value is not None} or None
    return _read_field(schema, form, name)


def _is_list(schema: Schema) -> bool:
    return schema.get("type") == "array" and isinstance(schema.get("items"), Mapping)


def _is_table(schema: Schema) -> bool:
    return isinstance(schema.get("additionalProperties"), Mapping) and not schema.get("properties")


def _row(schema: Schema, name: str, key: str, value: Any) -> Node:
    parts = (
        Node(NodeKind.TEXT, f"{name}.key", _label("key"), value=key),
        form_of(schema["additionalProperties"], value, f"{name}.value", "value"),
    )
    return Node(NodeKind.GROUP, name, "", parts=parts)


def _field(schema: Schema, value: Any, plain: Node) -> Node:
    kind, shown, options = _kind(schema, value), "", tuple(map(str, schema.get("enum", ())))
    if kind is NodeKind.JSON:
        shown = "" if value is None else exact_json(value)
    elif kind is NodeKind.CHECK:
        shown = "1" if (schema.get("default", False) if value is None else value) else ""
    elif value is not None:
        shown = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if kind is NodeKind.TEXT and (plain.name.endswith((".zh", ".en")) or "\n" in shown):
        kind = NodeKind.LONG
    return Node(kind, plain.name, plain.label, plain.hint, shown, options, said=isinstance(value, bool))


def _kind(schema: Schema, value: Any) -> NodeKind:
    of, scalar = schema.get("type"), not isinstance(value, Mapping | list | tuple)
    if "enum" in schema and (value is None or value in schema["enum"]):
        return NodeKind.SELECT
    if of == "boolean" and isinstance(value, bool | None):
        return NodeKind.CHECK
    if of in NUMBERS and scalar:
        return NodeKind.NUMBER
    return NodeKind.TEXT if scalar and (of == "string" or "enum" in schema) else NodeKind.JSON


def _read_field(schema: Schema, form: Mapping[str, str], name: str) -> Any:
    text = form.get(name, "").replace("\r\n", "\n").strip()
    if schema.get("type") == "boolean":
        usual, given = bool(schema.get("default", False)), bool(text)
        return given if given != usual or name + SAID in form else None
    if schema.get("type") in NUMBERS:
        return typed_number(text)
    if schema.get("type") == "string" or "enum" in schema:
        return text or None
    return _read_json(text) if text else None


def _read_json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return text


def _read_table(schema: Schema, form: Mapping[str, str], name: str) -> dict[str, Any] | None:
    pairs = {
        form.get(f"{name}.{n}.key", "").strip(): read_form(
            schema["additionalProperties"], form, f"{name}.{n}.value"
        )
        for n in _numbers(form, name)
    }
    return {key: value for key, value in pairs.items() if key and value is not None} or None


def _named(schema: Schema, form: Mapping[str, str], name: str) -> Iterator[tuple[str, Schema]]:
    """Give the parts the schema describes, then those that only the form has."""
    described = schema["properties"]
    yield from ((part, one) for part, one in described.items() if part != "use")
    for key in form:
        rest = key.removeprefix(f"{name}.") if key.startswith(f"{name}.") else ""
        if rest and rest.partition(".")[0] not in described:
            yield rest, {}


def _numbers(form: Mapping[str, str], name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}\.([0-9]{{1,3}})(?:\.|$)")
    return sorted({int(found.group(1)) for key in form if (found := pattern.match(key))})


def _label(key: str) -> str:
    return speaker().label(f"parameter.{key}").removeprefix("parameter.") if key else ""
