"""Vetting who applied: the bureau's link, accepting with a code and an account, sending back, refusing."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Expert, ExpertStanding, PoolRules, Registration, Tie
from reviewhub.db.queries.organizations import directory
from reviewhub.db.queries.standings import pool_rules
from reviewhub.domain.conflicts.facts import TieKind
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.experts.application import APPLICATION, Applicant, ApplicationState, read_applicant
from reviewhub.domain.experts.eligibility import CONFIRM_MONTHS
from reviewhub.domain.experts.lifecycle import Standing
from reviewhub.domain.policy import Act, Role, require
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.workflow import move
from reviewhub.services.accounts import NewAccount, account_faults, add_account
from reviewhub.services.pool.profiles import columns_of, note_standing, put
from reviewhub.services.pool.records import change_employer
from reviewhub.services.work import Work, require_version

LINK_BYTES = 16
PASSWORD_BYTES = 12
MONTHS = (1, 60)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the bureau has published: the link ("" while closed) and how often records are confirmed."""

    link: str
    open_until: date | None
    confirm_months: int
    confirm_required: bool
    version: int


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application in the officer's list."""

    id: int
    receipt: str
    name: str
    employer: str
    title: str
    state: ApplicationState
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application for the officer; ``namesakes`` are codes of experts with the same name or phone."""

    line: ApplicationLine
    applicant: Applicant
    reason: str
    expert: int | None
    namesakes: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The expert an application became, and the account with its first password, shown this once."""

    expert: int
    login: str
    password: str


def rules(work: Work) -> Rules:
    """Give what the bureau has published about its pool."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = pool_rules(session)
    if row is None:
        return Rules("", None, CONFIRM_MONTHS, confirm_required=False, version=0)
    return Rules(row.link, row.open_until, row.confirm_months, row.confirm_required, row.version)


def open_door(work: Work, until: date | None, version: int) -> None:
    """Take applications under a new link; an older link leads nowhere from then on."""
    if until is not None and until < work.now().date():
        raise Invalid([Problem("open_until", "registration.until_past")])
    _publish(work, "open_registration", version, link=secrets.token_urlsafe(LINK_BYTES), open_until=until)


def close_door(work: Work, version: int) -> None:
    """Take no more applications; those that came stay."""
    _publish(work, "close_registration", version, link="", open_until=None)


def publish_confirmation(work: Work, months: int, *, required: bool, version: int) -> None:
    """Publish how often records are confirmed, and whether one that was not stays out of draws."""
    least, most = MONTHS
    if not least <= months <= most:
        raise Invalid([Problem("confirm_months", "registration.months", {"least": least, "most": most})])
    _publish(work, "publish_confirmation", version, confirm_months=months, confirm_required=required)


def list_applications(work: Work) -> tuple[ApplicationLine, ...]:
    """List applications, those that wait first."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        rows = session.execute(select(Registration).order_by(Registration.id.desc())).scalars().all()
    lines = [_line(one) for one in rows]
    return tuple(sorted(lines, key=lambda one: one.state is not ApplicationState.RECEIVED))


def open_application(work: Work, application_id: int) -> ApplicationPage:
    """Show one application; raises :class:`NotFound`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = _found(session, application_id)
        applicant = read_applicant(row.facts)
        namesakes = session.execute(
            select(Expert.code).where(Expert.name == applicant.name).order_by(Expert.code)
        ).scalars()
        return ApplicationPage(
            _line(row), applicant, row.reason, row.expert_id, tuple(namesakes), row.version
        )


def accept(work: Work, application_id: int, code: str, version: int) -> Accepted:
    """Take a person into the pool under a code: record, employer, declared ties, standing, account.

    The login is the code in small letters, the password is made here and must be changed. Raises
    :class:`Invalid` when code or login is taken.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = _found(session, application_id)
        require_version(row, version)
        row.state = move(APPLICATION, row.state, "accept")
        applicant = read_applicant(row.facts)
        problems = list(_code_faults(session, code))
        if problems:
            raise Invalid(problems)
        expert = _enter(work, session, row, applicant, code)
        made = NewAccount(
            *(code, applicant.name, Role.EXPERT, secrets.token_urlsafe(PASSWORD_BYTES), actor.bureau),
            expert=expert.id,
        )
        problems = [Problem("code", one.code, one.values) for one in account_faults(session, made)]
        if problems:
            raise Invalid(problems)
        account = add_account(session, made, work.now())
        session.flush()
        _declare(work, session, applicant, expert, account.id)
        row.expert_id, row.account_id, row.decided_at = expert.id, actor.account, work.now()
        session.flush()
        work.record("accept_application", row)
    return Accepted(expert.id, account.login, made.password)


def decline(work: Work, application_id: int, act: str, reason: str, version: int) -> None:
    """Send an application back for correction (``send_back``) or refuse it (``refuse``), for a reason."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason:
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = _found(session, application_id)
        require_version(row, version)
        row.state = move(APPLICATION, row.state, act)
        row.reason, row.account_id, row.decided_at = reason, actor.account, work.now()
        work.record(f"{act}_application", row)


def _publish(work: Work, act: str, version: int, **values: object) -> None:
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = pool_rules(session)
        if row is None:
            row = PoolRules(link="")
            session.add(row)
        else:
            require_version(row, version)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        work.record(act, row)


def _enter(work: Work, session: Session, row: Registration, applicant: Applicant, code: str) -> Expert:
    expert = Expert(
        code=code,
        name=applicant.name,
        expert_class=applicant.expert_class,
        title=applicant.title,
        fields=list(applicant.fields),
        status=Standing.IN_POOL,
    )
    session.add(expert)
    session.flush()
    columns = columns_of(applicant.profile) | {
        "self_registered": True,
        "confirmed_on": row.received_at.date(),
    }
    put(session, expert.id, columns)
    steps = [
        ("submit", Standing.DRAFT, Standing.UNDER_REVIEW),
        ("accept", Standing.UNDER_REVIEW, Standing.IN_POOL),
    ]
    for act, was, status in steps:
        note_standing(work, session, expert, ExpertStanding(act=act, was=was, status=status))
        session.flush()
    change_employer(session, expert, applicant.employer, None)
    return expert


def _declare(work: Work, session: Session, applicant: Applicant, expert: Expert, account: int) -> None:
    known = directory(session)
    for name in applicant.recusals:
        body = known.find(name)
        session.add(
            Tie(
                expert_id=expert.id,
                kind=TieKind.AVOIDED,
                organization_id=body.id if body else None,
                organization_name="" if body else name,
                account_id=account,
                declared_at=work.now(),
            )
        )


def _code_faults(session: Session, code: str) -> Iterator[Problem]:
    if not code:
        yield Problem("code", "table.value_missing")
    taken = select(Expert.id).where(func.lower(Expert.code) == fold(code))
    if code and session.execute(taken).first() is not None:
        yield Problem("code", "registration.code_taken", {"value": code[:40]})


def _line(row: Registration) -> ApplicationLine:
    return ApplicationLine(
        row.id,
        row.receipt,
        str(row.facts.get("name", "")),
        str(row.facts.get("employer", "")),
        str(row.facts.get("title", "")),
        ApplicationState(row.state),
        row.received_at,
    )


def _found(session: Session, application_id: int) -> Registration:
    row = session.execute(select(Registration).where(Registration.id == application_id)).scalar_one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row
