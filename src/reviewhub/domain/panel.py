"""What a panel should look like, checked before anyone is invited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.words import Reason

LEAST_EXPERTS: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert with the tasks of the year already assigned and the yearly limit (None = no limit)."""

    name: str
    expert_class: str
    employer: int | None
    load: int
    yearly_limit: int | None
    in_pool: bool


def warnings(candidates: Sequence[Candidate], tasks: int) -> Iterator[Reason]:
    """Say what an officer should know before inviting these experts to ``tasks`` more tasks each.

    Warnings only: an even number can tie a vote, a small panel hangs on one person, an overloaded expert
    will be late, two of one employer speak with one voice.
    """
    if len(candidates) % 2 == 0:
        yield Reason("panel.even", {"count": len(candidates)})
    if len(candidates) < LEAST_EXPERTS:
        yield Reason("panel.small", {"count": len(candidates), "least": LEAST_EXPERTS})
    for one in candidates:
        if one.yearly_limit is not None and one.load + tasks > one.yearly_limit:
            yield Reason("panel.overload", {"name": one.name, "load": one.load + tasks, "limit": one.yearly_limit})
    employers = [one.employer for one in candidates if one.employer is not None]
    for employer in sorted({e for e in employers if employers.count(e) > 1}):
        names = "、".join(one.name for one in candidates if one.employer == employer)
        yield Reason("panel.same_employer", {"names": names})
