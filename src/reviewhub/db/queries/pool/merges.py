"""Organisations that turned out to be one: where old ids lead, and all that points to an organisation."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session

from reviewhub.db.base import Row
from reviewhub.db.models import Organization, OrganizationMerge


def pointers() -> Iterator[tuple[type[Row], str]]:
    """Give every kind of row and attribute that holds the id of an organisation, merges aside."""
    for mapper in sorted(Row.registry.mappers, key=lambda one: one.class_.__tablename__):
        if mapper.class_ is OrganizationMerge:
            continue
        for column in inspect(mapper.class_).columns:
            if any(key.column is Organization.__table__.c.id for key in column.foreign_keys):
                yield mapper.class_, mapper.get_property_by_column(column).key


def pointing(session: Session, organization_id: int) -> Iterator[tuple[str, str, Row]]:
    """Give every row that points to an organisation: its table, the attribute, the row itself."""
    for model, attribute in pointers():
        statement = select(model).where(getattr(model, attribute) == organization_id)
        for row in session.execute(statement).scalars():
            yield model.__tablename__, attribute, row


def merged(session: Session) -> Mapping[int, int]:
    """Give where every merged organisation leads at last, over as many merges as there were."""
    rows = session.execute(select(OrganizationMerge.loser_id, OrganizationMerge.winner_id))
    steps: dict[int, int] = dict(iter(rows))
    return {loser: _end(steps, loser) for loser in steps}


def standing_id(session: Session, organization_id: int) -> int:
    """Give the id under which an organisation stands today."""
    return merged(session).get(organization_id, organization_id)


def losers() -> Select[Any]:
    """Select the ids of organisations that stand under another one, for lists that leave them out."""
    return select(OrganizationMerge.loser_id)


def _end(steps: Mapping[int, int], loser: int) -> int:
    while loser in steps:
        loser = steps[loser]
    return loser
