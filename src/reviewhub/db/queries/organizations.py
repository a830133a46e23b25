"""The bureau's organisations in memory: found by code or name, made when missing, changed only at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, Organization
from reviewhub.db.queries.pool.merges import losers
from reviewhub.domain.tables.cell import fold

COLUMNS: Final = {
    "name": Organization.name,
    "credit_code": Organization.credit_code,
    "qualification": Organization.qualification,
    "contact": Organization.contact,
}


class Part(StrEnum):
    """What an organisation is to the bureau; it can be several at once. The value names the column."""

    UNIT = "is_unit"
    DEPARTMENT = "is_department"
    AGENCY = "is_agency"
    EMPLOYER = "is_employer"


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as a table names it; codes and kind are "" where the table gives none."""

    name: str
    part: Part
    budget_code: str = ""
    kind: str = ""


class Directory:
    """Every organisation of a bureau, so that 20,000 rows of a table cost one query.

    Nothing is changed before :meth:`write`: a dry run asks the same questions and then forgets the answers.
    """

    def __init__(self, rows: Iterable[Organization]) -> None:
        self.by_id: dict[int, Organization] = {}
        self.made: list[Organization] = []
        self.changes: dict[Organization, dict[str, object]] = {}
        self._by_code: dict[str, Organization] = {}
        self._by_name: dict[str, Organization] = {}
        self._known: dict[Named, Organization] = {}
        self._told: set[tuple[Organization, str]] = set()
        standing = list(rows)
        for row in standing:
            self.by_id[row.id] = row
            self._enter(row)
        for row in standing:  # a name that somebody bears now goes before one that somebody once bore
            for name in row.former_names:
                self._by_name.setdefault(fold(name), row)

    def find(self, name: str) -> Organization | None:
        """Give the organisation that bears a name, or once bore it."""
        return self._by_name.get(fold(name))

    def by_code(self, budget_code: str) -> Organization | None:
        """Give the unit of a budget code."""
        return self._by_code.get(fold(budget_code)) if budget_code else None

    def want(self, named: Named) -> Organization:
        """Give the organisation that a table means, by its code before its name; a new one if there is none.

        What the table says of it beyond what stands is noted and written by :meth:`write`.
        """
        if named in self._known:
            return self._known[named]
        row = self.by_code(named.budget_code) or self.find(named.name)
        if row is None:
            row = Organization(name=named.name, former_names=[], budget_code="", credit_code="", kind="")
            self.made.append(row)
            self._enter(row)
        self._note(row, named)
        self._known[named] = row
        return row

    def renamed(self, named: Named) -> Organization | None:
        """Give the organisation that bears the table's code under another name."""
        row = self.by_code(named.budget_code)
        known = row is not None and fold(named.name) in {fold(name) for name in (row.name, *row.former_names)}
        return None if known else row

    def write(self, session: Session) -> int:
        """Write what was noted and give how many rows it touched; new organisations get their ids."""
        for row, values in self.changes.items():
            for column, value in values.items():
                setattr(row, column, value)
        session.add_all(self.made)
        session.flush()
        return len({*self.made, *self.changes})

    def _enter(self, row: Organization) -> None:
        self._by_name[fold(row.name)] = row
        if row.budget_code:
            self._by_code[fold(row.budget_code)] = row

    def _note(self, row: Organization, named: Named) -> None:
        wanted: dict[str, object] = {named.part: True}
        if named.budget_code:
            wanted["budget_code"] = named.budget_code
            self._by_code.setdefault(fold(named.budget_code), row)
        if named.kind:
            wanted["kind"] = named.kind
        if self.renamed(named) is not None:
            wanted |= renaming(row, named.name)
            self._by_name.setdefault(fold(named.name), row)
        for column, value in wanted.items():
            if self._first_word(row, column) and getattr(row, column) != value:
                self.changes.setdefault(row, {})[column] = value

    def _first_word(self, row: Organization, column: str) -> bool:
        """Let the first line that speaks of a field decide it, so that the same file twice means the same."""
        first = (row, column) not in self._told
        self._told.add((row, column))
        return first


def renaming(row: Organization, name: str) -> dict[str, object]:
    """Give what changes when an organisation takes a new name: the old one is kept."""
    former = [one for one in row.former_names if one != name]
    return {"name": name, "former_names": [*former, row.name]}


def organizations(session: Session) -> Sequence[Organization]:
    """Give every organisation of the bureau, those left out that were merged into another."""
    statement = select(Organization).where(Organization.id.not_in(losers())).order_by(Organization.id)
    return session.execute(statement).scalars().all()


def listed(filters: Mapping[str, str], *, descending: bool) -> Select[Organization]:
    """List organisations by name; ``q`` looks at names and codes, ``part`` is what they are."""
    statement = select(Organization).where(Organization.id.not_in(losers()))
    if filters.get("part") in tuple(Part):
        statement = statement.where(getattr(Organization, filters["part"]))
    if "q" in filters:
        former = type_coerce(Organization.former_names, Text)
        searched = (Organization.name, former, Organization.credit_code, Organization.budget_code)
        statement = statement.where(or_(*(one.icontains(filters["q"], autoescape=True) for one in searched)))
    return statement.order_by(Organization.name.desc() if descending else Organization.name, Organization.id)


def agencies(filters: Mapping[str, str], sort: str, *, descending: bool) -> Select[Organization]:
    """List third-party agencies; ``q`` looks at name, credit code, qualification and contact."""
    order = COLUMNS.get(sort, Organization.name)
    statement = select(Organization).where(Organization.is_agency)
    if "q" in filters:
        searched = (
            Organization.name,
            Organization.credit_code,
            Organization.qualification,
            Organization.contact,
        )
        statement = statement.where(or_(*(one.icontains(filters["q"], autoescape=True) for one in searched)))
    return statement.order_by(order.desc() if descending else order.asc(), Organization.id)


def commissioned(session: Session, agencies_shown: Sequence[int]) -> dict[int, int]:
    """Count the commissions of agencies; one that has none is absent."""
    rows = session.execute(
        select(Commission.agency_id, func.count())
        .where(Commission.agency_id.in_(agencies_shown))
        .group_by(Commission.agency_id)
    )
    return {agency: number for agency, number in rows}  # noqa: C416 -- rows are not yet pairs to mypy


def directory(session: Session) -> Directory:
    """Load the bureau's organisations."""
    return Directory(organizations(session))
