"""The form of a scorer's parameters, made of their schema: what a person fills in."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.tables.criteria import exact_json
from reviewhub.edge.language.words import speaker
from reviewhub.web.template_drafts.nodes import NUMBERS, Node, NodeKind, Schema, is_list, is_table

BLANK_ROWS: Final = 2


def form_of(schema: Schema, value: Any, name: str, key: str) -> Node:
    """Make the form of a value; a list and a table of names get rows to fill in.

    What the schema does not describe, or describes as something else, is shown as JSON: saving a form that
    nobody changed keeps everything.
    """
    label, hint = _label(key), str(schema.get("description", "")) if speaker().language == "en" else ""
    if is_list(schema) and isinstance(value, list | tuple | None):
        items = [*(value or ()), *[None] * BLANK_ROWS]
        rows = [form_of(schema["items"], one, f"{name}.{n}", "") for n, one in enumerate(items)]
        return Node(NodeKind.ROWS, name, label, hint, parts=tuple(rows))
    if is_table(schema) and isinstance(value, Mapping | None):
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


def _row(schema: Schema, name: str, key: str, value: Any) -> Node:
    parts = (
        Node(NodeKind.TEXT, f"{name}.key", _label("key"), value=key),
        form_of(schema["additionalProperties"], value, f"{name}.value", "entry"),
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


def _label(key: str) -> str:
    return speaker().label(f"parameter.{key}").removeprefix("parameter.") if key else ""
