"""Projects of a bureau: those of a year with their organisations, and the filtered list with its sums."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from reviewhub.db.models import Organization, Project
from reviewhub.db.queries.organizations import Directory
from reviewhub.domain.money import YUAN_PER_WAN, round_half_up
from reviewhub.domain.tables.amount import MAX_YUAN, read_amount

Unit: Final = aliased(Organization)
Department: Final = aliased(Organization)
COLUMNS: Final = {
    "code": Project.code,
    "name": Project.name,
    "unit": Unit.name,
    "department": Department.name,
    "nature": Project.nature,
    "fund": Project.fund,
    "asked": Project.asked,
    "general_budget": Project.general_budget,
    "year": Project.fiscal_year,
}


def of_year(session: Session, fiscal_year: int, known: Directory) -> Sequence[Project]:
    """Give the year's projects, their organisations taken from the directory and not asked for again."""
    rows = session.execute(select(Project).where(Project.fiscal_year == fiscal_year)).scalars().all()
    for row in rows:
        set_committed_value(row, "unit", known.by_id[row.unit_id])
        department = known.by_id[row.department_id] if row.department_id is not None else None
        set_committed_value(row, "department", department)
    return rows


def listed(filters: Mapping[str, str], sort: str, *, descending: bool) -> Select[*tuple[Any, ...]]:
    """List projects with their organisations' names; what has no value comes last either way."""
    order = COLUMNS.get(sort)
    first = [] if order is None else [(order.desc() if descending else order.asc()).nulls_last()]
    return (
        select(
            Project.id,
            Project.fiscal_year,
            Project.code,
            Project.name,
            Unit.name,
            func.coalesce(Department.name, ""),
            Project.nature,
            Project.fund,
            Project.asked,
            Project.general_budget,
        )
        .join(Unit, Unit.id == Project.unit_id)
        .outerjoin(Department, Department.id == Project.department_id)
        .where(*_conditions(filters))
        .order_by(*first, Project.fiscal_year.desc(), Project.code, Project.id)
    )


def sums(session: Session, filters: Mapping[str, str]) -> tuple[int, Decimal, Decimal]:
    """Count the projects that the filters leave, and add up what they ask and its general budget, in yuan."""
    found = session.execute(
        select(func.count(Project.id), func.sum(Project.asked), func.sum(Project.general_budget))
        .join(Unit, Unit.id == Project.unit_id)
        .where(*_conditions(filters))
    ).one()
    return found[0], found[1] or Decimal(0), found[2] or Decimal(0)


def _conditions(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    numbers = {"unit": Project.unit_id, "department": Project.department_id, "year": Project.fiscal_year}
    texts = {"nature": Project.nature, "fund": Project.fund}
    chosen: list[ColumnElement[bool]] = [
        column == _whole(filters[name]) for name, column in numbers.items() if name in filters
    ]
    chosen += [column == filters[name] for name, column in texts.items() if name in filters]
    if "q" in filters:
        sought = filters["q"]
        chosen.append(
            Project.name.icontains(sought, autoescape=True)
            | Project.code.icontains(sought, autoescape=True)
            | Unit.name.icontains(sought, autoescape=True)
        )
    above = _yuan(filters.get("above", ""))
    return chosen if above is None else [*chosen, Project.asked > above]


def _whole(text: str) -> int:
    """Read an id or a year; what is neither finds nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(2**31)) else -1


def _yuan(wan: str) -> Decimal | None:
    """Read an amount in whole fen; what no project can reach finds nothing, as the largest amount does."""
    try:
        return round_half_up(min(read_amount(wan) * YUAN_PER_WAN, MAX_YUAN)) if wan else None
    except ValueError:
        return None


def choices(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Give what the list can be filtered by: years, units, departments, natures and funds that occur."""
    kinds = session.execute(select(Project.fiscal_year, Project.nature, Project.fund).distinct()).all()
    columns = {"unit": Project.unit_id, "department": Project.department_id}
    named = {
        part: session.execute(
            select(Organization.id, Organization.name)
            .where(Organization.id.in_(select(column)))
            .order_by(Organization.name)
        )
        for part, column in columns.items()
    }
    return {
        **{part: [(str(one), name) for one, name in rows] for part, rows in named.items()},
        "year": [(str(year),) * 2 for year in sorted({one.fiscal_year for one in kinds}, reverse=True)],
        "nature": [(one, one) for one in sorted({one.nature for one in kinds} - {""})],
        "fund": [(one, one) for one in sorted({one.fund for one in kinds} - {""})],
    }


def of_unit(unit: int | None) -> ColumnElement[bool]:
    """Tell of a project whether the organisation is its unit or its department; nobody has none."""
    return false() if unit is None else (Project.unit_id == unit) | (Project.department_id == unit)
