"""Comments on a draft: whether each was adopted, and why."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from reviewhub.domain.commissioning.milestone import MilestoneState
from reviewhub.domain.errors import Problem

LONGEST: Final = 2000
LONGEST_PLACE: Final = 120
TAKING: Final = (MilestoneState.COMMENTING,)
ANSWERING: Final = (MilestoneState.COMMENTING, MilestoneState.FINISHING)


class Source(StrEnum):
    """Whose comment it is; what experts say at a meeting is entered for them by the bureau."""

    UNIT = "unit"
    EXPERT = "expert"
    BUREAU = "bureau"


class Adoption(StrEnum):
    """What the firm makes of a comment."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"


def faults_of_comment(place: str, text: str) -> Iterator[Problem]:
    """Name what is wrong with a comment: it has no text, or is too long."""
    if not text.strip():
        yield Problem("text", "comment.no_text")
    if len(text) > LONGEST:
        yield Problem("text", "answer.too_long", {"most": LONGEST})
    if len(place) > LONGEST_PLACE:
        yield Problem("place", "answer.too_long", {"most": LONGEST_PLACE})


def faults_of_answer(adoption: str, reason: str) -> Iterator[Problem]:
    """Name what is wrong with an answer: what is not adopted as it stands needs its reason."""
    if adoption not in list(Adoption):
        yield Problem("adoption", "comment.no_adoption")
    elif adoption != Adoption.ADOPTED and not reason.strip():
        yield Problem("reason", "comment.why_not")
    if len(reason) > LONGEST:
        yield Problem("reason", "answer.too_long", {"most": LONGEST})
