"""The one form in which documents are written and digested, and digests that say what they are of."""

import hashlib
import json
from typing import Any, Final

FORMAT: Final = "reviewhub"


def canonical(value: object) -> bytes:
    """Write a value as JSON in UTF-8: keys in the order of their code points, no blanks, whole numbers only.

    Raises
    ------
    TypeError
        For a float, a key that is no text, and whatever else JSON does not hold.

    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def told_apart(label: str, data: bytes) -> bytes:
    """SHA-256 of data under a label, so that a digest made for one purpose never passes for another.

    >>> told_apart("leaf/1", b"x").hex()[:16]
    'cf59cecb9d6e5be2'
    """
    return hashlib.sha256(f"{FORMAT}/{label}".encode() + b"\0" + data).digest()


def _plain(value: object) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {_key(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is text, not {type(key).__name__}")
    return key
