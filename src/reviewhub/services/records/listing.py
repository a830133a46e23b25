"""The list of experts with their record of work in figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from reviewhub.db.models import Expert
from reviewhub.db.queries.records.refusals import refused_by_thresholds
from reviewhub.db.queries.records.services import ServiceRow, as_services, asked_again, service_rows
from reviewhub.domain.appointing.work_record import Service, Tally, tally
from reviewhub.domain.policy import Act, require
from reviewhub.domain.words import Reason
from reviewhub.services.listing import Asked, Listing, window
from reviewhub.services.records.work_records import Years, visible
from reviewhub.services.work import Work

FILTERS: Final = ("q", "first", "last")
YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One expert in figures; ``last_task`` is when the newest invitation was sent.

    ``refusals`` say which published thresholds the last twelve months exceed, whatever years are shown.
    """

    expert: int
    code: str
    name: str
    expert_class: str
    status: str
    tally: Tally
    last_task: datetime | None
    refusals: tuple[Reason, ...]


SORTS: Final[Mapping[str, Callable[[RecordLine], Any]]] = {
    "code": lambda one: one.code,
    "name": lambda one: one.name,
    "invited": lambda one: one.tally.invited,
    "declined": lambda one: one.tally.declined,
    "late": lambda one: one.tally.late + one.tally.missed,
    "last_task": lambda one: one.last_task.timestamp() if one.last_task else 0.0,
}


def list_records(work: Work, asked: Asked) -> Listing[RecordLine]:
    """List all experts with figures of what this reader may know of, in a constant number of queries.

    Filters: ``q`` (name or code), ``first`` and ``last`` (fiscal years); sorted by any key of ``SORTS``.
    """
    actor = require(work.actor, Act.READ_WORK_RECORDS)
    condition = years_of(asked.filters).condition()
    with work.reading() as session:
        experts = session.execute(
            select(Expert.id, Expert.code, Expert.name, Expert.expert_class, Expert.status)
        ).all()
        rows = visible(session, actor, service_rows(session, condition))
        services = as_services(rows, asked_again(session, condition))
        refused = refused_by_thresholds(session, work.now())
    served = _by_expert(rows, services)
    lines = [_line(one, served.get(one.id, []), work.now(), refused.get(one.id, ())) for one in experts]
    text = asked.filters.get("q", "").casefold()
    found = [one for one in lines if text in one.name.casefold() or text in one.code.casefold()]
    return _page(found, asked)


def years_of(filters: Mapping[str, str]) -> Years:
    """Read the span of years asked for; what is no year is no bound."""
    first, last = (_year(filters.get(name, "")) for name in ("first", "last"))
    return Years(first, last)


def _page(found: Sequence[RecordLine], asked: Asked) -> Listing[RecordLine]:
    ordered = sorted(found, key=SORTS["code"])
    if asked.sort in SORTS:
        ordered.sort(key=SORTS[asked.sort], reverse=asked.descending)
    limit, offset = window(asked, len(ordered))
    shown = ordered if limit is None else ordered[offset : offset + limit]
    return Listing(tuple(shown), len(ordered), asked)


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) == YEAR_DIGITS else None


def _by_expert(rows: Sequence[ServiceRow], services: Mapping[int, Service]) -> Mapping[int, list[Service]]:
    found: dict[int, list[Service]] = {}
    for row in rows:
        found.setdefault(row.expert, []).append(services[row.assignment])
    return found


def _line(expert: Any, served: Sequence[Service], now: datetime, refusals: tuple[Reason, ...]) -> RecordLine:
    last = max((one.invited_at for one in served), default=None)
    return RecordLine(
        expert=expert.id,
        code=expert.code,
        name=expert.name,
        expert_class=expert.expert_class,
        status=expert.status,
        tally=tally(served, now),
        last_task=last,
        refusals=refusals,
    )
