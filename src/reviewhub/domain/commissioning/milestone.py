"""Milestones of a commission: what follows what, whose turn it is, and what is late, as tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from reviewhub.domain.appointing.commission import StepState
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.workflow import Moves, move


class Milestone(StrEnum):
    """The stations of a schedule, in their order."""

    PLAN = "plan"
    APPROVAL = "approval"
    EVIDENCE = "evidence"
    DRAFT = "draft"
    COMMENTS = "comments"
    FINAL = "final"
    ACCEPTANCE = "acceptance"
    ARCHIVE = "archive"


class MilestoneState(StrEnum):
    """How far a commission with a schedule is."""

    PLANNING = "planning"
    PLAN_HANDED_IN = "plan_handed_in"
    GATHERING = "gathering"
    DRAFTING = "drafting"
    DRAFT_HANDED_IN = "draft_handed_in"
    COMMENTING = "commenting"
    FINISHING = "finishing"
    FINAL_HANDED_IN = "final_handed_in"
    ACCEPTED = "accepted"
    ARCHIVED = "archived"


MILESTONES: Final[Moves] = {
    (MilestoneState.PLANNING, "hand_in_plan"): MilestoneState.PLAN_HANDED_IN,
    (MilestoneState.PLAN_HANDED_IN, "approve_plan"): MilestoneState.GATHERING,
    (MilestoneState.PLAN_HANDED_IN, "return_plan"): MilestoneState.PLANNING,
    (MilestoneState.GATHERING, "complete_evidence"): MilestoneState.DRAFTING,
    (MilestoneState.DRAFTING, "hand_in_draft"): MilestoneState.DRAFT_HANDED_IN,
    (MilestoneState.DRAFTING, "return_evidence"): MilestoneState.GATHERING,
    (MilestoneState.DRAFT_HANDED_IN, "open_comments"): MilestoneState.COMMENTING,
    (MilestoneState.DRAFT_HANDED_IN, "return_draft"): MilestoneState.DRAFTING,
    (MilestoneState.COMMENTING, "close_comments"): MilestoneState.FINISHING,
    (MilestoneState.FINISHING, "hand_in_final"): MilestoneState.FINAL_HANDED_IN,
    (MilestoneState.FINAL_HANDED_IN, "return_final"): MilestoneState.FINISHING,
    (MilestoneState.FINAL_HANDED_IN, "accept_final"): MilestoneState.ACCEPTED,
    (MilestoneState.ACCEPTED, "archive"): MilestoneState.ARCHIVED,
}
RETURNS: Final = frozenset({"return_plan", "return_evidence", "return_draft", "return_final"})
WITH_DOCUMENT: Final = frozenset({"hand_in_plan", "hand_in_draft"})
# What the flow of reports does by itself: handing in, returning and approving the final report.
BY_REPORT: Final = frozenset({"hand_in_final", "return_final", "accept_final"})
ACTS_OF: Final[Mapping[Party, frozenset[str]]] = {
    Party.AGENCY: frozenset({"hand_in_plan", "complete_evidence", "hand_in_draft", "close_comments"}),
    Party.BUREAU: frozenset(
        {"approve_plan", "return_plan", "return_evidence", "open_comments", "return_draft", "archive"}
    ),
}
AT: Final[Mapping[str, Milestone]] = {
    MilestoneState.PLANNING: Milestone.PLAN,
    MilestoneState.PLAN_HANDED_IN: Milestone.APPROVAL,
    MilestoneState.GATHERING: Milestone.EVIDENCE,
    MilestoneState.DRAFTING: Milestone.DRAFT,
    MilestoneState.DRAFT_HANDED_IN: Milestone.COMMENTS,
    MilestoneState.COMMENTING: Milestone.COMMENTS,
    MilestoneState.FINISHING: Milestone.FINAL,
    MilestoneState.FINAL_HANDED_IN: Milestone.ACCEPTANCE,
    MilestoneState.ACCEPTED: Milestone.ARCHIVE,
}
LINE: Final = tuple(Milestone)
# Where a schedule starts, as parts of the time until the report is due; what comes after it, in days.
_PARTS: Final = {
    Milestone.PLAN: Fraction(1, 10),
    Milestone.APPROVAL: Fraction(3, 20),
    Milestone.EVIDENCE: Fraction(2, 5),
    Milestone.DRAFT: Fraction(13, 20),
    Milestone.COMMENTS: Fraction(17, 20),
    Milestone.FINAL: Fraction(1),
}
_DAYS_AFTER: Final = {Milestone.ACCEPTANCE: 5, Milestone.ARCHIVE: 15}

Terms = Mapping[Milestone, date]


@dataclass(frozen=True, slots=True)
class Moved:
    """One act of the history: what, and when."""

    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Station:
    """One milestone as the line draws it: ``at`` is when it was reached, ``due`` its last day."""

    milestone: Milestone
    state: StepState
    at: datetime | None
    due: date | None


def state_after(acts: Iterable[str]) -> MilestoneState:
    """Give the state that a history leads to; raises :class:`WrongState` for one that never happened."""
    state: str = MilestoneState.PLANNING
    for act in acts:
        state = move(MILESTONES, state, act)
    return MilestoneState(state)


def open_acts(state: str, party: Party) -> frozenset[str]:
    """Give the acts that are this party's turn in a state; those of the report's own flow are not here."""
    mine = ACTS_OF.get(party, frozenset())
    return frozenset(act for was, act in MILESTONES if was == state and act in mine)


def stations(history: Sequence[Moved], terms: Terms, today: date) -> tuple[Station, ...]:
    """Draw the line: what was passed and when, where the work is, and whether that is late.

    A milestone that was gone back to is not reached any more; the due day itself is in time.
    """
    reached: dict[Milestone, datetime] = {}
    state: str = MilestoneState.PLANNING
    for one in history:
        before, state = AT[state], move(MILESTONES, state, one.act)
        here = _place(state)
        reached = {milestone: at for milestone, at in reached.items() if LINE.index(milestone) < here}
        reached |= dict.fromkeys(LINE[LINE.index(before) : here], one.at)
    return tuple(_station(one, state, reached.get(one), (terms.get(one), today)) for one in LINE)


def is_overdue(state: str, terms: Terms, today: date) -> bool:
    """Tell whether the milestone that the work is at should have been passed before ``today``."""
    due = terms.get(AT[state]) if state in AT else None
    return due is not None and today > due


def proposed_terms(start: date, due: date) -> dict[Milestone, date]:
    """Spread the milestones over the days until the report is due; the officer changes what does not fit."""
    days = max(0, (due - start).days)
    spread = {one: start + timedelta(days=int(days * part)) for one, part in _PARTS.items()}
    return spread | {one: due + timedelta(days=after) for one, after in _DAYS_AFTER.items()}


def disordered(terms: Terms) -> tuple[Milestone, ...]:
    """Give the milestones that would be due before one that comes earlier in the line."""
    faulty, latest = [], date.min
    for one in LINE:
        if one in terms:
            if terms[one] < latest:
                faulty.append(one)
            latest = max(latest, terms[one])
    return tuple(faulty)


def _place(state: str) -> int:
    return LINE.index(AT[state]) if state in AT else len(LINE)


def _station(one: Milestone, state: str, at: datetime | None, term: tuple[date | None, date]) -> Station:
    due, today = term
    if at is not None:
        return Station(one, StepState.DONE, at, due)
    if AT.get(state) is not one:
        return Station(one, StepState.TODO, None, due)
    late = due is not None and today > due
    return Station(one, StepState.LATE if late else StepState.CURRENT, None, due)
