"""Numbers from a seed that any language can repeat: HMAC-SHA256 blocks, and uniform ones by rejection."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

SPACE: Final = 1 << 256


def blocks(seed: bytes, label: str) -> Iterator[int]:
    """Give the blocks of a label without end, as numbers below 2**256.

    Block ``i`` is HMAC-SHA256 with the seed as key over the label, a zero byte, and ``i`` in eight bytes, the
    most significant first.
    """
    head = label.encode() + b"\0"
    for number in count():
        yield int.from_bytes(hmac.digest(seed, head + number.to_bytes(8, "big"), hashlib.sha256), "big")


def uniform(stream: Iterator[int], below: int) -> int:
    """Take blocks until one is under the greatest multiple of ``below``: all remainders are equally likely.

    Raises
    ------
    ValueError
        When ``below`` is not between 1 and 2**256.

    """
    if not 1 <= below <= SPACE:
        raise ValueError("below is not between 1 and 2**256")
    limit = SPACE - SPACE % below
    return next(value for value in stream if value < limit) % below


def ticket(seed: bytes, label: str, id_: str) -> bytes:
    """Give somebody's place in a random order: HMAC-SHA256 over label, zero byte and id."""
    return hmac.digest(seed, label.encode() + b"\0" + id_.encode(), hashlib.sha256)


def in_order(seed: bytes, label: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Put ids in the random order of a seed and a label; the order they come in does not matter."""
    return tuple(sorted(ids, key=lambda id_: (ticket(seed, label, id_), id_)))
