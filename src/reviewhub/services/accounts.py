"""Accounts: first run, signing in and out, passwords, lockout."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewhub.db.models import Account, Bureau, Expert, Organization, SignIn, UnitAccount
from reviewhub.db.queries.inviting.messages import unread_of
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, Role, require
from reviewhub.services.passwords import DECOY, HASHER, matches, proves
from reviewhub.services.work import Work, require_version
from reviewhub.settings import Settings

SEEN_EVERY: Final = timedelta(minutes=1)
# Asked at every request, so it is put together once.
_RESUMED: Final = (
    select(
        SignIn.id,
        SignIn.seen_at,
        SignIn.started_at,
        Account.id.label("account"),
        Account.name,
        Account.login,
        Account.role,
        Account.bureau_id,
        Account.expert_id,
        Account.agency_id,
        UnitAccount.organization_id.label("unit"),
        Account.must_change_password,
        Account.language,
        Bureau.name.label("bureau_name"),
        unread_of(Account.id).label("unread"),
    )
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(Bureau, Bureau.id == Account.bureau_id)
    .outerjoin(UnitAccount, UnitAccount.account_id == Account.id)
    .where(SignIn.token_digest == bindparam("token"), SignIn.ended_at.is_(None), Account.disabled.is_(False))
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is behind a request: the actor, what the page greets, the language chosen, messages not read."""

    actor: Actor
    login: str
    bureau_name: str
    must_change_password: bool
    language: str
    unread: int


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in the operator's list."""

    id: int
    login: str
    name: str
    role: Role
    bureau: str
    disabled: bool
    locked_until: datetime | None
    must_change_password: bool
    version: int


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to make an account; ``expert``, ``agency`` or ``unit`` is the id it stands for."""

    login: str
    name: str
    role: Role
    password: str
    bureau: int | None = None
    expert: int | None = None
    agency: int | None = None
    unit: int | None = None
    must_change: bool = True


def is_first_run(work: Work) -> bool:
    """Tell whether nobody can sign in yet."""
    with work.reading() as session:
        return session.execute(select(Account.id).limit(1)).first() is None


def set_up(work: Work, bureau: str, operator: NewAccount, settings: Settings) -> None:
    """Create the bureau and the first operator; refused once anybody exists."""
    _check_password(operator.password, settings)
    with work.transaction() as session:
        if session.execute(select(Account.id).limit(1)).first():
            raise WrongState("account.already_set_up")
        session.add(Bureau(name=bureau))
        account = add_account(session, operator, work.now())
        session.flush()
        work.record("set_up", account, role=account.role)


def sign_in(work: Work, login: str, password: str, settings: Settings) -> str:
    """Check a password and open a session; gives its token.

    Every failure answers alike, whether the login exists, the password is wrong, or the account is locked
    or disabled. Raises :class:`NotAllowed`.
    """
    with work.transaction() as session:
        account = session.execute(
            select(Account).where(Account.login == login.strip().lower()).with_for_update()
        ).scalar_one_or_none()
        now = work.now()
        if account is None:
            matches(DECOY, password)
        token = _try(session, account, password, settings, now) if account else None
    if token is None:
        raise NotAllowed("account.sign_in_failed", minutes=settings.lockout_minutes)
    return token


def _try(session: Session, account: Account, password: str, settings: Settings, now: datetime) -> str | None:
    if not proves(session, account, password, settings, now):
        return None
    token = secrets.token_urlsafe(32)
    session.add(SignIn(token_digest=_digest(token), account_id=account.id, started_at=now, seen_at=now))
    return token


def resume(work: Work, token: str, settings: Settings) -> SignedIn | None:
    """Give who is signed in under ``token``, or None when the session ended, idled out or was revoked."""
    now = work.now()
    with work.reading() as session:
        found = session.execute(_RESUMED, {"token": _digest(token)}).one_or_none()
    if found is None or _over(found.started_at, found.seen_at, settings, now):
        return None
    if now - found.seen_at > SEEN_EVERY:
        _seen(work, found.id)
    actor = Actor(
        found.account,
        found.name,
        Role(found.role),
        found.bureau_id,
        found.expert_id,
        found.agency_id,
        found.unit,
    )
    name = found.bureau_name or ""
    return SignedIn(actor, found.login, name, found.must_change_password, found.language, found.unread)


def sign_out(work: Work, token: str) -> None:
    """End the session under ``token`` on the server."""
    with work.transaction() as session:
        session.execute(
            update(SignIn).where(SignIn.token_digest == _digest(token)).values(ended_at=work.now())
        )


def change_password(work: Work, old: str, new: str, settings: Settings) -> None:
    """Change one's own password; every other session of the account ends."""
    _check_password(new, settings)
    with work.transaction() as session:
        account = session.get_one(Account, work.actor.account if work.actor else 0)
        if not matches(account.password_hash, old):
            raise Invalid([Problem("old_password", "account.wrong_password")])
        account.password_hash = HASHER.hash(new)
        account.must_change_password = False
        _end_all(session, account.id, work.now())
        work.record("change_password", account)


def choose_language(work: Work, language: str) -> None:
    """Remember the language an account prefers."""
    with work.transaction() as session:
        session.get_one(Account, work.actor.account if work.actor else 0).language = language


def create_account(work: Work, new: NewAccount, settings: Settings) -> int:
    """Make an account with a first password that must be changed; gives its id."""
    require(work.actor, Act.MANAGE_ACCOUNTS)
    _check_password(new.password, settings)
    with work.transaction() as session:
        problems = list(account_faults(session, new))
        if problems:
            raise Invalid(problems)
        account = add_account(session, new, work.now())
        session.flush()
        work.record("create_account", account, role=account.role)
        return account.id


def reset_password(work: Work, account_id: int, password: str, version: int, settings: Settings) -> None:
    """Set a password that must be changed at the next sign-in, unlock, and end every session."""
    require(work.actor, Act.MANAGE_ACCOUNTS)
    _check_password(password, settings)
    with work.transaction() as session:
        account = _found(session, account_id, version)
        account.password_hash, account.must_change_password = HASHER.hash(password), True
        account.failed_attempts, account.locked_until = 0, None
        _end_all(session, account.id, work.now())
        work.record("reset_password", account)


def set_disabled(work: Work, account_id: int, *, disabled: bool, version: int) -> None:
    """Disable or enable an account; disabling ends its sessions at once."""
    actor = require(work.actor, Act.MANAGE_ACCOUNTS)
    with work.transaction() as session:
        account = _found(session, account_id, version)
        if account.id == actor.account:
            raise WrongState("account.not_oneself")
        account.disabled = disabled
        _end_all(session, account.id, work.now())
        work.record("disable_account" if disabled else "enable_account", account)


def list_accounts(work: Work) -> tuple[AccountLine, ...]:
    """List every account for the operator."""
    require(work.actor, Act.MANAGE_ACCOUNTS)
    with work.reading() as session:
        rows = session.execute(
            select(Account, Bureau.name)
            .outerjoin(Bureau, Bureau.id == Account.bureau_id)
            .order_by(Account.login)
        ).all()
        return tuple(
            AccountLine(
                one.id,
                one.login,
                one.name,
                Role(one.role),
                bureau or "",
                one.disabled,
                one.locked_until,
                one.must_change_password,
                one.version,
            )
            for one, bureau in rows
        )


@dataclass(frozen=True, slots=True)
class AccountChoices:
    """What an operator can tie an account to: bureaus, experts, agencies and units as id and name."""

    bureaus: tuple[tuple[int, str], ...]
    experts: tuple[tuple[int, str], ...]
    agencies: tuple[tuple[int, str], ...]
    units: tuple[tuple[int, str], ...]


def account_choices(work: Work) -> AccountChoices:
    """List bureaus, experts, agencies and units for the form of a new account."""
    require(work.actor, Act.MANAGE_ACCOUNTS)
    with work.reading() as session:
        bureaus = session.execute(select(Bureau.id, Bureau.name).order_by(Bureau.id)).all()
        experts = session.execute(
            select(Expert.id, func.concat(Expert.code, " ", Expert.name)).order_by(Expert.code),
            execution_options=EVERY_BUREAU,
        ).all()
        agencies = _named(session, Organization.is_agency)
        units = _named(session, Organization.is_unit | Organization.is_department)
    return AccountChoices(
        tuple((one, name) for one, name in bureaus),
        tuple((one, name) for one, name in experts),
        agencies,
        units,
    )


def _named(
    session: Session, wanted: ColumnElement[bool] | InstrumentedAttribute[bool]
) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Organization.id, Organization.name).where(wanted).order_by(Organization.name),
        execution_options=EVERY_BUREAU,
    )
    return tuple((one, name) for one, name in rows)


def add_account(session: Session, new: NewAccount, now: datetime) -> Account:
    """Add an account; whether it can be is for :func:`account_faults` to say."""
    account = Account(
        login=new.login.strip().lower(),
        name=new.name.strip(),
        role=new.role,
        password_hash=HASHER.hash(new.password),
        bureau_id=new.bureau,
        expert_id=new.expert,
        agency_id=new.agency,
        must_change_password=new.must_change,
        created_at=now,
    )
    session.add(account)
    if new.unit is not None:
        session.flush()
        session.add(UnitAccount(account_id=account.id, organization_id=new.unit))
    return account


def account_faults(session: Session, new: NewAccount) -> Iterator[Problem]:
    """Say what forbids a new account, each fault at its field."""
    if session.execute(select(Account.id).where(Account.login == new.login.strip().lower())).first():
        yield Problem("login", "account.login_taken")
    if new.role is not Role.OPERATOR and new.bureau is None:
        yield Problem("bureau", "account.bureau_missing")
    if new.role is Role.EXPERT and not _belongs(session, Expert, new.expert, new.bureau):
        yield Problem("expert", "account.expert_missing")
    if new.role is Role.AGENCY and not _belongs(session, Organization, new.agency, new.bureau):
        yield Problem("agency", "account.agency_missing")
    if new.role is Role.UNIT and not _belongs(session, Organization, new.unit, new.bureau):
        yield Problem("unit", "account.unit_missing")


def _belongs(
    session: Session, model: type[Expert | Organization], row_id: int | None, bureau: int | None
) -> bool:
    """Tell whether the row is the bureau's own; an operator chooses among those of every bureau."""
    owner = session.execute(
        select(model.bureau_id).where(model.id == row_id), execution_options=EVERY_BUREAU
    ).scalar()
    return owner is not None and owner == bureau


def _found(session: Session, account_id: int, version: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("not_found")
    require_version(account, version)
    return account


def _end_all(session: Session, account: int, now: datetime) -> None:
    session.execute(
        update(SignIn).where(SignIn.account_id == account, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


def _seen(work: Work, sign_in_id: int) -> None:
    with work.transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=work.now()))


def _over(started: datetime, seen: datetime, settings: Settings, now: datetime) -> bool:
    idle = timedelta(minutes=settings.session_idle_minutes)
    return now - seen >= idle or now - started >= timedelta(hours=settings.session_hours)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check_password(password: str, settings: Settings) -> None:
    if len(password) < settings.password_length:
        raise Invalid([Problem("password", "account.password_short", {"least": settings.password_length})])
