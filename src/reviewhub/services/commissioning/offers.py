"""Offers: giving a key-evaluation task to an agency that has no tie to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    AgencySelection,
    Assignment,
    Bureau,
    Commission,
    Organization,
    Task,
)
from reviewhub.db.queries.commissioning.agencies import leads_of
from reviewhub.db.queries.commissioning.lots import agencies_in_order, gone_from, lots_of
from reviewhub.domain.commissioning.agency import evaluates_itself
from reviewhub.domain.commissioning.selection import Chosen, Method, problems_of
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.workflow import ACTIVE, AssignmentState, CampaignState, CommissionState
from reviewhub.services.commissioning.candidates import AgencyChoice, candidates_for
from reviewhub.services.conflicts.checking import Hit, check_agencies, keep
from reviewhub.services.conflicts.leads import check_leads
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class NewCommission:
    """What an officer offers: to whom, what is to be done, until when, how and why this agency was chosen.

    ``basis`` names the list it is on, ``principal`` is the department on whose behalf it is commissioned
    (None: the bureau itself), ``lead`` the lead evaluator who will sign.
    """

    agency: int
    scope: str
    due: date
    reason: str = ""
    method: Method = Method.APPOINTED
    basis: str = ""
    principal: int | None = None
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What the form to offer a task shows; ``standing`` is the commission that stands, if there is one.

    ``departments`` could commission it, by id and name; ``lot`` is the newest that was drawn for the task,
    ``next_by_lot`` the agency whose turn it is by it.
    """

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
    departments: tuple[tuple[int, str], ...]
    lot: int | None
    next_by_lot: int | None
    standing: int | None


def offer_page(work: Work, task_id: int) -> OfferPage:
    """Give the task and every agency, with what speaks against each."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        task = found_task(session, task_id)
        project, agencies = task.project, candidates_for(work, session, task)
        lot, turn = _turn(session, task_id, agencies)
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
            agencies=agencies,
            departments=_departments(session),
            lot=lot,
            next_by_lot=turn,
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
        agencies = {one.id: one for one in candidates_for(work, session, task)}
        lot, turn = _turn(session, task_id, tuple(agencies.values()))
        problems = [
            *_against(agencies.get(new.agency), new),
            *_wrong_lot(new, turn),
            *_faults(work, session, task, new),
        ]
        if problems:
            raise Invalid(problems)
        assignment = _assignment(work, session, task, new)
        session.add(assignment)
        session.flush()
        commission = Commission(
            task_id=task_id,
            agency_id=new.agency,
            assignment_id=assignment.id,
            state=CommissionState.OFFERED,
            scope=new.scope.strip(),
            due=new.due,
            reason=new.reason.strip(),
            offered_at=work.now(),
        )
        session.add(commission)
        session.flush()
        session.add(_selection(work, commission, new, lot))
        keep(work, session, _hits(work, session, task_id, new), Stage.INVITATION)
        work.record("offer_commission", commission, task=task_id, agency=new.agency)
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


def _against(agency: AgencyChoice | None, new: NewCommission) -> Iterator[Problem]:
    """Say what speaks against the agency and against whom it would let sign."""
    if agency is None:
        yield Problem("agency", "commission.no_agency")
        return
    if agency.against is not None:
        yield Problem("agency", agency.against.code, agency.against.values)
    signs = {one.id: one.against for one in agency.leads}
    if new.lead is not None and new.lead not in signs:
        yield Problem("lead", "lead.of_another_agency")
    elif new.lead is not None and (why := signs[new.lead]) is not None:
        yield Problem("lead", why.code, why.values)


def _wrong_lot(new: NewCommission, turn: int | None) -> Iterator[Problem]:
    if new.method is Method.LOT and turn is None:
        yield Problem("method", "selection.no_lot")
    elif new.method is Method.LOT and new.agency != turn:
        yield Problem("agency", "selection.not_its_turn")


def _faults(work: Work, session: Session, task: Task, new: NewCommission) -> Iterator[Problem]:
    if new.due < work.now().date():
        yield Problem("due", "commission.due_past")
    closes = task.campaign.closes_at.date()
    if new.due > closes:
        yield Problem("due", "commission.due_after_close", {"closes": closes.isoformat()})
    yield from problems_of(Chosen(new.method, new.basis, new.reason))
    principal = _principal(work, session, new)
    department = task.project.department.name if task.project.department else ""
    if principal is None:
        yield Problem("principal", "commission.no_department")
    elif evaluates_itself(principal, task.project.unit.name, department):
        yield Problem("principal", "commission.evaluates_itself", {"name": principal})


def _hits(work: Work, session: Session, task_id: int, new: NewCommission) -> list[Hit]:
    """Give what rules find about the agency and about who is to sign, to be kept for a second person."""
    found = list(check_agencies(work, session, [new.agency], [task_id]))
    today = work.now().astimezone(work.zone).date()
    signs = [one for one in leads_of(session, [new.agency], today).get(new.agency, ()) if one.id == new.lead]
    return found + [hit for several in check_leads(work, session, signs, task_id).values() for hit in several]


def _principal(work: Work, session: Session, new: NewCommission) -> str | None:
    """Name who commissions: the bureau, or a department; None for what is none."""
    if new.principal is None:
        bureau = session.get(Bureau, work.actor.bureau) if work.actor and work.actor.bureau else None
        return bureau.name if bureau else ""
    row = session.get(Organization, new.principal)
    return row.name if row is not None and row.is_department else None


def _departments(session: Session) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Organization.id, Organization.name)
        .where(Organization.is_department)
        .order_by(Organization.name)
    )
    return tuple((one, name) for one, name in rows)


def _turn(
    session: Session, task_id: int, agencies: tuple[AgencyChoice, ...]
) -> tuple[int | None, int | None]:
    """Give the drawn lot that counts, and the first agency in its order that is free to take the task."""
    lots = lots_of(session, task_id)
    if not lots or lots[-1].certificate is None:
        return None, None
    free = {one.id for one in agencies if one.against is None} - gone_from(session, task_id)
    return lots[-1].id, next((one for one in agencies_in_order(lots[-1]) if one in free), None)


def _selection(work: Work, commission: Commission, new: NewCommission, lot: int | None) -> AgencySelection:
    return AgencySelection(
        commission_id=commission.id,
        method=new.method,
        basis=new.basis.strip(),
        lot_id=lot if new.method is Method.LOT else None,
        principal_id=new.principal,
        lead_id=new.lead,
        account_id=work.actor.account if work.actor else 0,
        selected_at=work.now(),
    )


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
