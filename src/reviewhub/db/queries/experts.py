"""Experts of a bureau: the pool with where they work and worked, and the filtered list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import Employment, Expert, Organization

Employer: Final = aliased(Organization)
COLUMNS: Final = {
    "code": Expert.code,
    "name": Expert.name,
    "expert_class": Expert.expert_class,
    "employer": Employer.name,
    "title": Expert.title,
    "yearly_limit": Expert.yearly_limit,
    "status": Expert.status,
}


def pool(session: Session) -> Sequence[Expert]:
    """Give every expert of the bureau."""
    return session.execute(select(Expert).order_by(Expert.id)).scalars().all()


def employments(session: Session) -> Mapping[int, list[Employment]]:
    """Give where every expert works and worked, by the expert's id."""
    found: dict[int, list[Employment]] = defaultdict(list)
    for one in session.execute(select(Employment).order_by(Employment.id)).scalars():
        found[one.expert_id].append(one)
    return found


def listed(filters: Mapping[str, str], sort: str, *, descending: bool) -> Select[*tuple[Any, ...]]:
    """List experts with their present employer; what has no value comes last either way."""
    order = COLUMNS.get(sort)
    first = [] if order is None else [(order.desc() if descending else order.asc()).nulls_last()]
    return (
        select(
            Expert.id,
            Expert.code,
            Expert.name,
            Expert.expert_class,
            func.coalesce(Employer.name, "").label("employer"),
            Expert.title,
            Expert.fields,
            Expert.yearly_limit,
            Expert.status,
        )
        .outerjoin(Employment, (Employment.expert_id == Expert.id) & Employment.current)
        .outerjoin(Employer, Employer.id == Employment.organization_id)
        .where(*_conditions(filters))
        .order_by(*first, Expert.code, Expert.id)
    )


def _conditions(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    exact = {"class": Expert.expert_class, "status": Expert.status}
    chosen: list[ColumnElement[bool]] = [
        column == filters[name] for name, column in exact.items() if name in filters
    ]
    if "q" in filters:
        columns = (Expert.name, Expert.code, Employer.name, Expert.fields)
        first, *others = [one.icontains(filters["q"], autoescape=True) for one in columns]
        for other in others:
            first |= other
        chosen.append(first)
    return chosen


def former_employers(session: Session, experts: Sequence[int]) -> Mapping[int, list[tuple[str, Any]]]:
    """Give name and month of leaving of the former employers of some experts."""
    found: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    rows = session.execute(
        select(Employment.expert_id, Organization.name, Employment.until)
        .join(Organization, Organization.id == Employment.organization_id)
        .where(Employment.expert_id.in_(experts), Employment.current.is_(False))
        .order_by(Employment.id)
    )
    for expert, name, until in rows:
        found[expert].append((name, until))
    return found
