"""Lead evaluators: entering them, correcting what is known of them, noting that they left."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Expert, LeadEvaluator, Organization
from reviewhub.db.queries.commissioning.agencies import LeadLine, leads_of
from reviewhub.db.queries.organizations import directory
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.services.agencies.agencies import found_agency
from reviewhub.services.work import Work, require_version

PLAIN = ("title", "speciality", "certificate", "working_since", "evaluating_since", "came_on", "left_on")


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead evaluator as an officer enters one.

    ``expert`` is the code of the same person in the pool, ``came_from`` the name of the earlier employer as
    it stands in the register of organisations; "" or None where there is nothing to say.
    """

    name: str
    title: str = ""
    speciality: str = ""
    certificate: str = ""
    working_since: date | None = None
    evaluating_since: date | None = None
    expert: str = ""
    came_from: str = ""
    came_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeadPage:
    """One lead evaluator with the agency's name and, if the pool knows the person, the code there."""

    line: LeadLine
    agency_name: str
    expert_code: str


def open_lead(work: Work, lead_id: int) -> LeadPage:
    """Show one lead evaluator to an officer."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = _found(session, lead_id)
        today = work.now().astimezone(work.zone).date()
        line = next(
            one for one in leads_of(session, [row.agency_id], today)[row.agency_id] if one.id == row.id
        )
        expert = session.get(Expert, row.expert_id) if row.expert_id else None
        agency = session.get_one(Organization, row.agency_id)
        return LeadPage(line, agency.name, expert.code if expert else "")


def add_lead(work: Work, agency_id: int, new: NewLead) -> int:
    """Enter a lead evaluator; gives the id. Raises :class:`Invalid` with everything that is wrong."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = LeadEvaluator(agency_id=found_agency(session, agency_id).id, name="")
        _fill(session, row, new)
        session.add(row)
        session.flush()
        work.record("add_lead_evaluator", row, agency=row.agency_id)
        return row.id


def save_lead(work: Work, lead_id: int, new: NewLead, version: int) -> int:
    """Correct what is known of a lead evaluator; gives the agency's id."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = _found(session, lead_id)
        require_version(row, version)
        _fill(session, row, new)
        work.record("save_lead_evaluator", row, agency=row.agency_id)
        return row.agency_id


def _found(session: Session, lead_id: int) -> LeadEvaluator:
    row = session.get(LeadEvaluator, lead_id)
    if row is None:
        raise NotFound("not_found")
    return row


def _fill(session: Session, row: LeadEvaluator, new: NewLead) -> None:
    expert = _expert(session, new.expert)
    employer = directory(session).find(new.came_from) if new.came_from.strip() else None
    problems = [] if new.name.strip() else [Problem("name", "table.value_missing")]
    if new.expert.strip() and expert is None:
        problems.append(Problem("expert", "lead.no_such_expert", {"code": new.expert.strip()[:40]}))
    if new.came_from.strip() and employer is None:
        named = {"name": new.came_from.strip()[:40]}
        problems.append(Problem("came_from", "organization.no_such_name", named))
    if problems:
        raise Invalid(problems)
    row.name = new.name.strip()
    for column in PLAIN:
        setattr(row, column, getattr(new, column))
    row.expert_id, row.came_from_id = expert, employer.id if employer else None


def _expert(session: Session, code: str) -> int | None:
    return session.execute(select(Expert.id).where(Expert.code == code.strip())).scalar_one_or_none()
