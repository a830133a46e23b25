"""Releases: a numbered list of conclusions on its way to the departments, and what may happen to it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from reviewhub.domain.ledger import digest
from reviewhub.domain.workflow import Moves


class ReleaseState(StrEnum):
    """A release is prepared, checked by a second person, signed, then released; a returned one is over."""

    PREPARED = "prepared"
    CHECKED = "checked"
    SIGNED = "signed"
    RELEASED = "released"
    RETURNED = "returned"


class ReleaseAct(StrEnum):
    """What is done to a release."""

    PREPARE = "prepare"
    CHECK = "check"
    SIGN = "sign"
    RELEASE = "release"
    RETURN = "return"


RELEASE: Final[Moves] = {
    (ReleaseState.PREPARED, ReleaseAct.CHECK): ReleaseState.CHECKED,
    (ReleaseState.PREPARED, ReleaseAct.RETURN): ReleaseState.RETURNED,
    (ReleaseState.CHECKED, ReleaseAct.SIGN): ReleaseState.SIGNED,
    (ReleaseState.CHECKED, ReleaseAct.RETURN): ReleaseState.RETURNED,
    (ReleaseState.SIGNED, ReleaseAct.RELEASE): ReleaseState.RELEASED,
    (ReleaseState.SIGNED, ReleaseAct.RETURN): ReleaseState.RETURNED,
}
TAKEN: Final = (ReleaseState.PREPARED, ReleaseState.CHECKED, ReleaseState.SIGNED, ReleaseState.RELEASED)


class Held(NamedTuple):
    """One line of a release: the task, the conclusion's id and the digest of its snapshot."""

    task: int
    conclusion: int
    digest: str


def release_digest(campaign: int, number: int, lines: Iterable[Held]) -> str:
    """Digest what is checked and signed: which conclusions, by their digests, in the order of tasks."""
    listed = [[one.task, one.conclusion, one.digest] for one in sorted(lines)]
    return digest({"campaign": campaign, "number": number, "lines": listed})


def outdated(lines: Sequence[Held], newest: Iterable[int]) -> list[int]:
    """Name the tasks whose conclusion was corrected since; ``newest`` are the conclusions that stand."""
    standing = set(newest)
    return [one.task for one in lines if one.conclusion not in standing]
