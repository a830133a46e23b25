"""Canonical form, digests, and the hash chain that makes later edits show."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

GENESIS: Final = "0" * 64


def canonical_json(value: object) -> str:
    """Write ``value`` in the one form that is digested: sorted keys, no spaces, exact decimals as strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One act: who did what to which thing when, and the digests of the rows it left behind.

    ``rows`` maps ``table:id`` to the digest of that row as the act left it. ``previous`` is the digest of
    the entry before, so that an entry cannot be changed, dropped or moved without breaking the chain.
    """

    number: int
    at: str
    actor: str
    act: str
    subject: str
    data: Mapping[str, object]
    rows: Mapping[str, str]
    previous: str

    def digest(self) -> str:
        """Digest everything the entry says, its place in the chain included."""
        return digest(
            {
                "number": self.number,
                "at": self.at,
                "actor": self.actor,
                "act": self.act,
                "subject": self.subject,
                "data": self.data,
                "rows": self.rows,
                "previous": self.previous,
            }
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where what stands differs from what was recorded; ``place`` names the row."""

    place: str
    code: str


def check_chain(entries: Iterable[tuple[LedgerEntry, str]]) -> tuple[Fault, ...]:
    """Check entries in order against their stored digests and name every one that does not fit."""
    faults: list[Fault] = []
    previous, expected = GENESIS, 1
    for entry, stored in entries:
        if entry.number != expected:
            faults.append(Fault(f"ledger:{expected}", "ledger.missing"))
        if entry.digest() != stored:
            faults.append(Fault(f"ledger:{entry.number}", "ledger.changed"))
        elif entry.previous != previous:
            faults.append(Fault(f"ledger:{entry.number}", "ledger.broken_link"))
        previous, expected = stored, entry.number + 1
    return tuple(faults)


def check_rows(recorded: Mapping[str, str], standing: Mapping[str, str]) -> tuple[Fault, ...]:
    """Compare the last recorded digest of every row with the digest of the row that stands now."""
    changed = [
        Fault(place, "row.changed") for place, seen in recorded.items() if standing.get(place, seen) != seen
    ]
    deleted = [Fault(place, "row.deleted") for place in recorded if place not in standing]
    unrecorded = [Fault(place, "row.unrecorded") for place in standing if place not in recorded]
    return (*changed, *deleted, *unrecorded)
