"""The schedule of a commission: what follows what, whose turn it is, what is late."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from reviewhub.domain.appointing.commission import StepState
from reviewhub.domain.commissioning.milestone import (
    ACTS_OF,
    AT,
    BY_REPORT,
    LINE,
    MILESTONES,
    Milestone,
    MilestoneState,
    Moved,
    disordered,
    is_overdue,
    open_acts,
    proposed_terms,
    state_after,
    stations,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import WrongState

WHOLE = (
    *("hand_in_plan", "approve_plan", "complete_evidence", "hand_in_draft", "open_comments"),
    *("close_comments", "hand_in_final", "accept_final", "archive"),
)
START = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = START.date()
DONE, CURRENT, LATE, TODO = StepState.DONE, StepState.CURRENT, StepState.LATE, StepState.TODO


def history(acts: Sequence[str]) -> list[Moved]:
    return [Moved(act, START + timedelta(days=number)) for number, act in enumerate(acts)]


def states(acts: Sequence[str], day: date = TODAY, **due: date) -> list[StepState]:
    terms = {Milestone(name): given for name, given in due.items()}
    return [one.state for one in stations(history(acts), terms, day)]


def test_the_whole_way_ends_in_the_archive() -> None:
    assert state_after(WHOLE) is MilestoneState.ARCHIVED
    assert states(WHOLE) == [DONE] * len(LINE)


def test_nothing_has_happened_at_the_beginning() -> None:
    assert state_after([]) is MilestoneState.PLANNING
    assert states([]) == [CURRENT, *[TODO] * 7]


@pytest.mark.parametrize("skipped", range(len(WHOLE) - 1))
def test_no_milestone_is_skipped(skipped: int) -> None:
    with pytest.raises(WrongState):
        state_after(WHOLE[:skipped] + WHOLE[skipped + 1 :])


@pytest.mark.parametrize(
    ("sent_back", "stands_at"),
    [
        (("hand_in_plan", "return_plan"), Milestone.PLAN),
        ((*WHOLE[:3], "return_evidence"), Milestone.EVIDENCE),
        ((*WHOLE[:4], "return_draft"), Milestone.DRAFT),
        ((*WHOLE[:7], "return_final"), Milestone.FINAL),
    ],
)
def test_what_was_sent_back_is_not_reached_any_more(sent_back: Sequence[str], stands_at: Milestone) -> None:
    line = stations(history(sent_back), {}, TODAY)
    here = LINE.index(stands_at)
    assert AT[state_after(sent_back)] is stands_at
    assert [one.state for one in line] == [DONE] * here + [CURRENT] + [TODO] * (7 - here)
    assert all((one.at is not None) == (one.state is DONE) for one in line)


def test_a_milestone_says_when_it_was_reached_last() -> None:
    line = stations(history(["hand_in_plan", "return_plan", "hand_in_plan", "approve_plan"]), {}, TODAY)
    assert [one.at for one in line[:2]] == [START + timedelta(days=2), START + timedelta(days=3)]


@pytest.mark.parametrize(("day", "state"), [(TODAY, CURRENT), (TODAY + timedelta(days=1), LATE)])
def test_the_due_day_itself_is_in_time(day: date, state: StepState) -> None:
    assert states([], day, plan=TODAY)[0] is state
    assert is_overdue(MilestoneState.PLANNING, {Milestone.PLAN: TODAY}, day) is (state is LATE)


def test_what_has_no_term_is_never_late() -> None:
    assert not is_overdue(MilestoneState.GATHERING, {Milestone.PLAN: TODAY}, TODAY + timedelta(days=90))
    assert not is_overdue(MilestoneState.ARCHIVED, {Milestone.PLAN: TODAY}, TODAY + timedelta(days=90))


def test_every_act_has_one_party_whose_turn_it_is() -> None:
    acts = {act for _, act in MILESTONES}
    assert ACTS_OF[Party.AGENCY] | ACTS_OF[Party.BUREAU] | BY_REPORT == acts
    assert not ACTS_OF[Party.AGENCY] & ACTS_OF[Party.BUREAU]


def test_a_turn_is_one_s_own() -> None:
    assert open_acts(MilestoneState.PLAN_HANDED_IN, Party.BUREAU) == {"approve_plan", "return_plan"}
    assert open_acts(MilestoneState.PLAN_HANDED_IN, Party.AGENCY) == frozenset()
    assert open_acts(MilestoneState.PLANNING, Party.UNIT) == frozenset()
    assert open_acts(MilestoneState.FINISHING, Party.AGENCY) == frozenset()


def test_proposed_terms_come_in_the_order_of_the_line() -> None:
    terms = proposed_terms(date(2026, 3, 1), date(2026, 3, 31))
    assert list(terms) == list(LINE)
    assert (terms[Milestone.PLAN], terms[Milestone.FINAL]) == (date(2026, 3, 4), date(2026, 3, 31))
    assert disordered(terms) == ()


def test_a_term_before_an_earlier_one_is_named() -> None:
    terms = {
        Milestone.PLAN: date(2026, 3, 10),
        Milestone.EVIDENCE: date(2026, 3, 9),
        Milestone.DRAFT: date(2026, 3, 10),
    }
    assert disordered(terms) == (Milestone.EVIDENCE,)
