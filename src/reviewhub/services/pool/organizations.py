"""Organisations: telling them apart when tables name them, and the agencies a bureau commissions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Organization
from reviewhub.db.queries import organizations as queries
from reviewhub.db.queries.organizations import Directory, Named, renaming
from reviewhub.domain.errors import Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.tables.agency import COLUMNS, AgencyRow, parse_agencies
from reviewhub.domain.tables.cell import fold
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.pool.importing import (
    Change,
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
)
from reviewhub.services.work import Work

FILTERS: Final = ("q",)
LIMITS: Final = {"name": 200, "qualification": 200, "contact": 80, "phone": 40}
_PLAIN: Final = ("credit_code", "qualification", "contact", "phone")


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One third-party agency in the list, with how many commissions it ever had."""

    id: int
    name: str
    credit_code: str
    qualification: str
    contact: str
    phone: str
    commissions: int


def list_agencies(work: Work, asked: Asked) -> Listing[AgencyLine]:
    """List agencies; filter ``q``, sorted by name, credit code, qualification or contact."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        statement = queries.agencies(asked.filters, asked.sort, descending=asked.descending)
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).scalars().all()
        commissions = queries.commissioned(session, [one.id for one in rows])
    return Listing(tuple(_line(one, commissions.get(one.id, 0)) for one in rows), total, asked)


def preview_agencies(work: Work, upload: Upload) -> Preview:
    """Say what importing a list of agencies would do, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_agencies, COLUMNS, LIMITS)
    with work.reading() as session:
        _, preview = _planned(session, reading)
    return keep(work, preview, upload)


def import_agencies(work: Work, upload: Upload, agreed: str = "", progress: Progress = quiet) -> Preview:
    """Import a list of agencies, all or nothing; any table that names one in each row will do.

    An organisation that stands already, as an employer say, becomes an agency too. Raises :class:`Invalid`
    and :class:`StaleWrite` as every import does.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_agencies, COLUMNS, LIMITS)
    with work.transaction() as session:
        plan, preview = _planned(session, reading)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        _write(session, plan, progress)
        if preview.writes:
            work.record("import_agencies", "organizations", **ledger_data(preview))
    return preview


def naming_problems(
    known: Directory, reading: Reading[Any], column: str, named: Mapping[int, Named]
) -> list[Problem]:
    """Find where a table's codes and names of organisations contradict each other or what stands.

    ``named`` maps rows of the file to the organisation that they name under ``column``.
    """
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    problems = []
    for row, one in named.items():
        if not one.budget_code:
            continue
        name = names.setdefault(fold(one.budget_code), one.name)
        code = codes.setdefault(fold(one.name), one.budget_code)
        taken = known.renamed(one) and known.find(one.name)
        if fold(name) != fold(one.name):
            problems.append(_doubt(reading, row, column, "organization.two_names", one.budget_code, name))
        elif fold(code) != fold(one.budget_code):
            problems.append(_doubt(reading, row, column, "organization.two_codes", one.name, code))
        elif taken and taken.name == one.name:
            problems.append(
                _doubt(reading, row, column, "organization.two_matches", one.budget_code, one.name)
            )
    return problems


def naming_warnings(
    known: Directory, reading: Reading[Any], column: str, named: Mapping[int, Named]
) -> list[Problem]:
    """Say once for each organisation that a table gives it another name or another code than stands."""
    first = {one: row for row, one in reversed(list(named.items())) if one.budget_code}
    warnings = []
    for one, row in first.items():
        renamed, bearer = known.renamed(one), known.find(one.name)
        if renamed is not None:
            warnings.append(_doubt(reading, row, column, "organization.renamed", one.name, renamed.name))
        elif bearer is not None and bearer.budget_code and not known.by_code(one.budget_code):
            warnings.append(
                _doubt(reading, row, column, "organization.new_code", one.budget_code, bearer.budget_code)
            )
    return warnings


def _doubt(reading: Reading[Any], row: int, column: str, code: str, *values: str) -> Problem:
    given, known = values
    return reading.problem(row, column, code, given=given, known=known)


def _line(row: Organization, commissions: int) -> AgencyLine:
    return AgencyLine(
        row.id, row.name, row.credit_code, row.qualification, row.contact, row.phone, commissions
    )


def _planned(session: Session, reading: Reading[AgencyRow]) -> tuple[Plan[Organization, AgencyRow], Preview]:
    standing = queries.organizations(session)
    by_name = {fold(name): one for one in standing for name in (*one.former_names, one.name)}
    wanted = [_wanted(reading, one) for one in reading.parsed.rows]
    plan = make_plan(reading, wanted, ((one, _keys(one)) for one in standing), _compare)
    clashes = _clashes(reading, plan, by_name)
    agencies = sum(one.is_agency for one in standing)
    known = sum(one.stored.is_agency for one in plan.changed)
    totals = {"rows": len(wanted), "untouched": agencies - known - plan.unchanged}
    found = Plan(plan.added, plan.changed, plan.unchanged, (*plan.problems, *clashes))
    return found, preview_of(reading, found, totals, ("qualification", "contact"))


def _wanted(reading: Reading[AgencyRow], row: AgencyRow) -> Wanted[AgencyRow]:
    # A blank credit code says nothing: it is not taken away from an organisation that has one.
    values = {name: getattr(row, name) for name in _PLAIN if reading.has(name)}
    if not row.credit_code:
        values.pop("credit_code", None)
    codes: tuple[Key, ...] = (("code", row.credit_code),) if row.credit_code else ()
    return Wanted(row, row.credit_code, row.name, (*codes, ("name", fold(row.name))), values)


def _keys(row: Organization) -> tuple[Key, ...]:
    codes: tuple[Key, ...] = (("code", row.credit_code),) if row.credit_code else ()
    return (*codes, *(("name", fold(name)) for name in (row.name, *row.former_names)))


def _compare(row: Organization, wanted: Wanted[AgencyRow]) -> tuple[Change, ...]:
    known = {fold(name) for name in (row.name, *row.former_names)}
    name = () if fold(wanted.name) in known else (Change("name", row.name, wanted.name),)
    part = () if row.is_agency else (Change("is_agency", old=False, new=True),)
    return (*name, *part, *differences(row, wanted.values))


def _clashes(
    reading: Reading[AgencyRow],
    plan: Plan[Organization, AgencyRow],
    by_name: Mapping[str, Organization],
) -> Iterable[Problem]:
    """Find agencies whose name is another organisation's, and those that would get another credit code."""
    for one in plan.changed:
        row, bearer = one.stored, by_name.get(fold(one.wanted.name))
        code = one.wanted.code
        if bearer is not None and bearer is not row:
            yield _doubt(
                reading, one.wanted.source.row, "name", "organization.two_matches", code, one.wanted.name
            )
        if code and row.credit_code and row.credit_code != code:
            yield _doubt(
                reading,
                one.wanted.source.row,
                "credit_code",
                "agency.other_credit_code",
                code,
                row.credit_code,
            )


def _write(session: Session, plan: Plan[Organization, AgencyRow], progress: Progress) -> None:
    for one in plan.changed:
        renamed = any(change.field == "name" for change in one.changes)
        values = renaming(one.stored, one.wanted.name) if renamed else {}
        for name, value in {**one.wanted.values, **values, "is_agency": True}.items():
            setattr(one.stored, name, value)

    def add(chunk: Sequence[Wanted[AgencyRow]]) -> None:
        session.add_all([Organization(name=one.name, is_agency=True, **one.values) for one in chunk])
        session.flush()

    in_chunks(plan.added, add, progress)
