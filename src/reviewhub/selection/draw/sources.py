"""Where randomness comes from: named before it exists, made into the seed when it does."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reviewhub.selection.draw.canonical import told_apart

# Fewer outcomes of the balls would let whoever commits try out salts until the outcomes suit.
FEWEST_OUTCOMES: Final = 10**9
FEWEST_HANDS: Final = 2


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text that one party keeps to itself until the commitment is out; only its digest is known."""

    by: str
    digest: str

    def document(self) -> dict[str, Any]:
        """Give the plain form."""
        return {"kind": "sealed", "by": self.by, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Beacon:
    """A later pulse of a public beacon, by the beacon's name and the pulse's number."""

    name: str
    pulse: int

    def document(self) -> dict[str, Any]:
        """Give the plain form."""
        return {"kind": "beacon", "name": self.name, "pulse": self.pulse}


@dataclass(frozen=True, slots=True)
class Balls:
    """So many numbers drawn by hand before witnesses, each from 0 and below ``of``."""

    count: int
    of: int

    def document(self) -> dict[str, Any]:
        """Give the plain form."""
        return {"kind": "balls", "count": self.count, "of": self.of}


@dataclass(frozen=True, slots=True)
class Given:
    """The seed itself, in hexadecimal: for trials and repetitions; it proves nothing about the choice."""

    def document(self) -> dict[str, Any]:
        """Give the plain form."""
        return {"kind": "given"}


Source = Sealed | Beacon | Balls | Given


def sealed(text: str) -> str:
    """Give the digest of a contribution: SHA-256 of ``reviewhub/contribution/1``, a zero byte, and the text.

    >>> sealed("seven times seven")[:16]
    '624b19e643d86397'
    """
    return told_apart("contribution/1", text.encode()).hex()


def matches(source: Mapping[str, Any], value: str) -> bool:
    """Tell whether what is revealed is what a source of the commitment document lets expect."""
    if source["kind"] == "sealed":
        return sealed(value) == str(source["digest"])
    if source["kind"] == "balls":
        return _are_balls(source, value)
    return _is_hex(value)


def seed_of(commitment: str, sources: Sequence[Mapping[str, Any]], values: Sequence[str]) -> str:
    """Make the seed, in hexadecimal, from the commitment's digest and the values in the order of the sources.

    It is SHA-256 of ``reviewhub/draw/1``, the 32 bytes of the digest, each value in UTF-8 after its length
    in eight bytes, so that no two lists of values are one text. A ``given`` seed is taken as it is.

    Raises
    ------
    ValueError
        When a value does not match its source, or values are missing.

    """
    for place, (source, value) in enumerate(zip(sources, values, strict=True), 1):
        if not matches(source, value):
            raise ValueError(f"value {place} does not match its source")
    if sources[0]["kind"] == "given":
        return values[0]
    told = [len(data).to_bytes(8, "big") + data for data in (value.encode() for value in values)]
    return hashlib.sha256(b"reviewhub/draw/1" + bytes.fromhex(commitment) + b"".join(told)).hexdigest()


def suffice(sources: Sequence[Source]) -> bool:
    """Tell whether nobody fixes the seed alone: two hands, a beacon, balls of 10**9 outcomes, or a trial."""
    if any(isinstance(one, Given) for one in sources):
        return len(sources) == 1
    hands = {one.by for one in sources if isinstance(one, Sealed)}
    outcomes = [one.of**one.count for one in sources if isinstance(one, Balls)]
    public = any(isinstance(one, Beacon) for one in sources)
    return public or len(hands) >= FEWEST_HANDS or any(many >= FEWEST_OUTCOMES for many in outcomes)


def _are_balls(source: Mapping[str, Any], value: str) -> bool:
    """Accept numbers with hyphens between them, written without leading zeros, as ``3-0-17``."""
    parts = value.split("-")
    digits = all(part.isascii() and part.isdigit() and str(int(part)) == part for part in parts)
    return digits and len(parts) == source["count"] and all(int(part) < source["of"] for part in parts)


def _is_hex(value: str) -> bool:
    return bool(value) and len(value) % 2 == 0 and set(value) <= set("0123456789abcdef")
