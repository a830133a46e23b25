"""Violations: noting one with the document that establishes it, and lifting it for a reason."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import AgencyViolation, ViolationLifting
from reviewhub.domain.commissioning.violation import Gravity
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.services.agencies.agencies import found_agency
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class NewViolation:
    """A violation as an officer notes it; ``bars_until`` None leaves the term to the rule of its gravity."""

    gravity: str
    what: str
    document: str
    found_on: date
    bars_until: date | None = None


def note_violation(work: Work, agency_id: int, new: NewViolation) -> int:
    """Hold a violation against an agency; gives its id. Raises :class:`Invalid` with everything missing."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = _faults(work, new)
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        row = AgencyViolation(
            agency_id=found_agency(session, agency_id).id,
            gravity=new.gravity,
            what=new.what.strip(),
            document=new.document.strip(),
            found_on=new.found_on,
            bars_until=new.bars_until,
            account_id=actor.account,
            noted_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("note_violation", row, agency=row.agency_id)
        return row.id


def lift_violation(work: Work, violation_id: int, reason: str) -> int:
    """Let a violation count no more; it stays on record. Gives the agency's id."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = session.get(AgencyViolation, violation_id)
        if row is None:
            raise NotFound("not_found")
        if _is_lifted(session, row.id):
            raise WrongState("violation.already_lifted")
        lifting = ViolationLifting(
            violation_id=row.id, reason=reason.strip(), account_id=actor.account, lifted_at=work.now()
        )
        session.add(lifting)
        session.flush()
        work.record("lift_violation", lifting, agency=row.agency_id)
        return row.agency_id


def _is_lifted(session: Session, violation_id: int) -> bool:
    lifted = select(ViolationLifting.id).where(ViolationLifting.violation_id == violation_id)
    return session.execute(lifted).first() is not None


def _faults(work: Work, new: NewViolation) -> list[Problem]:
    found = []
    if new.gravity not in tuple(Gravity):
        found.append(Problem("gravity", "violation.no_gravity"))
    texts = {"what": new.what, "document": new.document}
    found += [Problem(name, "table.value_missing") for name, text in texts.items() if not text.strip()]
    if new.found_on > work.now().astimezone(work.zone).date():
        found.append(Problem("found_on", "violation.in_the_future"))
    if new.bars_until is not None and new.bars_until < new.found_on:
        found.append(Problem("bars_until", "violation.ends_before"))
    return found
