"""The bureau that the world begins with: written once into a template database."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from argon2 import PasswordHasher
from sqlalchemy import select

from integration.world import (
    AGENCIES,
    BUREAU,
    EXPERTS,
    FORMER,
    NEIGHBOUR,
    PASSWORD,
    PROJECTS,
    STAFF,
    UNITS,
    YEAR,
    Facts,
)
from reviewhub.db.models import Account, Bureau, Employment, Expert, Organization, Project, UnitAccount
from reviewhub.domain.policy import Actor, Role
from reviewhub.services import accounts
from reviewhub.services.work import Work
from reviewhub.settings import Settings


def build(work: Work) -> Facts:
    """Fill an empty database with the bureau and its neighbour."""
    operator = accounts.NewAccount("operator", "系统管理员", Role.OPERATOR, PASSWORD, must_change=False)
    accounts.set_up(work, BUREAU, operator, Settings())
    with work.reading() as session:
        bureau = session.execute(select(Bureau.id)).scalar_one()
    inside = _someone(work, bureau)
    organizations = _organizations(inside)
    experts = _experts(inside, organizations)
    projects = _projects(inside, organizations)
    neighbour = _neighbour(work)
    agencies = {login: organizations[name] for login, name in AGENCIES.items()}
    _accounts(work, _people(bureau, experts, agencies), neighbour)
    _unit_accounts(work, bureau, organizations)
    with work.reading() as session:
        units = dict(session.execute(select(UnitAccount.account_id, UnitAccount.organization_id)).all())
        rows = session.execute(select(Account)).scalars()
        actors = {row.login: _actor(row, units.get(row.id)) for row in rows}
    return Facts(bureau, neighbour, actors, experts, agencies, projects, organizations)


def _someone(work: Work, bureau: int) -> Work:
    actor = Actor(0, "fixtures", Role.OFFICER, bureau)
    return Work(work.engine, work.registry, work.store, actor, work.now)


def _organizations(work: Work) -> dict[str, int]:
    units = {unit for *_, unit, _ in PROJECTS}
    employers = {employer for *_, employer in EXPERTS}
    names = dict.fromkeys([unit for *_, unit, _ in PROJECTS])
    names |= dict.fromkeys([employer for *_, employer in EXPERTS]) | dict.fromkeys(AGENCIES.values())
    names["教育体育局"] = None
    with work.transaction() as session:
        rows = [
            Organization(
                name=name,
                is_unit=name in units,
                is_department=name.endswith("局"),
                is_employer=name in employers,
                is_agency=name in AGENCIES.values(),
            )
            for name in names
        ]
        session.add_all(rows)
        session.flush()
        work.record("import_organizations", "organizations", count=len(rows))
        return {row.name: row.id for row in rows}


def _experts(work: Work, organizations: Mapping[str, int]) -> dict[str, int]:
    with work.transaction() as session:
        rows = [
            Expert(code=code, name=name, expert_class=kind, title="副高级", yearly_limit=20)
            for code, name, kind, _ in EXPERTS
        ]
        session.add_all(rows)
        session.flush()
        ids = {row.code: row.id for row in rows}
        jobs = [
            Employment(expert_id=ids[code], organization_id=organizations[employer], current=True)
            for code, _, _, employer in EXPERTS
        ]
        code, left = FORMER
        until = (work.now() - timedelta(days=365)).date()
        former = Employment(
            expert_id=ids[code], organization_id=organizations[left], current=False, until=until
        )
        session.add_all([*jobs, former])
        session.flush()
        work.record("import_experts", "experts", count=len(rows))
        return ids


def _projects(work: Work, organizations: Mapping[str, int]) -> dict[str, int]:
    with work.transaction() as session:
        rows = [
            Project(
                fiscal_year=YEAR,
                code=code,
                name=name,
                unit_id=organizations[unit],
                department_id=organizations["教育体育局" if unit.endswith("中学") else unit],
                nature="新增",
                fund="一般公共预算",
                asked=asked,
            )
            for code, name, unit, asked in PROJECTS
        ]
        session.add_all(rows)
        session.flush()
        work.record("import_projects", "projects", count=len(rows))
        return {row.name: row.id for row in rows}


def _neighbour(work: Work) -> int:
    """Make a second bureau with one project: what the first must never see."""
    with work.transaction() as session:
        bureau = Bureau(name=NEIGHBOUR)
        session.add(bureau)
        session.flush()
    beside = _someone(work, bureau.id)
    with beside.transaction() as session:
        unit = Organization(name="滇池水务局", is_unit=True)
        session.add(unit)
        session.flush()
        session.add(
            Project(
                fiscal_year=YEAR, code="530001", name="邻局项目", unit_id=unit.id, asked=Decimal(1_000_000)
            )
        )
        session.flush()
        beside.record("import_projects", "projects", count=1)
    return bureau.id


def _people(
    bureau: int, experts: Mapping[str, int], agencies: Mapping[str, int]
) -> list[Mapping[str, object]]:
    staff = [
        {"login": login, "name": name, "role": role, "bureau_id": bureau}
        for role, (login, name) in STAFF.items()
    ]
    scorers = [
        {
            "login": code.lower(),
            "name": name,
            "role": Role.EXPERT,
            "bureau_id": bureau,
            "expert_id": experts[code],
        }
        for code, name, *_ in EXPERTS
    ]
    firms = [
        {"login": login, "name": name, "role": Role.AGENCY, "bureau_id": bureau, "agency_id": agencies[login]}
        for login, name in AGENCIES.items()
    ]
    return [*staff, *scorers, *firms]


def _accounts(work: Work, people: Sequence[Mapping[str, object]], neighbour: int) -> None:
    """Make everybody's account with one password, hashed so that thousands of sign-ins take no time."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    beside = {"login": "neighbour", "name": "邻局经办", "role": Role.OFFICER, "bureau_id": neighbour}
    with work.transaction() as session:
        session.add_all(
            [Account(**one, password_hash=quick, created_at=work.now()) for one in (*people, beside)]
        )
        session.flush()
        work.record("create_account", "accounts", count=len(people) + 1)


def _unit_accounts(work: Work, bureau: int, organizations: Mapping[str, int]) -> None:
    """Give two units and a department their accounts."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with work.transaction() as session:
        for login, name in UNITS.items():
            account = Account(
                login=login,
                name=name,
                role=Role.UNIT,
                bureau_id=bureau,
                password_hash=quick,
                created_at=work.now(),
            )
            session.add(account)
            session.flush()
            session.add(UnitAccount(account_id=account.id, organization_id=organizations[name]))
        session.flush()
        work.record("create_account", "accounts", count=len(UNITS))


def _actor(row: Account, unit: int | None) -> Actor:
    return Actor(row.id, row.name, Role(row.role), row.bureau_id, row.expert_id, row.agency_id, unit)
