"""One's own record: what an expert sees of it, changes at once, proposes, and confirms once a year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from reviewhub.db.models import Correction, Expert
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.experts.specialities import unknown
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.services.pool.profiles import columns_of, profile_of, put, stored_profile
from reviewhub.services.pool.records import RecordPage, found_expert, record_page
from reviewhub.services.work import Work, require_version

VETTED: Final = ("certificate", "specialities")
"""Facts that an officer looks at before they count; the rest of a profile changes at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an expert wants corrected in the register; a blank text proposes nothing."""

    title: str = ""
    certificate: str = ""
    employer: str = ""
    left: date | None = None
    fields: tuple[str, ...] = ()
    specialities: tuple[str, ...] = ()

    def written(self) -> dict[str, Any]:
        """Give what is proposed in plain values, as it is kept."""
        values: dict[str, Any] = {
            "title": self.title,
            "certificate": self.certificate,
            "employer": self.employer,
            "left": self.left.isoformat() if self.left and self.employer else "",
            "fields": list(self.fields),
            "specialities": list(self.specialities),
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One proposal and what became of it: ``open``, ``taken`` or ``refused`` with a reason."""

    id: int
    expert: int
    code: str
    name: str
    facts: Mapping[str, Any]
    state: str
    reason: str
    proposed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own record with the proposals made, the newest first."""

    record: RecordPage
    corrections: tuple[CorrectionLine, ...]


def open_own(work: Work) -> OwnPage:
    """Show an expert the own record; raises :class:`NotFound` for an account that stands for nobody."""
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    with work.reading() as session:
        expert = _oneself(session, actor)
        return OwnPage(record_page(work, session, expert), corrections_of(session, expert.id))


def save_own(work: Work, profile: Profile, version: int) -> None:
    """Change one's own facts at once, those left alone that an officer vets.

    Raises :class:`Invalid` with every fault and :class:`StaleWrite`.
    """
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    profile.require_sound()
    with work.transaction() as session:
        expert = _oneself(session, actor)
        require_version(expert, version)
        kept = profile_of(stored_profile(session, expert.id))
        values = columns_of(replace(profile, **{name: getattr(kept, name) for name in VETTED}))
        for name in ("self_registered", "confirmed_on"):
            values.pop(name)
        put(session, expert.id, values)
        flag_modified(expert, "name")  # an officer's older page must see it
        work.record("save_own_record", expert)


def confirm_own(work: Work) -> None:
    """Confirm that one's own record is right, as of today."""
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    with work.transaction() as session:
        expert = _oneself(session, actor)
        put(session, expert.id, {"confirmed_on": work.now().date()})
        work.record("confirm_own_record", expert)


def propose(work: Work, wanted: Wanted) -> None:
    """Propose a correction; it replaces one that is still open.

    Raises :class:`Invalid` when nothing is proposed or a speciality is unknown.
    """
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    facts = wanted.written()
    problems = [
        Problem("specialities", "expert.no_speciality", {"value": one})
        for one in unknown(wanted.specialities)
    ]
    if not facts:
        problems.append(Problem("employer", "correction.nothing"))
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        expert = _oneself(session, actor)
        row = _still_open(session, expert.id) or Correction(expert_id=expert.id, state="open")
        row.facts, row.proposed_at = facts, work.now()
        session.add(row)
        session.flush()
        work.record("propose_correction", row)


def corrections_of(session: Session, expert_id: int | None, state: str = "") -> tuple[CorrectionLine, ...]:
    """Give proposals of one expert or (None) of all, the newest first, of any ``state`` or of one."""
    statement = select(Correction, Expert.code, Expert.name).join(Expert, Expert.id == Correction.expert_id)
    if expert_id is not None:
        statement = statement.where(Correction.expert_id == expert_id)
    if state:
        statement = statement.where(Correction.state == state)
    rows = session.execute(statement.order_by(Correction.id.desc()))
    return tuple(_line(one, code, name) for one, code, name in rows)


def _line(one: Correction, code: str, name: str) -> CorrectionLine:
    return CorrectionLine(
        one.id, one.expert_id, code, name, one.facts, one.state, one.reason, one.proposed_at, one.version
    )


def _oneself(session: Session, actor: Actor) -> Expert:
    if actor.expert is None:
        raise NotFound("not_found")
    return found_expert(session, actor.expert)


def _still_open(session: Session, expert_id: int) -> Correction | None:
    statement = select(Correction).where(Correction.expert_id == expert_id, Correction.state == "open")
    return session.execute(statement.order_by(Correction.id.desc())).scalars().first()
