"""What does not fit a JSON Schema, as problems that name their place and can be said in either language."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from reviewhub.domain.errors import Problem

LONGEST: Final = 200
TYPES = Draft202012Validator.TYPE_CHECKER.redefine(
    "number", lambda _, value: isinstance(value, int | float | Decimal) and not isinstance(value, bool)
).redefine("array", lambda _, value: isinstance(value, list | tuple))
Validator = extend(Draft202012Validator, type_checker=TYPES)  # type: ignore[no-untyped-call]  # jsonschema leaves it untyped
_MISSING: Final = re.compile(r"^'(.+)' is a required property$")

Values = dict[str, str | int]


def shape_problems(validator: Any, value: Any, place: str = "") -> Iterator[Problem]:
    """List every place where ``value`` does not fit the JSON Schema.

    Without a ``place`` of its own, the place is named as a template's author would find it: ``criterion 1.1 /
    points``, ``group 决策 / percent``, ``field title/en``. ``message`` keeps what the validator said.
    """
    for error in sorted(
        validator.iter_errors(value), key=lambda one: [str(step) for step in one.absolute_path]
    ):
        steps = list(error.absolute_path)
        where = "/".join([place, *map(str, steps)]) if place else _place(value, steps)
        say = _SAYINGS.get(error.validator)
        code = f"shape.{error.validator}" if say else "template.shape"
        values = say(error) if say else {}
        yield Problem(where, code, {**values, "message": error.message[:LONGEST]})


def _place(value: Any, steps: Sequence[Any]) -> str:
    kind, *rest = steps or ("",)
    if kind not in ("criterion", "group", "veto", "precondition") or not rest or not isinstance(rest[0], int):
        return f"field {'/'.join(map(str, steps))}" if steps else ""
    number, *inside = rest
    name = _name(value[kind][number], number)
    return f"{kind} {name} / {'/'.join(map(str, inside))}" if inside else f"{kind} {name}"


def _name(node: Any, number: int) -> str:
    """Name a criterion by its id and a group by its headings; by its place where it does not say them."""
    if not isinstance(node, Mapping):
        return f"#{number + 1}"
    path = node.get("path")
    if "id" not in node and isinstance(path, list) and all(isinstance(level, str) for level in path):
        return " › ".join(path) or f"#{number + 1}"
    return str(node.get("id") or f"#{number + 1}")[:LONGEST]


def _shown(value: Any) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text if len(text) <= LONGEST // 4 else f"{text[: LONGEST // 4]}…"


def _given(error: Any) -> Values:
    return {"given": _shown(error.instance), "bound": _shown(error.validator_value)}


def _missing(error: Any) -> Values:
    found = _MISSING.match(error.message)
    return {"name": found.group(1) if found else ""}


def _unknown(error: Any) -> Values:
    known = error.schema.get("properties", {})
    names = [name for name in error.instance if name not in known]
    return {"names": "、".join(map(_shown, names)), "known": "、".join(known)}


def _choices(error: Any) -> Values:
    allowed = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return {"given": _shown(error.instance), "allowed": "、".join(map(_shown, allowed))}


_SAYINGS: Final[dict[str, Callable[[Any], Values]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _choices,
    "const": _choices,
    **dict.fromkeys(
        (
            *("type", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
            *("minItems", "maxItems", "minLength", "maxLength", "uniqueItems"),
        ),
        _given,
    ),
}
