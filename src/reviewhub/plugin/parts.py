"""What scorers are made of: parts of their parameters' schemas, and the inputs they ask for."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Context, Decimal
from typing import Any, Final

from reviewhub.domain.money import round_half_up
from reviewhub.plugin.protocols import Choice, Input, InputKind, Value, Words

Text = Mapping[str, str]
Item = Mapping[str, Any]
Worth = Callable[[Item], Decimal]
EXACT: Final = Context(prec=50)  # wide enough that a quotient of typed numbers never rounds onto a whole step
HUNDRED: Final = Decimal(100)
FACT: Final = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 64}
PART_ID: Final = {"type": "string", "pattern": "^[0-9A-Za-z_-]+$", "maxLength": 32}
SHARE: Final = {"type": "number", "minimum": 0, "maximum": 1}
PERCENT: Final = {"type": "number", "minimum": 0, "maximum": 100}
POSITIVE: Final = {"type": "number", "exclusiveMinimum": 0}


def shape(required: Iterable[str], **properties: Any) -> Mapping[str, Any]:
    """Give the schema of a table with these keys and no others."""
    closed = {"properties": properties, "additionalProperties": False}
    return {"type": "object", "required": list(required), **closed}


def several(items: Mapping[str, Any], least: int = 1) -> Mapping[str, Any]:
    """Give the schema of a list with at least so many items."""
    return {"type": "array", "minItems": least, "items": items}


WORDS: Final = shape(["zh", "en"], zh={"type": "string"}, en={"type": "string"})
MEASURED: Final = shape(["zh", "en"], zh={"type": "string"}, en={"type": "string"}, fact=FACT)
LEVEL: Final = shape(["id", "label", "share"], id=PART_ID, label=WORDS, share=SHARE, text=WORDS)


def exact(number: object) -> Decimal:
    """Give a number of a template as the decimal it was written as."""
    return Decimal(str(number))


def worth(full: Decimal, share: Decimal) -> Decimal:
    """Give a share of the full marks, rounded half up to two decimals and never more than all of them."""
    return min(round_half_up(full * share), full)


def words(mapping: Text) -> Words:
    """Give a text of a template."""
    return Words(mapping["zh"], mapping["en"])


def measured(name: str, value: Text, unit: Text | None = None, most: Decimal | None = None) -> Input:
    """Ask for a measured value; its ``fact`` names the one of the task that fills a blank in."""
    unit_words, fact = words(unit) if unit else None, value.get("fact", "")
    return Input(name, InputKind.NUMBER, words(value), unit=unit_words, most=most, fact=fact)


def counted(name: str, value: Text, unit: Words | None = None, most: Decimal | None = None) -> Input:
    """Ask how many there are; blank means none."""
    fact = value.get("fact", "")
    return Input(name, InputKind.COUNT, words(value), unit=unit, most=most, step=Decimal(1), fact=fact)


def pick(name: str, label: Words, items: Iterable[Item], points: Worth | None = None) -> Input:
    """Ask for one of several items with ``id``, ``label`` and perhaps ``text``; show what each is worth."""
    offered = (
        Choice(one["id"], words(one["label"]), points(one) if points else None, _text(one)) for one in items
    )
    return Input(name, InputKind.CHOICE, label, choices=tuple(offered))


def _text(one: Item) -> Words | None:
    return words(one["text"]) if "text" in one else None


def number_in(values: Mapping[str, Value], name: str) -> Decimal | None:
    """Give a value if it is a number that was filled in."""
    value = values.get(name)
    return value if isinstance(value, Decimal) else None
