"""A hit as it is kept: what makes two hits one, how a finding stands, who may decide it."""

from collections.abc import Collection
from enum import StrEnum

from reviewhub.domain.conflicts.conflict import ConflictOfInterest, Severity
from reviewhub.domain.errors import WrongState
from reviewhub.domain.ledger import digest


class Stage(StrEnum):
    """Which check found it: before inviting, at the draw, at a submission, or a later one."""

    INVITATION = "invitation"
    DRAW = "draw"
    SUBMISSION = "submission"
    LATER = "later"


class Outcome(StrEnum):
    """What a second person can decide of a finding."""

    CLEARED = "cleared"
    CONFIRMED = "confirmed"


class FindingState(StrEnum):
    """How a finding stands; a note waits for nobody."""

    NOTED = "noted"
    OPEN = "open"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"


def fingerprint(scorer: str, hit: ConflictOfInterest) -> str:
    """Digest what makes a hit on a task the same hit when it is found again; ``scorer`` is ``table:id``."""
    said = {"code": hit.reason.code, "values": dict(hit.reason.values), "record": hit.record}
    return digest({"scorer": scorer, "rule": hit.rule, "version": hit.version, **said})


def state_of(severity: str, outcome: str | None) -> FindingState:
    """Tell how a finding of this severity stands after this decision, or before any."""
    if outcome is not None:
        return FindingState(outcome)
    return FindingState.NOTED if severity == Severity.NOTE else FindingState.OPEN


def bars(severity: str, outcome: str | None) -> bool:
    """Tell whether a hit keeps its scorer off the task: it blocks, or it was confirmed."""
    return severity == Severity.BLOCK or outcome == Outcome.CONFIRMED


def is_open(severity: str, outcome: str | None) -> bool:
    """Tell whether a hit still waits for its decision."""
    return state_of(severity, outcome) is FindingState.OPEN


def require_decidable(
    state: FindingState, outcome: Outcome, *, pinned: bool, account: int, involved: Collection[int]
) -> None:
    """Refuse a decision that is none, that this account may not make, or that a pinned conflict excludes.

    ``pinned`` tells that the hit blocks and its facts still say so. ``involved`` are the accounts of those
    who formed the panel, set off the check, or entered the record it rests on. Raises :class:`WrongState`.
    """
    if state is FindingState.NOTED or state is FindingState.CONFIRMED or state.value == outcome.value:
        raise WrongState("finding.not_open")
    if account in involved:
        raise WrongState("finding.second_person")
    if outcome is Outcome.CLEARED and pinned:
        raise WrongState("finding.pinned")
