"""Reading a scorer's parameters back from the form that was made of their schema."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.scoring.editing import typed_number
from reviewhub.web.template_drafts.nodes import NUMBERS, Schema, is_list, is_table

SAID: Final = ".said"


def read_form(schema: Schema, form: Mapping[str, str], name: str) -> Any:
    """Read a value back; None where nothing was filled in. What is no number stays text, for the check."""
    if name in form:
        return _read_field(schema, form, name)
    if is_list(schema):
        items = [read_form(schema["items"], form, f"{name}.{n}") for n in _numbers(form, name)]
        return [one for one in items if one is not None] or None
    if is_table(schema):
        return _read_table(schema, form, name)
    if "properties" in schema:
        parts = {part: read_form(one, form, f"{name}.{part}") for part, one in _named(schema, form, name)}
        return {part: value for part, value in parts.items() if value is not None} or None
    return _read_field(schema, form, name)


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
