"""The tasks of a campaign as a what-if finds them: how they stand, and what to compute them anew from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Panel
from reviewhub.db.queries.budget.money import UNKNOWN
from reviewhub.db.queries.whatif.conclusions import frozen_money
from reviewhub.db.queries.whatif.departments import Answerable, departments
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Actor
from reviewhub.domain.result import MoneyFacts
from reviewhub.domain.visibility import Phase
from reviewhub.services.agreement.assurance import by_strictness
from reviewhub.services.agreement.consistency import matrix_of
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.standings import OpenTask, Standings, TaskLine, standings_of, tasks_of
from reviewhub.services.work import Work

Seat = tuple[int, int]
"""A panel, and a place on it from the strictest (1) to the most lenient: a campaign names nobody."""


class Case(NamedTuple):
    """One task as it stands; ``task`` is None where this reader may not see what its sheets say."""

    line: TaskLine
    task: OpenTask | None
    department: Answerable
    money: MoneyFacts


class Cases(NamedTuple):
    """A campaign with all its tasks; ``seats`` says who sits where, for the computation alone.

    ``panels`` has the names of panels by id.
    """

    campaign: CampaignHead
    standings: Standings
    cases: Sequence[Case]
    seats: Mapping[Seat, int]
    panels: Mapping[int, str]


def cases_of(work: Work, session: Session, actor: Actor, campaign_id: int) -> Cases:
    """Load a campaign for a what-if in a constant number of queries; raises :class:`NotFound`."""
    campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
    if campaign is None:
        raise NotFound("not_found")
    (standings,) = standings_of(work, session, actor, [campaign])
    is_scored = any(one.total is not None for one in standings.lines)
    found = tasks_of(work, session, actor, campaign) if is_scored else []
    tasks = [one for one in found if one.visible and one.sheets]
    by_id = {one.facts.id: one for one in tasks}
    names = departments(session, campaign_id)
    frozen = frozen_money(session, campaign_id) if standings.summary.concluded else {}
    cases = [
        Case(one, by_id.get(one.id), names[one.id], frozen.get(one.id) or _open(one, by_id.get(one.id)))
        for one in standings.lines
    ]
    rows = session.execute(select(Panel.id, Panel.name).where(Panel.campaign_id == campaign_id))
    panels = {row.id: row.name for row in rows}
    return Cases(head_of(campaign), standings, cases, dict(_seats(tasks)), panels)


def _open(line: TaskLine, task: OpenTask | None) -> MoneyFacts:
    """Give what is known of the money of a task that nobody concluded."""
    return (UNKNOWN if task is None else task.known).facts(line.asked)


def _seats(tasks: Sequence[OpenTask]) -> Iterator[tuple[Seat, int]]:
    """Number the experts of every panel over its sealed tasks, as the page of its statistics does."""
    marks = [mark for one in tasks if one.phase is not Phase.SCORING for mark in one.marks]
    for panel in sorted({mark.panel for mark in marks if mark.panel is not None}):
        matrix = by_strictness(matrix_of([mark for mark in marks if mark.panel == panel]))
        yield from (((panel, place), int(scorer)) for place, scorer in enumerate(matrix.scorers, 1))
