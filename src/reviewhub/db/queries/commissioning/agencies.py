"""The register of many agencies at once: who may sign for each, and what is held against it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    AgencyProfile,
    AgencyViolation,
    LeadEvaluator,
    Organization,
    ViolationLifting,
)
from reviewhub.domain.commissioning.lead_evaluator import Career, shortfalls
from reviewhub.domain.commissioning.violation import Gravity, Violation, barred_through, bars_through
from reviewhub.domain.words import Reason


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead evaluator as the register has one; ``lacks`` says why they may not sign today."""

    id: int
    version: int
    agency: int
    name: str
    speciality: str
    career: Career
    expert: int | None
    came_from: int | None
    came_from_name: str
    came_on: date | None
    lacks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ViolationLine:
    """A violation; ``through`` is the last day on which it bars, None where it does not, ``lifted`` why."""

    id: int
    agency: int
    gravity: str
    what: str
    document: str
    found_on: date
    through: date | None
    lifted: str


def profiles_of(session: Session, agencies: Sequence[int]) -> Mapping[int, AgencyProfile]:
    """Give the profile of every agency that has one."""
    rows = session.execute(
        select(AgencyProfile).where(AgencyProfile.agency_id.in_(agencies)).order_by(AgencyProfile.id.desc())
    ).scalars()
    return {row.agency_id: row for row in rows}


def leads_of(session: Session, agencies: Sequence[int], today: date) -> Mapping[int, list[LeadLine]]:
    """Give the lead evaluators of agencies, by agency, those who left last."""
    rows = session.execute(
        select(LeadEvaluator, Organization.name)
        .outerjoin(Organization, Organization.id == LeadEvaluator.came_from_id)
        .where(LeadEvaluator.agency_id.in_(agencies))
        .order_by(LeadEvaluator.left_on.is_not(None), LeadEvaluator.id)
    )
    found: dict[int, list[LeadLine]] = defaultdict(list)
    for row, came_from in rows:
        found[row.agency_id].append(_lead(row, came_from or "", today))
    return found


def violations_of(session: Session, agencies: Sequence[int]) -> Mapping[int, list[ViolationLine]]:
    """Give what is or was held against agencies, by agency, the newest first."""
    rows = session.execute(
        select(AgencyViolation, ViolationLifting.reason)
        .outerjoin(ViolationLifting, ViolationLifting.violation_id == AgencyViolation.id)
        .where(AgencyViolation.agency_id.in_(agencies))
        .order_by(AgencyViolation.found_on.desc(), AgencyViolation.id.desc())
    )
    found: dict[int, list[ViolationLine]] = defaultdict(list)
    for row, lifted in rows:
        found[row.agency_id].append(_violation(row, lifted))
    return found


def barred_agencies(session: Session, agencies: Sequence[int], today: date) -> Mapping[int, date]:
    """Give the last day on which each agency is barred by a violation; who may be commissioned is absent."""
    rows = session.execute(
        select(AgencyViolation, ViolationLifting.reason)
        .outerjoin(ViolationLifting, ViolationLifting.violation_id == AgencyViolation.id)
        .where(AgencyViolation.agency_id.in_(agencies))
    )
    held: dict[int, list[Violation]] = defaultdict(list)
    for row, lifted in rows:
        held[row.agency_id].append(_as_rule_sees(row, lifted))
    ends = {agency: barred_through(several, today) for agency, several in held.items()}
    return {agency: end for agency, end in ends.items() if end is not None}


def _lead(row: LeadEvaluator, came_from: str, today: date) -> LeadLine:
    career = Career(row.title, row.certificate, row.working_since, row.evaluating_since, row.left_on)
    return LeadLine(
        id=row.id,
        version=row.version,
        agency=row.agency_id,
        name=row.name,
        speciality=row.speciality,
        career=career,
        expert=row.expert_id,
        came_from=row.came_from_id,
        came_from_name=came_from,
        came_on=row.came_on,
        lacks=tuple(shortfalls(career, today)),
    )


def _as_rule_sees(row: AgencyViolation, lifted: str | None) -> Violation:
    return Violation(Gravity(row.gravity), row.found_on, row.bars_until, lifted is not None)


def _violation(row: AgencyViolation, lifted: str | None) -> ViolationLine:
    return ViolationLine(
        id=row.id,
        agency=row.agency_id,
        gravity=row.gravity,
        what=row.what,
        document=row.document,
        found_on=row.found_on,
        through=bars_through(_as_rule_sees(row, lifted)),
        lifted=lifted or "",
    )
