"""The parts of a form that is made of a schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

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


def is_list(schema: Schema) -> bool:
    """Tell whether a schema is that of a list."""
    return schema.get("type") == "array" and isinstance(schema.get("items"), Mapping)


def is_table(schema: Schema) -> bool:
    """Tell whether a schema is that of a table of names."""
    return isinstance(schema.get("additionalProperties"), Mapping) and not schema.get("properties")
