"""The check that stands of a report, and the other reports of its firm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, Document, Project, Report, ReportCheck, Task
from reviewhub.domain.commissioning.checking.checked import CheckedReport, thawed


@dataclass(frozen=True, slots=True)
class StandingCheck:
    """The newest check of one version."""

    number: int
    structure: str
    checked: CheckedReport
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class OtherReport:
    """The newest version of another report of the same firm."""

    id: int
    commission: int
    task: int
    project: str
    sha256: str
    media_type: str


def standing_check(session: Session, report: int) -> StandingCheck | None:
    """Give the newest check of a delivered version, if any."""
    row = session.execute(
        select(ReportCheck)
        .where(ReportCheck.report_id == report)
        .order_by(ReportCheck.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    return StandingCheck(row.number, row.structure, thawed(row.found), row.checked_at)


def newest_of_firm(session: Session, agency: int, but: int, most: int) -> list[OtherReport]:
    """Give the newest version of each other commission of a firm, at most so many, the latest first."""
    newest = select(func.max(Report.id)).group_by(Report.commission_id)
    return _others(
        session, Report.id.in_(newest) & (Commission.agency_id == agency) & (Commission.id != but), most
    )


def named_reports(session: Session, reports: Collection[int]) -> Mapping[int, OtherReport]:
    """Give what is shown of reports, by id."""
    return {one.id: one for one in _others(session, Report.id.in_(reports), len(reports))}


def _others(session: Session, wanted: ColumnElement[bool], most: int) -> list[OtherReport]:
    rows = session.execute(
        select(Report.id, Commission.id, Task.id, Project.name, Document.sha256, Document.media_type)
        .join(Commission, Commission.id == Report.commission_id)
        .join(Task, Task.id == Commission.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Document, Document.id == Report.document_id)
        .where(wanted)
        .order_by(Report.id.desc())
        .limit(most)
    )
    return [OtherReport(*row) for row in rows]
