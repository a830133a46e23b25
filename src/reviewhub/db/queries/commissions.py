"""Commissions with everything that hangs on them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Acceptance, Assignment, Commission, Project, Report, Task
from reviewhub.db.queries.sheets import Standing, latest_sheets
from reviewhub.domain.appointing.commission import CommissionFacts, hinders_conclusion
from reviewhub.domain.workflow import ACTIVE, AssignmentState


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One delivered version; ``approved`` is None while nobody has decided."""

    id: int
    number: int
    document: int
    name: str
    size: int
    sha256: str
    remark: str
    delivered_at: datetime
    approved: bool | None
    remarks: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Commissioned:
    """One commission; ``sheet`` is the agency's sheet that stands.

    ``sheet_returned`` says why the newest one does not; amounts in yuan.
    """

    id: int
    version: int
    task: int
    task_number: int
    project: str
    unit: str
    asked: Decimal
    campaign: int
    campaign_name: str
    closes_at: datetime
    agency: int
    agency_name: str
    assignment: int
    assignment_state: str
    state: str
    scope: str
    due: date
    reason: str
    answer_reason: str
    offered_at: datetime
    answered_at: datetime | None
    sheet: int | None
    scored_at: datetime | None
    sheet_returned: str
    reports: tuple[ReportVersion, ...]

    @property
    def stands(self) -> bool:
        """Tell whether the agency is still on the task: nobody excluded it and it did not step back."""
        return self.assignment_state in ACTIVE

    @property
    def takes_part(self) -> bool:
        """Tell whether the agency took the work and may read its material."""
        return self.assignment_state == AssignmentState.ACCEPTED

    @property
    def newest(self) -> ReportVersion | None:
        """The newest version of the report, whatever was said of it."""
        return self.reports[-1] if self.reports else None

    @property
    def facts(self) -> CommissionFacts:
        """What the rules need to know."""
        newest = self.newest
        stands = newest if newest and newest.approved is not False else None
        return CommissionFacts(
            state=self.state,
            due=self.due,
            offered_at=self.offered_at,
            answered_at=self.answered_at,
            reported_at=stands.delivered_at if stands else None,
            scored_at=self.scored_at,
            approved_at=stands.decided_at if stands else None,
        )


def commissioned(session: Session, *wanted: ColumnElement[bool]) -> list[Commissioned]:
    """Give the wanted commissions with reports and sheets, what is due first at the top."""
    rows = list(
        session.execute(
            select(Commission)
            .join(Assignment, Assignment.id == Commission.assignment_id)
            .where(*wanted)
            .options(
                joinedload(Commission.agency),
                joinedload(Commission.assignment),
                joinedload(Commission.task).options(
                    joinedload(Task.campaign), joinedload(Task.project).joinedload(Project.unit)
                ),
            )
            .order_by(Commission.due, Commission.id)
        ).scalars()
    )
    reports = _reports(session, [row.id for row in rows])
    sheets = latest_sheets(session, [row.assignment_id for row in rows])
    return [
        _commissioned(row, reports.get(row.id, ()), sheets.get(row.assignment_id, (None, None)))
        for row in rows
    ]


def waiting_for_reports(session: Session, tasks: Sequence[int] | Select[int]) -> frozenset[int]:
    """Give the tasks among these that no conclusion may close yet, for a report is not approved."""
    rows = session.execute(
        select(Commission.task_id, Commission.state)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.task_id.in_(tasks), Assignment.state.in_(ACTIVE))
    )
    return frozenset(task for task, state in rows if hinders_conclusion(state))


def _reports(session: Session, commissions: Sequence[int]) -> Mapping[int, Sequence[ReportVersion]]:
    acceptances = _acceptances(session, commissions)
    rows = session.execute(
        select(Report)
        .where(Report.commission_id.in_(commissions))
        .options(joinedload(Report.document))
        .order_by(Report.commission_id, Report.number)
    ).scalars()
    grouped: dict[int, list[ReportVersion]] = defaultdict(list)
    for row in rows:
        grouped[row.commission_id].append(_version(row, acceptances.get(row.id)))
    return grouped


def _acceptances(session: Session, commissions: Sequence[int]) -> Mapping[int, Acceptance]:
    rows = session.execute(
        select(Acceptance)
        .join(Report, Report.id == Acceptance.report_id)
        .where(Report.commission_id.in_(commissions))
    ).scalars()
    return {row.report_id: row for row in rows}


def _version(report: Report, decided: Acceptance | None) -> ReportVersion:
    document = report.document
    return ReportVersion(
        id=report.id,
        number=report.number,
        document=document.id,
        name=document.name,
        size=document.size,
        sha256=document.sha256,
        remark=report.remark,
        delivered_at=report.delivered_at,
        approved=decided.approved if decided else None,
        remarks=decided.remarks if decided else "",
        decided_at=decided.decided_at if decided else None,
    )


def _commissioned(
    row: Commission, reports: Sequence[ReportVersion], standing: Standing | tuple[None, None]
) -> Commissioned:
    task, campaign, (sheet, returned) = row.task, row.task.campaign, standing
    stands = sheet if returned is None else None
    return Commissioned(
        id=row.id,
        version=row.version,
        task=task.id,
        task_number=task.number,
        project=task.project.name,
        unit=task.project.unit.name,
        asked=task.asked,
        campaign=campaign.id,
        campaign_name=campaign.name,
        closes_at=campaign.closes_at,
        agency=row.agency_id,
        agency_name=row.agency.name,
        assignment=row.assignment_id,
        assignment_state=row.assignment.state,
        state=row.state,
        scope=row.scope,
        due=row.due,
        reason=row.reason,
        answer_reason=row.answer_reason,
        offered_at=row.offered_at,
        answered_at=row.assignment.answered_at,
        sheet=stands.id if stands else None,
        scored_at=stands.submitted_at if stands else None,
        sheet_returned=returned.reason if returned else "",
        reports=tuple(reports),
    )
