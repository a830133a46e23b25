"""What an expert did when asked: one service a task, and how many of each kind there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reviewhub.domain.workflow import AssignmentState


class Punctuality(StrEnum):
    """How the first sheet of a task came, measured against the campaign's end."""

    NOT_DUE = "not_due"
    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Service:
    """How one expert stood to one task; ``first_sheet`` is when a sheet was first submitted, None if never.

    ``asked_again`` and ``answered_again`` tell of a second round.
    """

    state: str
    invited_at: datetime
    closes_at: datetime
    declined_because: str = ""
    first_sheet: datetime | None = None
    asked_again: bool = False
    answered_again: bool = False

    def punctuality(self, now: datetime) -> Punctuality:
        """Tell whether the sheet came in time; one who stepped back or was let go owes none."""
        if self.first_sheet is not None:
            return Punctuality.ON_TIME if self.first_sheet < self.closes_at else Punctuality.LATE
        owed = self.state == AssignmentState.ACCEPTED
        return Punctuality.MISSED if owed and now >= self.closes_at else Punctuality.NOT_DUE

    @property
    def days_left(self) -> int | None:
        """Whole days from the first sheet to the campaign's end, below 0 when late; None without a sheet."""
        return None if self.first_sheet is None else (self.closes_at - self.first_sheet) // timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many services there are of each kind; ``accepted`` counts those that ended later as well."""

    invited: int
    accepted: int
    declined: int
    declined_silently: int
    expired: int
    replaced: int
    recused: int
    excluded: int
    on_time: int
    late: int
    missed: int
    asked_again: int
    answered_again: int


def tally(services: Iterable[Service], now: datetime) -> Tally:
    """Count services; every one of them was an invitation."""
    found = list(services)
    punctual = [one.punctuality(now) for one in found]
    states = [one.state for one in found]
    declined = states.count(AssignmentState.DECLINED)
    unanswered = sum(states.count(one) for one in (AssignmentState.INVITED, AssignmentState.EXPIRED))
    return Tally(
        invited=len(found),
        accepted=len(found) - declined - unanswered,
        declined=declined,
        declined_silently=sum(_silently(one) for one in found),
        expired=states.count(AssignmentState.EXPIRED),
        replaced=states.count(AssignmentState.REPLACED),
        recused=states.count(AssignmentState.RECUSED),
        excluded=states.count(AssignmentState.EXCLUDED),
        on_time=punctual.count(Punctuality.ON_TIME),
        late=punctual.count(Punctuality.LATE),
        missed=punctual.count(Punctuality.MISSED),
        asked_again=sum(one.asked_again for one in found),
        answered_again=sum(one.answered_again for one in found),
    )


def _silently(one: Service) -> bool:
    return one.state == AssignmentState.DECLINED and not one.declined_because.strip()
