"""The panels of a campaign with the sheets of their sealed tasks: what agreement is measured on."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Panel
from reviewhub.db.queries.results import Standing, campaign_sheets
from reviewhub.services.phases import by_task

FEWEST_TASKS = 2


class SealedPanel(NamedTuple):
    """A panel and its sheets of the tasks whose sheets are all in."""

    id: int
    name: str
    rows: list[Standing]


def sealed_panels(session: Session, campaign: int) -> Iterator[SealedPanel]:
    """Give every panel with two sealed tasks or more: with one, nothing can be compared."""
    grouped = by_task(campaign_sheets(session, campaign)).values()
    sealed = [one for rows in grouped if all(row.sheet is not None for row in rows) for one in rows]
    names = select(Panel.id, Panel.name).where(Panel.campaign_id == campaign).order_by(Panel.id)
    for panel, name in session.execute(names):
        rows = [one for one in sealed if one.panel == panel]
        if len({one.task for one in rows}) >= FEWEST_TASKS:
            yield SealedPanel(panel, name, rows)
