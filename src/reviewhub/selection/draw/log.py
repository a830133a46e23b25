"""What happened to a draw, each entry bound to the one before: nothing can be dropped, moved or put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewhub.selection.draw.canonical import digest


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, at a moment in UTC written as ``2026-11-28T07:30:00Z``."""

    act: str
    at: str
    values: Mapping[str, str]


def committed(at: str) -> Happening:
    """The commitment was published, or handed over."""
    return Happening("committed", at, {})


def revealed(at: str, value: str) -> Happening:
    """The next source, in the order of the commitment, gave its value."""
    return Happening("revealed", at, {"value": value})


def drawn(at: str) -> Happening:
    """The panel was drawn."""
    return Happening("drawn", at, {})


def left(at: str, id_: str, reason: str, follower: str | None) -> Happening:
    """Somebody gave up a seat or a place in the order; the reason is a code, ``follower`` took the seat."""
    return Happening("left", at, {"id": id_, "reason": reason, "follower": follower or ""})


def witnessed(at: str, name: str, role: str) -> Happening:
    """Somebody was present, or saw the record and agreed."""
    return Happening("witnessed", at, {"name": name, "role": role})


def voided(at: str, reason: str) -> Happening:
    """The draw no longer counts, for a reason given as a code; it stays on record, and nothing follows."""
    return Happening("voided", at, {"reason": reason})


def opened(at: str) -> Happening:
    """The names were opened."""
    return Happening("opened", at, {})


def chained(commitment: str, happenings: Sequence[Happening]) -> list[dict[str, Any]]:
    """Bind each to the one before by its digest, and the first to the commitment."""
    entries: list[dict[str, Any]] = []
    previous = commitment
    for one in happenings:
        entry = {"act": one.act, "at": one.at, **one.values, "previous": previous}
        entries.append(entry)
        previous = digest(entry)
    return entries
