"""Deliveries are tried again with growing pauses, and not for ever."""

from datetime import UTC, datetime, timedelta

from reviewhub.domain.appointing.messages import WAITS, key_of, next_attempt

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_each_failure_waits_longer_until_there_were_enough() -> None:
    waits = [next_attempt(NOON, attempts) for attempts in range(1, len(WAITS) + 1)]
    assert [at - NOON for at in waits if at] == sorted(WAITS)
    assert waits[0] == NOON + timedelta(minutes=1)
    assert next_attempt(NOON, len(WAITS) + 1) is None


def test_a_key_names_the_row_and_the_rule() -> None:
    assert key_of("assignments:7", "remind.1") == "assignments:7/remind.1"
