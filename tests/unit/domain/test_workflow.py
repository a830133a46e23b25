"""States are tables: what is not in the table is refused, and a deadline is compared in one place."""

from datetime import UTC, datetime, timedelta

import pytest

from reviewhub.domain.errors import WrongState
from reviewhub.domain.workflow import (
    ASSIGNMENT,
    CAMPAIGN,
    COMMISSION,
    AssignmentState,
    CampaignState,
    CommissionState,
    Moves,
    Schedule,
    may,
    move,
)

OPENS = datetime(2026, 3, 2, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=10)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("table", [CAMPAIGN, ASSIGNMENT, COMMISSION])
def test_every_move_in_a_table_leads_where_the_table_says(table: Moves) -> None:
    assert {step: move(table, *step) for step in table} == dict(table)


@pytest.mark.parametrize(
    ("table", "state", "act"),
    [
        (CAMPAIGN, CampaignState.CLOSED, "open"),
        (CAMPAIGN, CampaignState.PREPARING, "close"),
        (ASSIGNMENT, AssignmentState.DECLINED, "accept"),
        (ASSIGNMENT, AssignmentState.ACCEPTED, "decline"),
        (COMMISSION, CommissionState.APPROVED, "deliver"),
    ],
)
def test_any_other_move_is_refused_by_name(table: Moves, state: str, act: str) -> None:
    with pytest.raises(WrongState) as refused:
        move(table, state, act)
    assert (refused.value.code, refused.value.values) == ("state.no_such_move", {"state": state, "act": act})
    assert not may(table, state, act)


def test_nothing_leads_out_of_a_closed_campaign() -> None:
    assert [act for state, act in CAMPAIGN if state == CampaignState.CLOSED] == []


@pytest.mark.parametrize(
    ("state", "now", "said"),
    [
        (CampaignState.OPEN, OPENS - A_MOMENT, "campaign.not_open"),
        (CampaignState.OPEN, OPENS, ""),
        (CampaignState.OPEN, CLOSES - A_MOMENT, ""),
        (CampaignState.OPEN, CLOSES, "campaign.over"),
        (CampaignState.PREPARING, OPENS, "campaign.not_open"),
        (CampaignState.CLOSED, OPENS, "campaign.over"),
    ],
)
def test_scores_are_taken_from_the_opening_moment_to_just_before_the_closing_one(
    state: str, now: datetime, said: str
) -> None:
    assert Schedule(state, OPENS, CLOSES).refusal(now) == said


def test_what_comes_too_late_is_refused() -> None:
    with pytest.raises(WrongState, match=r"campaign\.over"):
        Schedule(CampaignState.OPEN, OPENS, CLOSES).require_open(CLOSES)
