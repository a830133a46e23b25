"""The canonical form, and a chain in which every later edit shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reviewhub.domain.ledger import (
    GENESIS,
    Fault,
    LedgerEntry,
    canonical_json,
    check_chain,
    check_rows,
    digest,
)

Chain = list[tuple[LedgerEntry, str]]


def chain(length: int) -> Chain:
    entries: Chain = []
    previous = GENESIS
    for number in range(1, length + 1):
        entry = LedgerEntry(
            number, f"2026-03-0{number}", "account:1", "open_campaign", "campaigns:1", {}, {}, previous
        )
        previous = entry.digest()
        entries.append((entry, previous))
    return entries


def codes(entries: Sequence[tuple[LedgerEntry, str]]) -> list[tuple[str, str]]:
    return [(fault.place, fault.code) for fault in check_chain(entries)]


def test_the_canonical_form_sorts_keys_and_wastes_no_space() -> None:
    assert canonical_json({"b": 1, "a": [True, None, "中"]}) == '{"a":[true,null,"中"],"b":1}'


def test_decimals_and_moments_are_written_exactly() -> None:
    moment = datetime(2026, 3, 2, 1, tzinfo=UTC)
    value = {"d": Decimal("1E+2"), "t": moment, "day": date(2026, 3, 2)}
    assert canonical_json(value) == '{"d":"100","day":"2026-03-02","t":"2026-03-02T01:00:00+00:00"}'


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no canonical form"):
        canonical_json({1, 2})


def test_the_digest_is_sha256_of_the_canonical_form() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_an_untouched_chain_has_no_faults() -> None:
    assert codes(chain(5)) == []


def test_a_changed_entry_is_named() -> None:
    entries = chain(3)
    entries[1] = (replace(entries[1][0], act="close_campaign"), entries[1][1])
    assert codes(entries) == [("ledger:2", "ledger.changed")]


def test_a_changed_entry_with_a_fitting_digest_breaks_the_link_after_it() -> None:
    entries = chain(3)
    forged = replace(entries[1][0], act="close_campaign")
    entries[1] = (forged, forged.digest())
    assert codes(entries) == [("ledger:3", "ledger.broken_link")]


def test_a_dropped_entry_is_missed_and_the_link_is_broken() -> None:
    entries = chain(3)
    assert codes([entries[0], entries[2]]) == [
        ("ledger:2", "ledger.missing"),
        ("ledger:3", "ledger.broken_link"),
    ]


def test_rows_are_named_when_changed_deleted_or_slipped_in() -> None:
    recorded = {"sheets:1": "a", "sheets:2": "b", "sheets:3": "c"}
    standing = {"sheets:1": "a", "sheets:2": "x", "sheets:4": "d"}
    assert set(check_rows(recorded, standing)) == {
        Fault("sheets:2", "row.changed"),
        Fault("sheets:3", "row.deleted"),
        Fault("sheets:4", "row.unrecorded"),
    }
