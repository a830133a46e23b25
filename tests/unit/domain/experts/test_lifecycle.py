"""Draft, under review, in the pool, suspended until a date, left: what can follow what."""

from datetime import date

import pytest

from reviewhub.domain.errors import Invalid, WrongState
from reviewhub.domain.experts.lifecycle import LIFECYCLE, Standing, moves_from, require_said, standing_on
from reviewhub.domain.tables.expert import STATUSES
from reviewhub.domain.workflow import move

LAST = date(2026, 6, 30)


def test_the_states_are_those_that_a_register_may_write() -> None:
    assert set(Standing) == set(STATUSES)


def test_a_person_comes_into_the_pool_only_through_review() -> None:
    assert {start for (start, _), end in LIFECYCLE.items() if end is Standing.IN_POOL} == {
        Standing.UNDER_REVIEW,
        Standing.SUSPENDED,
    }


def test_who_left_comes_back_only_by_being_reviewed_again() -> None:
    assert moves_from(Standing.LEFT) == ("readmit",)
    with pytest.raises(WrongState):
        move(LIFECYCLE, Standing.LEFT, "accept")


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 6, 1), Standing.SUSPENDED),
        (LAST, Standing.SUSPENDED),
        (date(2026, 7, 1), Standing.IN_POOL),
    ],
)
def test_a_suspension_counts_through_its_last_day_and_ends_by_itself(day: date, standing: str) -> None:
    assert standing_on("停用", LAST, day) == standing


def test_a_suspension_without_an_end_lasts() -> None:
    assert standing_on("停用", None, date(2099, 1, 1)) == Standing.SUSPENDED


def test_an_end_of_a_suspension_brings_nobody_back_who_left() -> None:
    assert standing_on("出库", LAST, date(2026, 7, 1)) == Standing.LEFT


def test_a_suspension_names_its_reason_and_an_end_that_is_still_to_come() -> None:
    with pytest.raises(Invalid) as refused:
        require_said("suspend", " ", date(2026, 6, 29), LAST)
    assert [one.code for one in refused.value.problems] == ["reason.missing", "expert.suspension_over"]


def test_a_suspension_may_end_today_and_an_acceptance_needs_no_reason() -> None:
    require_said("suspend", "迟交意见", LAST, LAST)
    require_said("accept", "", None, LAST)
