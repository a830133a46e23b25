"""Offers: giving a key-evaluation task to an agency that has no tie to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission, Organization, Task
from reviewhub.domain.conflict import Employment, ScorerFacts, Severity, SubjectFacts, find_conflicts
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.workflow import ACTIVE, AssignmentState, CampaignState, CommissionState
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class NewCommission:
    """What an officer offers: to whom, what is to be done, until which day, and why this agency."""

    agency: int
    scope: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that could be chosen: its open commissions, and the organisation that ties it, if any."""

    id: int
    name: str
    kind: str
    qualification: str
    under_way: int
    tie: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What the form to offer a task shows; ``standing`` is the commission that stands, if there is one."""

    task: int
    project: str
    unit: str
    department: str
    asked: Decimal
    campaign: int
    campaign_name: str
    closes_at: datetime
    fits: bool
    agencies: tuple[AgencyChoice, ...]
    standing: int | None


def offer_page(work: Work, task_id: int) -> OfferPage:
    """Give the task and every agency, with what speaks against each."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        task = found_task(session, task_id)
        project = task.project
        return OfferPage(
            task=task.id,
            project=project.name,
            unit=project.unit.name,
            department=project.department.name if project.department else "",
            asked=task.asked,
            campaign=task.campaign_id,
            campaign_name=task.campaign.name,
            closes_at=task.campaign.closes_at,
            fits=_fits(task),
            agencies=tuple(_choices(work, session, task)),
            standing=_standing(session, task_id),
        )


def offer(work: Work, task_id: int, new: NewCommission) -> int:
    """Offer a key-evaluation task to an agency; gives the commission's id.

    Raises :class:`Invalid` with every fault, a tie between agency and project among them, and
    :class:`WrongState` when the task is already given or its campaign over.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        task = found_task(session, task_id)
        _require_free(session, task)
        agency = session.get(Organization, new.agency)
        problems = list(_faults(work, task, agency, new))
        if problems or agency is None:
            raise Invalid(problems)
        assignment = _assignment(work, session, task, new)
        session.add(assignment)
        session.flush()
        commission = Commission(
            task_id=task_id,
            agency_id=agency.id,
            assignment_id=assignment.id,
            state=CommissionState.OFFERED,
            scope=new.scope.strip(),
            due=new.due,
            reason=new.reason.strip(),
            offered_at=work.now(),
        )
        session.add(commission)
        session.flush()
        work.record("offer_commission", commission, task=task_id, agency=agency.id)
        return commission.id


def _fits(task: Task) -> bool:
    return task.campaign.kind == Kind.KEY_EVALUATION


def _require_free(session: Session, task: Task) -> None:
    if task.campaign.state == CampaignState.CLOSED:
        raise WrongState("campaign.over")
    if not _fits(task):
        raise WrongState("commission.not_key_evaluation")
    if _standing(session, task.id) is not None:
        raise WrongState("commission.already_given")


def _standing(session: Session, task_id: int) -> int | None:
    return session.execute(
        select(Commission.id)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.task_id == task_id, Assignment.state.in_(ACTIVE))
        .limit(1)
    ).scalar()


def _faults(work: Work, task: Task, agency: Organization | None, new: NewCommission) -> Iterator[Problem]:
    if agency is None or not agency.is_agency:
        yield Problem("agency", "commission.no_agency")
    elif tie := _tie(work, task, agency):
        yield Problem("agency", "commission.tied", {"agency": agency.name, "organization": tie})
    if new.due < work.now().date():
        yield Problem("due", "commission.due_past")
    closes = task.campaign.closes_at.date()
    if new.due > closes:
        yield Problem("due", "commission.due_after_close", {"closes": closes.isoformat()})
    if not new.reason.strip():
        yield Problem("reason", "reason.missing")


def _tie(work: Work, task: Task, agency: Organization) -> str:
    """Name the organisation that bars an agency by the campaign's pinned rules, or nothing.

    An agency counts as employed by itself and by the organisation it belongs to.
    """
    project = task.project
    names = {one.id: one.name for one in (project.unit, project.department) if one is not None}
    jobs = tuple(
        Employment(one, names.get(one, agency.name), until=None, current=True)
        for one in (agency.id, agency.parent_id)
        if one is not None
    )
    subject = SubjectFacts(project.name, project.unit_id, project.department_id)
    rules = [work.registry.conflict_rules[pin.partition("@")[0]] for pin in task.campaign.conflict_rules]
    hits = find_conflicts(rules, ScorerFacts(agency.name, jobs), subject, work.now().date())
    barring = [str(hit.reason.values["organization"]) for hit in hits if hit.severity is Severity.BLOCK]
    return barring[0] if barring else ""


def _assignment(work: Work, session: Session, task: Task, new: NewCommission) -> Assignment:
    highest = session.execute(
        select(func.max(Assignment.number)).where(Assignment.task_id == task.id)
    ).scalar()
    return Assignment(
        task_id=task.id,
        agency_id=new.agency,
        number=(highest or 0) + 1,
        state=AssignmentState.INVITED,
        reason=new.reason.strip(),
        invited_at=work.now(),
    )


def _choices(work: Work, session: Session, task: Task) -> Iterator[AgencyChoice]:
    under_way = (
        select(func.count(Commission.id))
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(
            Commission.agency_id == Organization.id,
            Commission.state != CommissionState.APPROVED,
            Assignment.state.in_(ACTIVE),
        )
        .correlate(Organization)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Organization, under_way).where(Organization.is_agency).order_by(Organization.name)
    )
    for agency, count in rows:
        yield AgencyChoice(
            agency.id, agency.name, agency.kind, agency.qualification, count, _tie(work, task, agency)
        )
