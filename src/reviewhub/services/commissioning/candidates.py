"""Every agency as one that could be given a task: what it has to do, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission, Organization, Task
from reviewhub.db.queries.commissioning.agencies import (
    LeadLine,
    barred_agencies,
    leads_of,
    profiles_of,
)
from reviewhub.domain.commissioning.agency import Standing, obstacle
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE, CommissionState
from reviewhub.services.conflicts.checking import Hit, check_agencies
from reviewhub.services.conflicts.leads import check_leads
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """A lead evaluator who could sign: ``against`` says why this one may not."""

    id: int
    name: str
    title: str
    against: Reason | None


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that could be chosen: its open commissions, and what speaks against it.

    ``tie`` names the organisation that ties it to the project, if any, ``against`` says that or else what
    keeps it from the task.
    """

    id: int
    name: str
    kind: str
    qualification: str
    under_way: int
    tie: str
    against: Reason | None
    leads: tuple[LeadChoice, ...]


def candidates_for(work: Work, session: Session, task: Task) -> tuple[AgencyChoice, ...]:
    """Give every agency of the register for one task, by name; a constant number of queries."""
    rows = session.execute(
        select(Organization, _under_way()).where(Organization.is_agency).order_by(Organization.name)
    ).all()
    ids, today = [agency.id for agency, _ in rows], work.now().astimezone(work.zone).date()
    ties = ties_of(check_agencies(work, session, ids, [task.id]))
    barred, profiles = barred_agencies(session, ids, today), profiles_of(session, ids)
    leads = _lead_choices(work, session, leads_of(session, ids, today), task.id)

    found = []
    for agency, count in rows:
        tie, own, profile = ties.get(agency.id), leads.get(agency.id, ()), profiles.get(agency.id)
        fit = sum(one.against is None for one in own)
        known = Standing(_tied(agency.name, tie), barred.get(agency.id), len(own), fit)
        choice = AgencyChoice(
            id=agency.id,
            name=agency.name,
            kind=profile.kind if profile else "",
            qualification=agency.qualification,
            under_way=count,
            tie=tie or "",
            against=obstacle(known),
            leads=own,
        )
        found.append(choice)
    return tuple(found)


def ties_of(hits: Sequence[Hit]) -> dict[int, str]:
    """Name for every agency that is barred the organisation that bars it."""
    return {
        hit.agency: str(hit.found.reason.values.get("organization", ""))
        for hit in reversed(hits)
        if hit.bars and hit.agency is not None
    }


def _tied(agency: str, organization: str | None) -> Reason | None:
    if organization is None:
        return None
    return Reason("commission.tied", {"agency": agency, "organization": organization})


def _lead_choices(
    work: Work, session: Session, leads: Mapping[int, Sequence[LeadLine]], task_id: int
) -> dict[int, tuple[LeadChoice, ...]]:
    everybody = [one for several in leads.values() for one in several if one.career.left_on is None]
    hits = check_leads(work, session, everybody, task_id) if everybody else {}
    found: dict[int, tuple[LeadChoice, ...]] = {}
    for one in everybody:
        barring = (hit.found.reason for hit in hits[one.id] if hit.bars)
        against = next(iter(one.lacks), None) or next(barring, None)
        choice = LeadChoice(one.id, one.name, one.career.title, against)
        found[one.agency] = (*found.get(one.agency, ()), choice)
    return found


def _under_way() -> ScalarSelect[int]:
    return (
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
