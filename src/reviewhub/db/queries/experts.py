"""Experts of a bureau: the pool with where they work and worked, and the filtered list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import Employment, Expert, ExpertProfile, Organization
from reviewhub.db.queries.standings import last_suspensions
from reviewhub.domain.experts.lifecycle import Standing

Employer: Final = aliased(Organization)
COLUMNS: Final = {
    "code": Expert.code,
    "name": Expert.name,
    "expert_class": Expert.expert_class,
    "employer": Employer.name,
    "title": Expert.title,
    "region": ExpertProfile.region,
    "yearly_limit": Expert.yearly_limit,
    "status": Expert.status,
    "confirmed_on": ExpertProfile.confirmed_on,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which experts a list shows: filters by name, the day it is asked, and how a record becomes due.

    ``titles`` are those of the level that is wanted, None for any; ``due_since`` is the last day on which a
    record may have been confirmed to be due.
    """

    filters: Mapping[str, str]
    today: date
    due_since: date
    titles: Sequence[str] | None = None


def pool(session: Session) -> Sequence[Expert]:
    """Give every expert of the bureau."""
    return session.execute(select(Expert).order_by(Expert.id)).scalars().all()


def employments(session: Session) -> Mapping[int, list[Employment]]:
    """Give where every expert works and worked, by the expert's id."""
    found: dict[int, list[Employment]] = defaultdict(list)
    for one in session.execute(select(Employment).order_by(Employment.id)).scalars():
        found[one.expert_id].append(one)
    return found


def titles(session: Session) -> Sequence[str]:
    """Give every title that an expert of the bureau bears, once."""
    return session.execute(select(Expert.title).distinct()).scalars().all()


def profiles(session: Session) -> Mapping[int, ExpertProfile]:
    """Give the facts of every expert that has any, by the expert's id."""
    return {one.expert_id: one for one in session.execute(select(ExpertProfile)).scalars()}


def listed(wanted: Wanted, sort: str, *, descending: bool) -> Select[*tuple[Any, ...]]:
    """List experts with present employer and facts; what has no value comes last either way."""
    order = COLUMNS.get(sort)
    first = [] if order is None else [(order.desc() if descending else order.asc()).nulls_last()]
    suspended = last_suspensions().subquery()
    return (
        select(
            *(Expert.id, Expert.code, Expert.name, Expert.expert_class, Expert.title, Expert.fields),
            *(Expert.yearly_limit, Expert.status, suspended.c.until, ExpertProfile.confirmed_on),
            *(ExpertProfile.region, ExpertProfile.specialities),
            func.coalesce(Employer.name, "").label("employer"),
        )
        .outerjoin(Employment, (Employment.expert_id == Expert.id) & Employment.current)
        .outerjoin(Employer, Employer.id == Employment.organization_id)
        .outerjoin(ExpertProfile, ExpertProfile.expert_id == Expert.id)
        .outerjoin(suspended, suspended.c.expert_id == Expert.id)
        .where(*_conditions(wanted, suspended.c.until))
        .order_by(*first, Expert.code, Expert.id)
    )


def _conditions(wanted: Wanted, until: ColumnElement[date | None]) -> list[ColumnElement[bool]]:
    over = (Expert.status == Standing.SUSPENDED) & (until < wanted.today)
    standing = case((over, Standing.IN_POOL.value), else_=Expert.status)
    exact = {"class": Expert.expert_class, "status": standing, "region": ExpertProfile.region}
    chosen: list[ColumnElement[bool]] = [
        column == wanted.filters[name] for name, column in exact.items() if name in wanted.filters
    ]
    if wanted.titles is not None:
        chosen.append(Expert.title.in_(wanted.titles))
    if "speciality" in wanted.filters:  # kept as JSON: a code is met at its opening quotation mark
        sought = f'"{wanted.filters["speciality"]}'
        chosen.append(type_coerce(ExpertProfile.specialities, Text).contains(sought, autoescape=True))
    if wanted.filters.get("confirm") == "due":
        confirmed = ExpertProfile.confirmed_on
        chosen.append(confirmed.is_(None) | (confirmed <= wanted.due_since))
    return [*chosen, *_searched(wanted.filters.get("q", ""))]


def _searched(text: str) -> list[ColumnElement[bool]]:
    columns = (Expert.name, Expert.code, Employer.name, Expert.fields)
    return [or_(*(one.icontains(text, autoescape=True) for one in columns))] if text else []


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
