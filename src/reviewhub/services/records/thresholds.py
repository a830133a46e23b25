"""Publishing the thresholds of the record of work, and whom they leave out of a draw today."""

from dataclasses import dataclass
from datetime import datetime

from reviewhub.db.models import WorkThresholds
from reviewhub.db.queries.records.duties import published_thresholds
from reviewhub.domain.appointing.thresholds import Thresholds, read_thresholds, require_sensible
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Published:
    """The thresholds that count; ``at`` is None where none were ever published."""

    thresholds: Thresholds
    reason: str
    at: datetime | None


def thresholds(work: Work) -> Published:
    """Give the published thresholds to everybody who reads records."""
    require(work.actor, Act.READ_WORK_RECORDS)
    with work.reading() as session:
        row = published_thresholds(session)
    if row is None:
        return Published(Thresholds(), "", None)
    return Published(read_thresholds(row.thresholds), row.reason, row.set_at)


def publish_thresholds(work: Work, wanted: Thresholds, reason: str) -> None:
    """Publish thresholds with a reason; the earlier ones stay on record.

    Raises :class:`Invalid` for a missing reason and for limits outside 0 to 100.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    require_sensible(wanted)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = WorkThresholds(
            thresholds=wanted.written(),
            reason=reason.strip(),
            account_id=actor.account,
            set_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("publish_thresholds", row, **wanted.written())
