"""How a finding stands, and who may decide it."""

import pytest

from reviewhub.domain.conflicts.conflict import ConflictOfInterest, Severity
from reviewhub.domain.conflicts.finding import (
    FindingState,
    Outcome,
    bars,
    fingerprint,
    is_open,
    require_decidable,
    state_of,
)
from reviewhub.domain.errors import WrongState
from reviewhub.domain.words import Reason


def hit(version: str = "1", record: str = "ties:1") -> ConflictOfInterest:
    return ConflictOfInterest("x.y", version, Severity.ASK, Reason("tie", {"who": "甲"}), record)


def test_the_same_hit_is_known_again_and_another_version_or_record_is_another_one() -> None:
    first = fingerprint("experts:1", hit())
    others = {fingerprint("experts:2", hit()), fingerprint("experts:1", hit("2"))}
    others.add(fingerprint("experts:1", hit(record="ties:2")))
    assert (fingerprint("experts:1", hit()) == first, len(others), first in others) == (True, 3, False)


def test_a_note_waits_for_nobody() -> None:
    assert (state_of("note", None), is_open("note", None), bars("note", None)) == (
        FindingState.NOTED,
        False,
        False,
    )


def test_what_blocks_or_was_confirmed_bars_and_what_was_cleared_does_not() -> None:
    standing = [("block", None), ("ask", None), ("ask", "confirmed"), ("ask", "cleared")]
    assert [bars(*one) for one in standing] == [True, False, True, False]


@pytest.mark.parametrize(
    ("state", "outcome", "pinned", "account", "refusal"),
    [
        (FindingState.OPEN, Outcome.CLEARED, False, 1, "finding.second_person"),
        (FindingState.OPEN, Outcome.CLEARED, True, 3, "finding.pinned"),
        (FindingState.OPEN, Outcome.CONFIRMED, True, 3, ""),
        (FindingState.OPEN, Outcome.CLEARED, False, 3, ""),
        (FindingState.CLEARED, Outcome.CONFIRMED, False, 3, ""),
        (FindingState.CLEARED, Outcome.CLEARED, False, 3, "finding.not_open"),
        (FindingState.CONFIRMED, Outcome.CLEARED, False, 3, "finding.not_open"),
        (FindingState.NOTED, Outcome.CONFIRMED, False, 3, "finding.not_open"),
    ],
)
def test_a_second_person_decides_and_nobody_clears_what_is_pinned(
    state: FindingState, outcome: Outcome, pinned: bool, account: int, refusal: str
) -> None:
    said = ""
    try:
        require_decidable(state, outcome, pinned=pinned, account=account, involved={1, 2})
    except WrongState as error:
        said = error.code
    assert said == refusal
