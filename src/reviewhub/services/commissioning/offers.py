"""Offers: giving a key-evaluation task to an agency that has no tie to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission, Organization, Task
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.workflow import ACTIVE, AssignmentState, CampaignState, CommissionState
from reviewhub.services.conflicts.checking import Hit, check_agencies, keep
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
        hits = check_agencies(work, session, [agency.id] if agency else [], [task_id])
        tie = _ties(hits).get(new.agency, "")
        problems = list(_faults(work, task, agency, new, tie))
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
        keep(work, session, hits, Stage.INVITATION)
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


def _faults(
    work: Work, task: Task, agency: Organization | None, new: NewCommission, tie: str
) -> Iterator[Problem]:
    if agency is None or not agency.is_agency:
        yield Problem("agency", "commission.no_agency")
    elif tie:
        yield Problem("agency", "commission.tied", {"agency": agency.name, "organization": tie})
    if new.due < work.now().date():
        yield Problem("due", "commission.due_past")
    closes = task.campaign.closes_at.date()
    if new.due > closes:
        yield Problem("due", "commission.due_after_close", {"closes": closes.isoformat()})
    if not new.reason.strip():
        yield Problem("reason", "reason.missing")


def _ties(hits: Sequence[Hit]) -> dict[int, str]:
    """Name for every agency that is barred the organisation that bars it."""
    return {
        hit.agency: str(hit.found.reason.values.get("organization", ""))
        for hit in reversed(hits)
        if hit.bars and hit.agency is not None
    }


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
    ).all()
    ties = _ties(check_agencies(work, session, [agency.id for agency, _ in rows], [task.id]))
    for agency, count in rows:
        tie = ties.get(agency.id, "")
        yield AgencyChoice(agency.id, agency.name, agency.kind, agency.qualification, count, tie)
