"""The way of a release, and what is signed of it."""

import pytest

from reviewhub.domain.errors import WrongState
from reviewhub.domain.releasing.release import (
    RELEASE,
    Held,
    ReleaseAct,
    ReleaseState,
    outdated,
    release_digest,
)
from reviewhub.domain.workflow import move

LINES = [Held(7, 12, "a" * 64), Held(3, 9, "b" * 64)]


def test_a_release_goes_through_check_and_signature_and_skips_neither() -> None:
    state = ReleaseState.PREPARED.value
    for act in (ReleaseAct.CHECK, ReleaseAct.SIGN, ReleaseAct.RELEASE):
        state = move(RELEASE, state, act)
    assert state == ReleaseState.RELEASED
    for early, act in ((ReleaseState.PREPARED, ReleaseAct.SIGN), (ReleaseState.CHECKED, ReleaseAct.RELEASE)):
        with pytest.raises(WrongState):
            move(RELEASE, early, act)


@pytest.mark.parametrize("state", [ReleaseState.RELEASED, ReleaseState.RETURNED])
def test_what_is_out_or_over_cannot_be_returned(state: ReleaseState) -> None:
    with pytest.raises(WrongState):
        move(RELEASE, state, ReleaseAct.RETURN)


def test_the_digest_knows_the_conclusions_and_not_the_order_they_were_ticked_in() -> None:
    signed = release_digest(1, 1, LINES)
    assert release_digest(1, 1, LINES[::-1]) == signed
    assert release_digest(1, 1, LINES[:1]) != signed
    assert release_digest(1, 1, [LINES[0], LINES[1]._replace(digest="c" * 64)]) != signed


def test_a_corrected_conclusion_makes_its_line_outdated() -> None:
    assert outdated(LINES, [9, 12]) == []
    assert outdated(LINES, [9, 13]) == [7]
