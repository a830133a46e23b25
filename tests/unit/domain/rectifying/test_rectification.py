"""The way of one item to mend, and its term."""

from datetime import date, timedelta

import pytest

from reviewhub.domain.errors import WrongState
from reviewhub.domain.rectifying.rectification import (
    ITEM,
    ItemAct,
    ItemState,
    acts_on,
    is_overdue,
    usual_term,
)
from reviewhub.domain.workflow import move

DUE = date(2026, 5, 2)


def test_an_item_is_planned_reported_sent_back_and_in_the_end_verified() -> None:
    state = ItemState.PROPOSED.value
    for act in ("issue", "plan", "progress", "report", "send_back", "report", "verify"):
        state = move(ITEM, state, act)
    assert state == ItemState.VERIFIED


@pytest.mark.parametrize("act", list(ItemAct))
def test_nothing_happens_to_a_verified_item(act: ItemAct) -> None:
    with pytest.raises(WrongState):
        move(ITEM, ItemState.VERIFIED, act)


def test_an_extension_and_an_escalation_leave_the_state_as_it_is() -> None:
    for act in (ItemAct.ASK_EXTENSION, ItemAct.GRANT_EXTENSION, ItemAct.ESCALATE):
        assert move(ITEM, ItemState.SENT_BACK, act) == ItemState.SENT_BACK


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 5, 2)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 10, 5), date(2026, 12, 5)),
    ],
)
def test_the_usual_term_is_two_calendar_months(received: date, due: date) -> None:
    assert usual_term(received) == due


def test_the_last_day_still_counts_and_what_was_reported_is_not_overdue() -> None:
    assert not is_overdue(ItemState.PLANNED, DUE, DUE)
    assert is_overdue(ItemState.PLANNED, DUE, DUE + timedelta(days=1))
    assert not is_overdue(ItemState.REPORTED, DUE, DUE + timedelta(days=9))


def test_each_side_is_offered_what_it_can_do_now_and_no_more() -> None:
    unit = acts_on(ItemState.PLANNED, by_unit=True, overdue=False, asked=False)
    assert unit == (ItemAct.PLAN, ItemAct.PROGRESS, ItemAct.REPORT, ItemAct.ASK_EXTENSION)
    assert acts_on(ItemState.PLANNED, by_unit=False, overdue=False, asked=False) == ()
    bureau = acts_on(ItemState.PLANNED, by_unit=False, overdue=True, asked=True)
    assert bureau == (ItemAct.GRANT_EXTENSION, ItemAct.REFUSE_EXTENSION, ItemAct.ESCALATE)
    assert acts_on(ItemState.REPORTED, by_unit=True, overdue=False, asked=False) == ()
