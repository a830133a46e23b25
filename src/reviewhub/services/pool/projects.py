"""Projects: importing the budget list, and finding them again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from reviewhub.db.models import Organization, Project
from reviewhub.db.queries import projects as queries
from reviewhub.db.queries.organizations import Directory, Named, Part, directory
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.project import COLUMNS, ProjectRow, parse_projects
from reviewhub.services.listing import Asked, Listing, window
from reviewhub.services.pool.importing import (
    Key,
    Plan,
    Preview,
    Progress,
    Reading,
    Upload,
    Wanted,
    differences,
    in_chunks,
    keep,
    ledger_data,
    make_plan,
    preview_of,
    quiet,
    read_upload,
    refuse_unless,
    with_problems,
)
from reviewhub.services.pool.organizations import naming_problems, naming_warnings
from reviewhub.services.work import Work

FILTERS: Final = ("q", "unit", "department", "nature", "fund", "year", "above")
YEARS: Final = range(1990, 2101)
MADE_CODE: Final = "自编-"
LIMITS: Final = {
    "code": 60,
    "name": 300,
    "unit_code": 40,
    "unit": 200,
    "department": 200,
    "nature": 40,
    "fund": 80,
}
_PLAIN: Final = ("name", "nature", "fund", "asked", "general_budget", "remark")

ProjectReading: TypeAlias = Reading[ProjectRow]
ProjectPlan: TypeAlias = Plan[Project, ProjectRow]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project in the list; amounts in yuan."""

    id: int
    year: int
    code: str
    name: str
    unit: str
    department: str
    nature: str
    fund: str
    asked: Decimal
    general_budget: Decimal | None


@dataclass(frozen=True, slots=True)
class ProjectListing(Listing[ProjectLine]):
    """A page of projects with the sums of all that the filters leave, in yuan, and what one can filter by."""

    sum_asked: Decimal
    sum_general: Decimal
    choices: Mapping[str, Sequence[tuple[str, str]]]


def list_projects(work: Work, asked: Asked) -> ProjectListing:
    """List projects in a constant number of queries.

    Filters: ``q`` (name, code or unit), ``unit`` and ``department`` (ids), ``nature``, ``fund``, ``year``,
    ``above`` (万元, exclusive); sorted by any field of :class:`ProjectLine`.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        total, sum_asked, sum_general = queries.sums(session, asked.filters)
        limit, offset = window(asked, total)
        statement = queries.listed(asked.filters, asked.sort, descending=asked.descending)
        rows = session.execute(statement.limit(limit).offset(offset)).all()
        choices = queries.choices(session)
    lines = tuple(ProjectLine(*row) for row in rows)
    return ProjectListing(lines, total, asked, sum_asked, sum_general, choices)


def preview_projects(work: Work, upload: Upload, fiscal_year: int) -> Preview:
    """Say what importing a list of projects would do, and keep the file when it could be imported.

    Nothing is raised for a bad file: what is wrong with it stands in ``problems``.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = _read(upload, fiscal_year)
    with work.reading() as session:
        _, _, preview = _planned(session, reading, fiscal_year)
    return keep(work, preview, upload)


def import_projects(
    work: Work, upload: Upload, fiscal_year: int, agreed: str = "", progress: Progress = quiet
) -> Preview:
    """Import a list of projects, all or nothing; what stands already as the file says is not touched.

    A file replaces exactly the columns that it has, and removes no project. ``agreed`` is the ``plan`` of the
    preview that a person confirmed. Raises :class:`Invalid` with every problem, and :class:`StaleWrite` when
    the import would by now do something else.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = _read(upload, fiscal_year)
    with work.transaction() as session:
        known, plan, preview = _planned(session, reading, fiscal_year)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        touched = known.write(session)
        _write(session, plan, fiscal_year, progress)
        if touched or preview.writes:
            work.record("import_projects", "projects", fiscal_year=fiscal_year, **ledger_data(preview))
    return preview


def _read(upload: Upload, fiscal_year: int) -> ProjectReading:
    if fiscal_year not in YEARS:
        raise Invalid([Problem("field year", "project.year", {"first": YEARS[0], "last": YEARS[-1]})])
    return read_upload(upload, parse_projects, COLUMNS, LIMITS)


def _planned(
    session: Session, reading: ProjectReading, fiscal_year: int
) -> tuple[Directory, ProjectPlan, Preview]:
    known = directory(session)
    standing = queries.of_year(session, fiscal_year, known)
    rows = reading.parsed.rows
    units = {one.row: _unit(one) for one in rows}
    reading = with_problems(reading, naming_problems(known, reading, "unit", units))
    warnings = naming_warnings(known, reading, "unit", units)
    wanted = [_wanted(reading, one, known) for one in rows]
    plan = make_plan(
        reading,
        wanted,
        ((one, _keys(one)) for one in standing),
        lambda one, new: differences(one, new.values),
    )
    totals = _totals(rows, untouched=len(standing) - len(plan.changed) - plan.unchanged)
    return known, plan, preview_of(reading, plan, totals, ("unit", "asked"), warnings)


def _unit(row: ProjectRow) -> Named:
    return Named(row.unit, Part.UNIT, budget_code=row.unit_code)


def _wanted(reading: ProjectReading, row: ProjectRow, known: Directory) -> Wanted[ProjectRow]:
    unit = known.want(_unit(row))
    values: dict[str, object] = {name: getattr(row, name) for name in _PLAIN if reading.has(name)}
    values["unit"] = unit
    if reading.has("department"):
        values["department"] = known.want(Named(row.department, Part.DEPARTMENT)) if row.department else None
    called = (fold(unit.name), fold(row.name))
    if row.code:
        values["code"] = row.code
        return Wanted(row, row.code, row.name, (("code", fold(row.code)), ("made", *called)), values)
    return Wanted(row, "", row.name, (("made", *called), ("named", *called)), values)


def _keys(project: Project) -> tuple[Key, ...]:
    """Name a standing project in every way a file may: one with a made code can still be given its own."""
    made = project.code.startswith(MADE_CODE)
    called = (fold(project.unit.name), fold(project.name))
    return (("code", fold(project.code)), ("made" if made else "named", *called))


def made_code(unit: str, name: str) -> str:
    """Make a code for a project that has none, the same for the same unit and name."""
    return MADE_CODE + hashlib.sha256(f"{fold(unit)}\n{fold(name)}".encode()).hexdigest()[:12]


def _totals(rows: Sequence[ProjectRow], *, untouched: int) -> dict[str, int | Decimal]:
    return {
        "rows": len(rows),
        "units": len({fold(one.unit_code or one.unit) for one in rows}),
        "asked": sum((one.asked for one in rows), Decimal(0)),
        "general_budget": sum((one.general_budget or Decimal(0) for one in rows), Decimal(0)),
        "untouched": untouched,
    }


def _write(session: Session, plan: ProjectPlan, fiscal_year: int, progress: Progress) -> None:
    for one in plan.changed:
        for name, value in one.wanted.values.items():
            setattr(one.stored, name, value)

    def add(chunk: Sequence[Wanted[ProjectRow]]) -> None:
        session.add_all(list(_new(chunk, fiscal_year)))
        session.flush()

    in_chunks(plan.added, add, progress)


def _new(chunk: Sequence[Wanted[ProjectRow]], fiscal_year: int) -> Iterable[Project]:
    """Make rows that carry the ids of their organisations, which is half the work of relating objects."""
    for one in chunk:
        values = dict(one.values)
        unit, department = values.pop("unit"), values.pop("department", None)
        code = values.pop("code", "") or made_code(_name(unit), one.name)
        yield Project(
            fiscal_year=fiscal_year,
            code=code,
            unit_id=unit.id,
            department_id=department.id if department is not None else None,
            **values,
        )


def _name(organization: Organization) -> str:
    return organization.name
