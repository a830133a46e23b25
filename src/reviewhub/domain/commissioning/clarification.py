"""Questions between the parties to a task: who may answer and who ends them, as a table."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Problem
from reviewhub.domain.workflow import Moves, may, move

LONGEST: Final = 4000
ADDRESSED: Final = (Party.UNIT, Party.AGENCY, Party.BUREAU)


class ClarificationState(StrEnum):
    """How far a question is."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


CLARIFICATION: Final[Moves] = {
    (ClarificationState.OPEN, "answer"): ClarificationState.ANSWERED,
    (ClarificationState.ANSWERED, "answer"): ClarificationState.ANSWERED,
    (ClarificationState.ANSWERED, "ask_again"): ClarificationState.OPEN,
    (ClarificationState.OPEN, "ask_again"): ClarificationState.OPEN,
    (ClarificationState.ANSWERED, "settle"): ClarificationState.SETTLED,
    (ClarificationState.OPEN, "settle"): ClarificationState.SETTLED,
}
BY_ASKER: Final = frozenset({"ask_again", "settle"})


def state_of(acts: Iterable[str]) -> ClarificationState:
    """Give the state that a history of answering, asking again and settling leads to."""
    state: str = ClarificationState.OPEN
    for act in acts:
        state = move(CLARIFICATION, state, act)
    return ClarificationState(state)


def open_acts(state: str, party: Party, asker: str, asked: str) -> frozenset[str]:
    """Give what a party may do: who is asked answers; who asked asks again or is content."""
    mine = {"answer"} if party == asked else set[str]()
    mine |= BY_ASKER if party == asker or (party is Party.BUREAU and party != asked) else frozenset()
    return frozenset(act for act in mine if may(CLARIFICATION, state, act))


def is_overdue(state: str, due: date | None, today: date) -> bool:
    """Tell whether an answer should be there by now; the due day itself is in time."""
    return state == ClarificationState.OPEN and due is not None and today > due


def faults_of_clarification(text: str, due: date | None, today: date) -> Iterator[Problem]:
    """Name what is wrong with a question."""
    yield from faults_of_text(text)
    if due is not None and due < today:
        yield Problem("due", "commission.due_past")


def faults_of_text(text: str) -> Iterator[Problem]:
    """Name what is wrong with a text: there is none, or too much of it."""
    if not text.strip():
        yield Problem("text", "clarification.no_text")
    if len(text) > LONGEST:
        yield Problem("text", "answer.too_long", {"most": LONGEST})
