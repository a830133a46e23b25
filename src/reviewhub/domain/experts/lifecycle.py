"""How a person stands to the pool, as a table of moves; a suspension ends by itself."""

from datetime import date
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.workflow import Moves


class Standing(StrEnum):
    """The states of a record, in the words of the offices' own registers, which are also what is stored."""

    DRAFT = "草稿"
    UNDER_REVIEW = "审核中"
    IN_POOL = "在库"
    SUSPENDED = "停用"
    LEFT = "出库"


LIFECYCLE: Final[Moves] = {
    (Standing.DRAFT, "submit"): Standing.UNDER_REVIEW,
    (Standing.UNDER_REVIEW, "accept"): Standing.IN_POOL,
    (Standing.UNDER_REVIEW, "send_back"): Standing.DRAFT,
    (Standing.UNDER_REVIEW, "refuse"): Standing.LEFT,
    (Standing.IN_POOL, "suspend"): Standing.SUSPENDED,
    (Standing.IN_POOL, "leave"): Standing.LEFT,
    (Standing.SUSPENDED, "suspend"): Standing.SUSPENDED,
    (Standing.SUSPENDED, "resume"): Standing.IN_POOL,
    (Standing.SUSPENDED, "leave"): Standing.LEFT,
    (Standing.LEFT, "readmit"): Standing.UNDER_REVIEW,
}
WITHOUT_REASON: Final = frozenset({"submit", "accept"})


def moves_from(state: str) -> tuple[str, ...]:
    """List what can be done with a record in ``state``, in the order of the table."""
    return tuple(act for start, act in LIFECYCLE if start == state)


def standing_on(status: str, suspended_until: date | None, day: date) -> str:
    """Say how a record stands on a day: a suspension whose last day has passed counts as in the pool again.

    ``suspended_until`` is the last day of the suspension, None for one without an end. A status that the
    table does not know is given back as it is: it is not in the pool.
    """
    over = status == Standing.SUSPENDED and suspended_until is not None and day > suspended_until
    return Standing.IN_POOL if over else status


def require_said(act: str, reason: str, until: date | None, today: date) -> None:
    """Refuse a move that lacks its reason, or a suspension that would be over already.

    Raises :class:`Invalid` with every fault.
    """
    problems = []
    if act not in WITHOUT_REASON and not reason.strip():
        problems.append(Problem("reason", "reason.missing"))
    if act == "suspend" and until is not None and until < today:
        problems.append(Problem("until", "expert.suspension_over", {"until": until.isoformat()}))
    if problems:
        raise Invalid(problems)
