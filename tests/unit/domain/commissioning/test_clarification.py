"""Questions between parties: whose turn it is, and when an answer is overdue."""

from datetime import date, timedelta

import pytest

from reviewhub.domain.commissioning.clarification import (
    LONGEST,
    ClarificationState,
    faults_of_clarification,
    faults_of_text,
    is_overdue,
    open_acts,
    state_of,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import WrongState

TODAY = date(2026, 3, 2)
OPEN, ANSWERED, SETTLED = ClarificationState


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ([], OPEN),
        (["answer"], ANSWERED),
        (["answer", "answer", "ask_again"], OPEN),
        (["answer", "settle"], SETTLED),
        (["settle"], SETTLED),
    ],
)
def test_a_question_is_where_its_history_leads(acts: list[str], state: ClarificationState) -> None:
    assert state_of(acts) is state


def test_a_settled_question_stays_settled() -> None:
    for act in ("answer", "ask_again", "settle"):
        with pytest.raises(WrongState):
            state_of(["settle", act])


@pytest.mark.parametrize(
    ("state", "party", "acts"),
    [
        (OPEN, Party.UNIT, {"answer"}),
        (OPEN, Party.AGENCY, {"ask_again", "settle"}),
        (ANSWERED, Party.AGENCY, {"ask_again", "settle"}),
        (ANSWERED, Party.BUREAU, {"ask_again", "settle"}),
        (ANSWERED, Party.READER, set()),
        (SETTLED, Party.AGENCY, set()),
    ],
)
def test_who_is_asked_answers_and_who_asked_ends_it(
    state: ClarificationState, party: Party, acts: set[str]
) -> None:
    assert open_acts(state, party, Party.AGENCY, Party.UNIT) == acts


def test_the_bureau_answers_what_it_is_asked_and_does_not_end_it() -> None:
    assert open_acts(OPEN, Party.BUREAU, Party.UNIT, Party.BUREAU) == {"answer"}


def test_an_answer_is_overdue_after_its_day_while_none_is_there() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert [is_overdue(OPEN, TODAY, day) for day in (TODAY, tomorrow)] == [False, True]
    assert not is_overdue(ANSWERED, TODAY, tomorrow)
    assert not is_overdue(OPEN, None, tomorrow)


def test_every_fault_of_a_question_is_named() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert [one.code for one in faults_of_clarification(" ", yesterday, TODAY)] == [
        "clarification.no_text",
        "commission.due_past",
    ]
    assert [one.code for one in faults_of_text("字" * (LONGEST + 1))] == ["answer.too_long"]
    assert list(faults_of_clarification("样本量是多少？", TODAY, TODAY)) == []
