"""States and allowed moves, as tables; anything that is not in a table is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import WrongState


class CampaignState(StrEnum):
    """A campaign is prepared, then scored, then closed."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class AssignmentState(StrEnum):
    """How an expert or agency stands to one task; whether a sheet was submitted is not asked here."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"
    RECUSED = "recused"
    EXCLUDED = "excluded"


class CommissionState(StrEnum):
    """Work given to an agency."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    DELIVERED = "delivered"
    RETURNED = "returned"
    APPROVED = "approved"


class DrawState(StrEnum):
    """A draw is prepared, fixed before any randomness, then drawn; a voided one stays on record."""

    PREPARING = "preparing"
    COMMITTED = "committed"
    DRAWN = "drawn"
    VOIDED = "voided"


class MatchingState(StrEnum):
    """A matching is proposed, then applied; while nobody has answered it can be undone."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    UNDONE = "undone"
    DROPPED = "dropped"


Moves = Mapping[tuple[str, str], StrEnum]

CAMPAIGN: Final[Moves] = {
    (CampaignState.PREPARING, "open"): CampaignState.OPEN,
    (CampaignState.OPEN, "close"): CampaignState.CLOSED,
}
ASSIGNMENT: Final[Moves] = {
    (AssignmentState.INVITED, "accept"): AssignmentState.ACCEPTED,
    (AssignmentState.INVITED, "decline"): AssignmentState.DECLINED,
    (AssignmentState.INVITED, "expire"): AssignmentState.EXPIRED,
    (AssignmentState.INVITED, "replace"): AssignmentState.REPLACED,
    (AssignmentState.INVITED, "recuse"): AssignmentState.RECUSED,
    (AssignmentState.INVITED, "exclude"): AssignmentState.EXCLUDED,
    (AssignmentState.ACCEPTED, "replace"): AssignmentState.REPLACED,
    (AssignmentState.ACCEPTED, "recuse"): AssignmentState.RECUSED,
    (AssignmentState.ACCEPTED, "exclude"): AssignmentState.EXCLUDED,
}
COMMISSION: Final[Moves] = {
    (CommissionState.OFFERED, "take"): CommissionState.TAKEN,
    (CommissionState.OFFERED, "decline"): CommissionState.DECLINED,
    (CommissionState.TAKEN, "deliver"): CommissionState.DELIVERED,
    (CommissionState.DELIVERED, "return"): CommissionState.RETURNED,
    (CommissionState.DELIVERED, "approve"): CommissionState.APPROVED,
    (CommissionState.RETURNED, "deliver"): CommissionState.DELIVERED,
}
DRAW: Final[Moves] = {
    (DrawState.PREPARING, "commit"): DrawState.COMMITTED,
    (DrawState.COMMITTED, "draw"): DrawState.DRAWN,
    (DrawState.PREPARING, "void"): DrawState.VOIDED,
    (DrawState.COMMITTED, "void"): DrawState.VOIDED,
    (DrawState.DRAWN, "void"): DrawState.VOIDED,
}
MATCHING: Final[Moves] = {
    (MatchingState.PROPOSED, "apply"): MatchingState.APPLIED,
    (MatchingState.PROPOSED, "drop"): MatchingState.DROPPED,
    (MatchingState.APPLIED, "undo"): MatchingState.UNDONE,
}

ACTIVE: Final = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


def move(table: Moves, state: str, act: str) -> str:
    """Give the state that ``act`` leads to; raises :class:`WrongState` when the table has no such move."""
    target = table.get((state, act))
    if target is None:
        raise WrongState("state.no_such_move", state=state, act=act)
    return target


def may(table: Moves, state: str, act: str) -> bool:
    """Tell whether the move is in the table, for pages that hide what would be refused."""
    return (state, act) in table


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a campaign takes scores: from ``opens_at`` on, and before ``closes_at``."""

    state: str
    opens_at: datetime
    closes_at: datetime

    def refusal(self, now: datetime) -> str:
        """Give the code of why no score is taken now, or nothing; deadlines are compared only here."""
        if self.state == CampaignState.CLOSED or now >= self.closes_at:
            return "campaign.over"
        return "" if self.state == CampaignState.OPEN and now >= self.opens_at else "campaign.not_open"

    def require_open(self, now: datetime) -> None:
        """Refuse what comes too early or too late."""
        refusal = self.refusal(now)
        if refusal:
            raise WrongState(refusal)
