"""How an agency comes to a task: from a list, by lot, or by appointment with a reason."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import Problem

LONGEST: Final = 1000
FEWEST_FOR_LOT: Final = 2


class Method(StrEnum):
    """How the agency was chosen."""

    LISTED = "listed"
    LOT = "lot"
    APPOINTED = "appointed"


@dataclass(frozen=True, slots=True)
class Chosen:
    """How an agency was chosen: ``basis`` names the list it is on (入围名单), ``reason`` says why it."""

    method: Method
    basis: str = ""
    reason: str = ""


def problems_of(chosen: Chosen) -> list[Problem]:
    """Say what is missing: who appoints says why, who chooses from a list names it; a lot has its record."""
    found = []
    if chosen.method is Method.LISTED and not chosen.basis.strip():
        found.append(Problem("basis", "selection.list_missing"))
    if chosen.method is Method.APPOINTED and not chosen.reason.strip():
        found.append(Problem("reason", "reason.missing"))
    return found
