"""Whom the published thresholds leave out today, for draws and choices alike."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment
from reviewhub.db.queries.records.duties import published_thresholds
from reviewhub.db.queries.records.services import as_services, asked_again, service_rows
from reviewhub.domain.appointing.thresholds import MONTHS, read_thresholds, refusals
from reviewhub.domain.appointing.work_record import Service, tally
from reviewhub.domain.experts.eligibility import months_after
from reviewhub.domain.words import Reason


def refused_by_thresholds(
    session: Session, now: datetime, *wanted: ColumnElement[bool]
) -> Mapping[int, tuple[Reason, ...]]:
    """Give every expert whose last twelve months exceed a published threshold, with the reasons.

    ``wanted`` narrows the services looked at, to those of one expert, say.
    """
    published = published_thresholds(session)
    thresholds = read_thresholds(published.thresholds if published else None)
    if not thresholds:
        return {}
    day = months_after(now.date(), -MONTHS)
    recent = Assignment.invited_at >= now.replace(year=day.year, month=day.month, day=day.day)
    rows = service_rows(session, recent, *wanted)
    services = as_services(rows, asked_again(session, recent, *wanted))
    served: dict[int, list[Service]] = {}
    for row in rows:
        served.setdefault(row.expert, []).append(services[row.assignment])
    found = {expert: refusals(thresholds, tally(ones, now)) for expert, ones in served.items()}
    return {expert: reasons for expert, reasons in found.items() if reasons}
