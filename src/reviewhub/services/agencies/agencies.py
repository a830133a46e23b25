"""One agency of the register with its people, its violations and its record, and what officers note of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, AgencyProfile, Commission, Organization
from reviewhub.db.queries.commissioning.agencies import (
    LeadLine,
    ViolationLine,
    leads_of,
    profiles_of,
    violations_of,
)
from reviewhub.db.queries.commissioning.quality import Quality, qualities_of
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.db.queries.pool.merges import standing_id
from reviewhub.domain.appointing.commission import is_late
from reviewhub.domain.commissioning.agency import AgencyKind
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.services.agencies.grading import grade_of
from reviewhub.services.work import Work, require_version


@dataclass(frozen=True, slots=True)
class Profile:
    """What an officer notes of an agency; ``kind`` is "" where nobody said."""

    kind: str = ""
    legal_person: str = ""
    registered: bool = False
    qualification: str = ""
    contact: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One commission of the record: what it was, how it went, whether it was late by the due day.

    ``quality`` is the total of bureau and unit and ``grade`` its band, None until both judged the work.
    """

    commission: int
    year: int
    project: str
    campaign: str
    state: str
    stands: bool
    late: bool
    returned: int
    quality: Decimal | None
    grade: Band | None


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency; ``version`` is that of its organisation, ``barred_through`` the last day it gets no work.

    ``accounts`` are the names of those who may sign in for it.
    """

    id: int
    version: int
    name: str
    former_names: tuple[str, ...]
    credit_code: str
    profile: Profile
    accounts: tuple[str, ...]
    leads: tuple[LeadLine, ...]
    violations: tuple[ViolationLine, ...]
    barred_through: date | None
    record: tuple[RecordLine, ...]


def open_agency(work: Work, agency_id: int | None = None) -> AgencyPage:
    """Show an agency to the bureau, or to its own people theirs, without the officers' remark.

    Raises :class:`NotFound` for another firm's, and for an organisation that is no agency.
    """
    actor = _reader(work)
    own = not may(actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = found_agency(session, (actor.agency if own else agency_id) or 0)
        page = _page(work, session, row, remark=not own)
    if own and agency_id not in (None, row.id):
        raise NotFound("not_found")
    return page


def save_profile(work: Work, agency_id: int, profile: Profile, version: int) -> None:
    """Note what an agency is; ``version`` is the organisation's.

    Raises :class:`Invalid` for a kind that there is not, :class:`StaleWrite` when somebody wrote in between.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    if profile.kind and profile.kind not in tuple(AgencyKind):
        raise Invalid([Problem("kind", "agency.unknown_kind")])
    with work.transaction() as session:
        row = found_agency(session, agency_id)
        require_version(row, version)
        kept = profiles_of(session, [row.id]).get(row.id) or AgencyProfile(agency_id=row.id)
        session.add(kept)
        for name in ("qualification", "contact", "phone"):
            setattr(row, name, getattr(profile, name).strip())
        for name in ("kind", "legal_person", "remark"):
            setattr(kept, name, getattr(profile, name).strip())
        kept.registered = profile.registered
        session.flush()
        work.record("save_agency", row)


def found_agency(session: Session, agency_id: int) -> Organization:
    """Give an agency of the bureau as it stands today, after any merges; raises :class:`NotFound`."""
    row = session.get(Organization, standing_id(session, agency_id))
    if row is None or not row.is_agency:
        raise NotFound("not_found")
    return row


def _reader(work: Work) -> Actor:
    officer = may(work.actor, Act.RUN_CAMPAIGNS)
    return require(work.actor, Act.RUN_CAMPAIGNS if officer else Act.DELIVER_REPORTS)


def _page(work: Work, session: Session, row: Organization, *, remark: bool) -> AgencyPage:
    today = work.now().astimezone(work.zone).date()
    violations = violations_of(session, [row.id]).get(row.id, [])
    ends = [one.through for one in violations if one.through is not None and one.through >= today]
    accounts = select(Account.name).where(Account.agency_id == row.id, ~Account.disabled).order_by(Account.id)
    return AgencyPage(
        id=row.id,
        version=row.version,
        name=row.name,
        former_names=tuple(row.former_names),
        credit_code=row.credit_code,
        profile=_profile(row, profiles_of(session, [row.id]).get(row.id), remark=remark),
        accounts=tuple(session.execute(accounts).scalars()),
        leads=tuple(leads_of(session, [row.id], today).get(row.id, ())),
        violations=tuple(violations),
        barred_through=max(ends, default=None),
        record=_record(work, session, row.id, today),
    )


def _profile(row: Organization, kept: AgencyProfile | None, *, remark: bool) -> Profile:
    return Profile(
        kind=kept.kind if kept else "",
        legal_person=kept.legal_person if kept else "",
        registered=kept.registered if kept else False,
        qualification=row.qualification,
        contact=row.contact,
        phone=row.phone,
        remark=kept.remark if kept and remark else "",
    )


def _record(work: Work, session: Session, agency_id: int, today: date) -> tuple[RecordLine, ...]:
    found = commissioned(session, Commission.agency_id == agency_id)
    known = qualities_of(session, [one.id for one in found])
    newest = sorted(found, key=lambda one: (one.due, one.id), reverse=True)
    return tuple(_recorded(work, one, known.get(one.id), today) for one in newest)


def _recorded(work: Work, one: Commissioned, quality: Quality | None, today: date) -> RecordLine:
    handed_in = one.facts.reported_at
    late = handed_in.date() > one.due if handed_in else is_late(one.facts, today)
    return RecordLine(
        commission=one.id,
        year=one.offered_at.year,
        project=one.project,
        campaign=one.campaign_name,
        state=one.state,
        stands=one.stands,
        late=late,
        returned=sum(report.approved is False for report in one.reports),
        quality=quality.total if quality else None,
        grade=grade_of(work, quality) if quality else None,
    )
