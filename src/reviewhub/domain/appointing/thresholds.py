"""The published thresholds that a record of work may meet; nothing else of it ever weighs in a draw."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from reviewhub.domain.appointing.work_record import Tally
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.words import Reason

MONTHS: Final = 12
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How often something may happen within twelve months before an expert is left out; None is no limit."""

    declined_silently: int | None = None
    late: int | None = None
    missed: int | None = None

    def __bool__(self) -> bool:
        """Tell whether any threshold is set."""
        return any(one is not None for one in asdict(self).values())

    def written(self) -> dict[str, int | None]:
        """Give plain values, as they are kept."""
        return asdict(self)


def read_thresholds(kept: Mapping[str, Any] | None) -> Thresholds:
    """Read kept thresholds; none were set where nothing is kept."""
    return Thresholds(**kept) if kept else Thresholds()


def require_sensible(thresholds: Thresholds) -> None:
    """Raise :class:`Invalid` with every threshold outside 0 to 100."""
    problems = [
        Problem(name, "threshold.out_of_range", {"most": MOST})
        for name, limit in thresholds.written().items()
        if limit is not None and not 0 <= limit <= MOST
    ]
    if problems:
        raise Invalid(problems)


def refusals(thresholds: Thresholds, recent: Tally) -> tuple[Reason, ...]:
    """List every threshold that the last twelve months exceed, each as a reason; none means eligible.

    Codes: ``threshold.declined_silently``, ``threshold.late``, ``threshold.missed``.
    """
    return tuple(_exceeded(thresholds, recent))


def _exceeded(thresholds: Thresholds, recent: Tally) -> Iterator[Reason]:
    for name, limit in thresholds.written().items():
        count = getattr(recent, name)
        if limit is not None and count > limit:
            yield Reason(f"threshold.{name}", {"count": count, "limit": limit, "months": MONTHS})
