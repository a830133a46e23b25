"""What a pack says beside the scores: reports delivered, releases, what is to be mended; as text."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Acceptance, Commission, Rectification, Report
from reviewhub.db.queries.releasing.items import items
from reviewhub.db.queries.releasing.releases import released_lines
from reviewhub.domain.packing.raw import RawTable
from reviewhub.domain.rectifying.rectification import ItemState

REPORTS: Final = ("agency", "report", "delivered_at", "document", "sha256", "state")
RELEASES: Final = ("release", "done_at")
ITEMS: Final = ("criterion", "problem", "demand", "due_on", "state")
DATE: Final = 10  # letters of a moment in ISO form that say its day


def tables_beside(session: Session, task: int, *, anonymised: bool) -> Iterator[RawTable]:
    """Give the tables that a task has something of; without names, an agency is none either."""
    made = (
        RawTable("agency_reports", REPORTS, list(_reports(session, task, anonymised=anonymised))),
        RawTable("releases", RELEASES, list(_releases(session, task))),
        RawTable("rectification", ITEMS, list(_items(session, task))),
    )
    yield from (one for one in made if one.rows)


def _reports(session: Session, task: int, *, anonymised: bool) -> Iterator[list[str]]:
    rows = session.execute(
        select(Report, Commission, Acceptance)
        .join(Commission, Commission.id == Report.commission_id)
        .outerjoin(Acceptance, Acceptance.report_id == Report.id)
        .where(Commission.task_id == task)
        .options(joinedload(Report.document), joinedload(Commission.agency))
        .order_by(Report.id)
    ).all()
    for report, commission, acceptance in rows:
        yield [
            "—" if anonymised else commission.agency.name,
            str(report.number),
            report.delivered_at.isoformat()[:DATE],
            "—" if anonymised else report.document.name,
            report.document.sha256,
            _state(acceptance),
        ]


def _state(acceptance: Acceptance | None) -> str:
    if acceptance is None:
        return ""
    return "approved" if acceptance.approved else "returned"


def _releases(session: Session, task: int) -> Iterator[list[str]]:
    for one in released_lines(session, [task]):
        yield [str(one.number), one.released_at.isoformat()[:DATE]]


def _items(session: Session, task: int) -> Iterator[list[str]]:
    for one in items(session, Rectification.task_id == task):
        if one.state not in {ItemState.PROPOSED, ItemState.DROPPED}:
            yield [one.criterion, one.problem, one.demand, one.due_on.isoformat(), f"item.{one.state}"]
