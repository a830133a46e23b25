"""The register of organisations: units, departments, agencies and employers, each once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, Employment, Expert, Organization, OrganizationMerge, Project
from reviewhub.db.queries import organizations as queries
from reviewhub.db.queries.organizations import Part, renaming
from reviewhub.db.queries.pool.merges import standing_id
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.organizations.credit_code import is_credit_code, read_credit_code
from reviewhub.domain.organizations.lineage import would_circle
from reviewhub.domain.policy import Act, require
from reviewhub.domain.tables.cell import fold
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.work import Work, require_version

FILTERS: Final = ("q", "part")
PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """One organisation in the list; ``parts`` are what it is to the bureau."""

    id: int
    name: str
    former_names: tuple[str, ...]
    parts: tuple[Part, ...]
    kind: str
    credit_code: str
    budget_code: str
    version: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """An expert who works or worked there."""

    id: int
    code: str
    name: str
    current: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project of the organisation, as its unit or as the department above."""

    id: int
    name: str
    fiscal_year: int
    as_unit: bool


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A row that was merged into this one."""

    name: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """One organisation with who works there, its projects, what stands above and below it, its merges."""

    line: OrganizationLine
    parent: OrganizationLine | None
    children: tuple[OrganizationLine, ...]
    people: tuple[Colleague, ...]
    projects: tuple[ProjectLine, ...]
    merges: tuple[MergeLine, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """An organisation as the officer wants it; ``parent`` is a name, "" for none."""

    name: str
    kind: str
    credit_code: str
    budget_code: str
    parent: str


def list_organizations(work: Work, asked: Asked) -> Listing[OrganizationLine]:
    """List organisations; filters ``q`` (present and former names, codes) and ``part``; sorted by name."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        statement = queries.listed(asked.filters, descending=asked.descending)
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).scalars().all()
    return Listing(tuple(line_of(one) for one in rows), total, asked)


def resolve(work: Work, organization_id: int) -> int:
    """Give the id under which an organisation stands today, after any merges."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return standing_id(session, organization_id)


def open_organization(work: Work, organization_id: int) -> OrganizationPage:
    """Show one organisation; raises :class:`NotFound`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = found_organization(session, organization_id)
        parent = session.get(Organization, row.parent_id) if row.parent_id else None
        below = select(Organization).where(Organization.parent_id == row.id).order_by(Organization.name)
        return OrganizationPage(
            line=line_of(row),
            parent=line_of(parent) if parent else None,
            children=tuple(line_of(one) for one in session.execute(below).scalars()),
            people=_people(session, row.id),
            projects=_projects(session, row.id),
            merges=_merges(session, row.id),
        )


def save_organization(work: Work, organization_id: int, corrected: Corrected, version: int) -> None:
    """Correct an organisation; a former name stays known.

    Raises :class:`Invalid` with every fault: a name or code that another one bears, a code whose check
    character is wrong, a parent that is not there or stands below.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = found_organization(session, organization_id)
        require_version(row, version)
        code = read_credit_code(corrected.credit_code)
        every = {one.id: one for one in queries.organizations(session)}
        parent = _named(every, corrected.parent)
        problems = [*_clashes(row, every, corrected, code), *_parent_faults(row, every, corrected, parent)]
        if problems:
            raise Invalid(problems)
        if corrected.name != row.name:
            for name, value in renaming(row, corrected.name).items():
                setattr(row, name, value)
        row.kind, row.credit_code, row.budget_code = corrected.kind, code, corrected.budget_code
        row.parent_id = parent.id if parent else None
        work.record("save_organization", row)


def found_organization(session: Session, organization_id: int) -> Organization:
    """Give an organisation of the bureau; raises :class:`NotFound`, for one that was merged too."""
    row = session.execute(select(Organization).where(Organization.id == organization_id)).scalar_one_or_none()
    if row is None or standing_id(session, organization_id) != organization_id:
        raise NotFound("not_found")
    return row


def line_of(row: Organization) -> OrganizationLine:
    """Give what a list shows of an organisation."""
    return OrganizationLine(
        row.id,
        row.name,
        tuple(row.former_names),
        tuple(part for part in PARTS if getattr(row, part)),
        row.kind,
        row.credit_code,
        row.budget_code,
        row.version,
    )


def _named(every: Mapping[int, Organization], name: str) -> Organization | None:
    return next((one for one in every.values() if name and fold(one.name) == fold(name)), None)


def _clashes(
    row: Organization, every: Mapping[int, Organization], corrected: Corrected, code: str
) -> list[Problem]:
    others = [one for one in every.values() if one.id != row.id]
    problems = [] if corrected.name else [Problem("name", "table.value_missing")]
    if code and not is_credit_code(code):
        problems.append(Problem("credit_code", "agency.credit_code_wrong", {"value": code[:40]}))
    wanted = {"name": fold(corrected.name), "credit_code": code, "budget_code": fold(corrected.budget_code)}
    for field, value in wanted.items():
        bearer = next((one for one in others if value and fold(getattr(one, field)) == fold(value)), None)
        if bearer is not None:
            problems.append(Problem(field, "organization.taken", {"name": bearer.name}))
    return problems


def _parent_faults(
    row: Organization,
    every: Mapping[int, Organization],
    corrected: Corrected,
    parent: Organization | None,
) -> list[Problem]:
    if corrected.parent and parent is None:
        return [Problem("parent", "organization.no_such_name", {"name": corrected.parent[:40]})]
    parents = {one.id: one.parent_id for one in every.values()}
    if parent is not None and would_circle(parents, row.id, parent.id):
        return [Problem("parent", "organization.parent_below", {"name": parent.name})]
    return []


def _people(session: Session, organization_id: int) -> tuple[Colleague, ...]:
    rows = session.execute(
        select(Expert.id, Expert.code, Expert.name, Employment.current, Employment.until)
        .join(Employment, Employment.expert_id == Expert.id)
        .where(Employment.organization_id == organization_id)
        .order_by(Employment.current.desc(), Expert.code)
    )
    return tuple(Colleague(*row) for row in rows)


def _projects(session: Session, organization_id: int) -> tuple[ProjectLine, ...]:
    rows: Any = session.execute(
        select(Project.id, Project.name, Project.fiscal_year, Project.unit_id == organization_id)
        .where((Project.unit_id == organization_id) | (Project.department_id == organization_id))
        .order_by(Project.fiscal_year.desc(), Project.code)
        .limit(200)
    )
    return tuple(ProjectLine(one, name, year, bool(as_unit)) for one, name, year, as_unit in rows)


def _merges(session: Session, organization_id: int) -> tuple[MergeLine, ...]:
    rows = session.execute(
        select(Organization.name, OrganizationMerge.reason, Account.name, OrganizationMerge.at)
        .join(Organization, Organization.id == OrganizationMerge.loser_id)
        .join(Account, Account.id == OrganizationMerge.account_id)
        .where(OrganizationMerge.winner_id == organization_id)
        .order_by(OrganizationMerge.id.desc())
    )
    return tuple(MergeLine(*row) for row in rows)
