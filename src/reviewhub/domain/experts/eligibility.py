"""Whether a person can be asked now, as a list of reasons why not; nothing else keeps anybody from a draw."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviewhub.domain.experts.lifecycle import Standing, standing_on
from reviewhub.domain.words import Reason

MONTHS_A_YEAR: Final = 12
CONFIRM_MONTHS: Final = 12
"""How often a record is confirmed where the bureau has published nothing else."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person cannot come, both ends included."""

    first: date
    last: date

    def touches(self, first: date, last: date) -> bool:
        """Tell whether any day from ``first`` to ``last`` falls into it."""
        return self.first <= last and first <= self.last


@dataclass(frozen=True, slots=True)
class PoolFacts:
    """What decides about one person; ``confirmed_on`` and ``yearly_limit`` are None where nothing is known.

    ``load`` counts the tasks of the year; ``suspended_until`` is the last day, None without an end.
    """

    status: str
    suspended_until: date | None
    available: bool
    absences: tuple[Absence, ...]
    confirmed_on: date | None
    load: int
    yearly_limit: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: ``tasks`` more, with work from ``first`` to ``last``.

    ``confirmed_within`` is the published threshold in months, None where the bureau has published none:
    then nobody is left out for not having confirmed.
    """

    first: date
    last: date
    tasks: int = 1
    confirmed_within: int | None = None


def refusals(facts: PoolFacts, demand: Demand) -> tuple[Reason, ...]:
    """List every reason why this person is not eligible; none means eligible.

    Codes: ``expert.not_in_pool``, ``expert.suspended``, ``expert.not_available``, ``expert.absent``,
    ``expert.not_confirmed``, ``expert.yearly_limit``.
    """
    return (*_standing(facts, demand.first), *_presence(facts, demand), *_thresholds(facts, demand))


def is_due(confirmed_on: date | None, months: int, today: date) -> bool:
    """Tell whether a record must be confirmed again, ``months`` after it was confirmed last."""
    return confirmed_on is None or months_after(confirmed_on, months) <= today


def due_since(months: int, today: date) -> date:
    """Give the last day such that a record confirmed on it, or before, is due today."""
    day = months_after(today, -months)
    while months_after(day + timedelta(days=1), months) <= today:
        day += timedelta(days=1)
    return day


def months_after(day: date, months: int) -> date:
    """Give the same day some months on; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _standing(facts: PoolFacts, day: date) -> Iterator[Reason]:
    standing = standing_on(facts.status, facts.suspended_until, day)
    if standing == Standing.SUSPENDED:
        until = facts.suspended_until.isoformat() if facts.suspended_until else ""
        yield Reason("expert.suspended", {"until": until})
    elif standing != Standing.IN_POOL:
        yield Reason("expert.not_in_pool", {"state": standing})


def _presence(facts: PoolFacts, demand: Demand) -> Iterator[Reason]:
    if not facts.available:
        yield Reason("expert.not_available")
    for one in facts.absences:
        if one.touches(demand.first, demand.last):
            yield Reason("expert.absent", {"first": one.first.isoformat(), "last": one.last.isoformat()})


def _thresholds(facts: PoolFacts, demand: Demand) -> Iterator[Reason]:
    months = demand.confirmed_within
    if months is not None and is_due(facts.confirmed_on, months, demand.first):
        yield Reason("expert.not_confirmed", {"months": months})
    if facts.yearly_limit is not None and facts.load + demand.tasks > facts.yearly_limit:
        yield Reason("expert.yearly_limit", {"load": facts.load, "limit": facts.yearly_limit})
