"""The tree over a pool: everybody is in the root under a salt, and one can be shown without the others.

The shape is that of RFC 6962, section 2.1: the left part holds the largest power of two of leaves below all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.selection.draw.canonical import canonical, told_apart

EMPTY: Final = told_apart("empty/1", b"")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the pool: a draw code as id, what is opened later, features, and 32 random bytes in hex."""

    id: str
    name: str
    employer: str
    features: Mapping[str, str]
    salt: str

    @property
    def leaf(self) -> str:
        """Digest everything; without the salt nobody can try out names against it."""
        shown = {"id": self.id, "name": self.name, "employer": self.employer, "salt": self.salt}
        return told_apart("leaf/1", canonical({**shown, "features": dict(self.features)})).hex()


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbour on the way from a leaf to the root, and the side it stands on."""

    digest: str
    left: bool


def root(leaves: Sequence[str]) -> str:
    """Give the root over leaves in their order, all in hexadecimal."""
    return _root([bytes.fromhex(leaf) for leaf in leaves]).hex()


def path(leaves: Sequence[str], place: int) -> tuple[Step, ...]:
    """Give the neighbours that lead from one leaf, by its place, to the root."""
    if len(leaves) == 1:
        return ()
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if place < half:
        return (*path(left, place), Step(root(right), left=False))
    return (*path(right, place - half), Step(root(left), left=True))


def climb(leaf: str, steps: Sequence[Step]) -> str:
    """Give the root to which a leaf leads."""
    at = bytes.fromhex(leaf)
    for step in steps:
        beside = bytes.fromhex(step.digest)
        at = _node(beside, at) if step.left else _node(at, beside)
    return at.hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    half = _half(len(leaves))
    return _node(_root(leaves[:half]), _root(leaves[half:]))


def _node(left: bytes, right: bytes) -> bytes:
    return told_apart("node/1", left + right)


def _half(count: int) -> int:
    """Give the largest power of two below a count."""
    return 1 << (count - 1).bit_length() - 1
