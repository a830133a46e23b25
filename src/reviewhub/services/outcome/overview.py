"""One campaign at a glance: ranked tasks, progress, grades, money, what is late, how far panels agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Panel
from reviewhub.domain.errors import NotFound
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Act, require
from reviewhub.domain.whatif.movement import cut_rate
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.agreement.consistency import Consistency
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.conflicts.redoing import Redo, redos_of
from reviewhub.services.drawing.origins import Origin, origins_of_campaign
from reviewhub.services.listing import Asked, Listing, window
from reviewhub.services.outcome.adjusted import Adjusted
from reviewhub.services.outcome.standings import Standings, Summary, TaskLine, is_doubtful, standings_of
from reviewhub.services.scoring.measured_lines import asked_by
from reviewhub.services.scoring.rules import Ruling
from reviewhub.services.work import Work

ORDERS: Final = frozenset({"number", "project", "unit", "asked", "total", "amount", "cut", "progress"})
GONE: Final = (AssignmentState.RECUSED, AssignmentState.EXCLUDED)
FILTERS: Final = ("q", "grade", "phase", "late", "doubt")


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel with the states of its assignments, and how far it agrees once that can be measured."""

    id: int
    name: str
    origin: Origin
    experts: int
    tasks: int
    states: Mapping[str, int]
    consistency: Consistency | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Yuan of the lines that the filters leave, on whatever page they stand."""

    asked: Decimal
    amount: Decimal
    cut: Decimal


@dataclass(frozen=True, slots=True)
class Overview:
    """The campaign's page; ``doubtful`` counts grades close to a boundary or hanging on one expert.

    ``rate`` is how much of what is asked is cut, in percent, over the tasks that have an amount.
    ``earlier`` counts tasks by an older version of the template that they stay with. ``adjusts`` tells that
    totals are adjusted for severity; where they are not, ``adjusted`` has what they would be. ``redos`` are
    the tasks to be done anew.
    """

    campaign: CampaignHead
    lines: Listing[TaskLine]
    chosen: Sums
    summary: Summary
    doubtful: int
    rate: Decimal | None
    bands: tuple[Band, ...]
    panels: tuple[PanelLine, ...]
    asks_for_measured_values: bool
    earlier: Mapping[int, int]
    adjusts: bool
    adjusted: Mapping[int, Adjusted]
    redos: Mapping[int, Redo]


def campaign_overview(work: Work, campaign_id: int, asked: Asked) -> Overview:
    """Give a campaign with one page of its ranked tasks, in a constant number of queries.

    Filters: ``q`` (project or unit), ``grade`` (band id), ``phase``, ``late`` (1), ``doubt`` (1: the total is
    close to a boundary or the grade hangs on one expert).
    """
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        (standings,) = standings_of(work, session, actor, [campaign])
        panels = _panels(session, campaign_id, standings)
        redos = redos_of(session, [one.id for one in standings.lines])
        head = head_of(campaign)
        asks = bool(asked_by(work, Ruling(campaign, campaign))) or head.template.measures_own_indicators
    chosen = _sorted([one for one in standings.lines if _wanted(one, asked.filters)], asked)
    limit, offset = window(asked, len(chosen))
    shown = chosen[offset:] if limit is None else chosen[offset : offset + limit]
    return Overview(
        campaign=head,
        lines=Listing(tuple(shown), len(chosen), asked),
        chosen=Sums(*(_sum(getattr(one, name) for one in chosen) for name in ("asked", "amount", "cut"))),
        summary=standings.summary,
        doubtful=sum(is_doubtful(one) for one in standings.lines),
        rate=cut_rate((one.asked, one.amount) for one in standings.lines),
        bands=standings.bands,
        panels=panels,
        asks_for_measured_values=asks,
        earlier=standings.earlier,
        adjusts=standings.adjusts,
        adjusted=standings.adjusted,
        redos=redos,
    )


def _panels(session: Session, campaign_id: int, standings: Standings) -> tuple[PanelLine, ...]:
    """Count the assignments of every panel by state; who stepped back or was excluded is no member."""
    rows = session.execute(
        select(
            Panel.id,
            Panel.name,
            Assignment.state,
            func.count(Assignment.id),
        )
        .select_from(Panel)
        .join(Assignment, Assignment.panel_id == Panel.id)
        .where(Panel.campaign_id == campaign_id)
        .group_by(Panel.id, Panel.name, Assignment.state)
        .order_by(Panel.id)
    ).all()
    sizes = {
        panel: (experts, tasks)
        for panel, experts, tasks in session.execute(
            select(
                Assignment.panel_id,
                func.count(Assignment.expert_id.distinct()),
                func.count(Assignment.task_id.distinct()),
            )
            .join(Panel, Panel.id == Assignment.panel_id)
            .where(Panel.campaign_id == campaign_id, Assignment.state.not_in(GONE))
            .group_by(Assignment.panel_id)
        )
    }
    states: dict[int, Counter[str]] = {}
    for panel, _, state, count in rows:
        states.setdefault(panel, Counter())[state] += count
    measured = {one.panel: one.consistency for one in standings.agreement}
    heads = {row[0]: row[1] for row in rows}
    origins = origins_of_campaign(session, campaign_id)
    return tuple(
        PanelLine(panel, name, origins[panel], *sizes.get(panel, (0, 0)), states[panel], measured.get(panel))
        for panel, name in heads.items()
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal(0))


def _wanted(line: TaskLine, filters: Mapping[str, str]) -> bool:
    text, grade = filters.get("q", ""), filters.get("grade", "")
    return (
        (not text or text in line.project or text in line.unit)
        and (not grade or (line.grade is not None and line.grade.id == grade))
        and filters.get("phase", line.phase) == line.phase
        and (filters.get("late") != "1" or line.late)
        and (filters.get("doubt") != "1" or is_doubtful(line))
    )


def _sorted(lines: Sequence[TaskLine], asked: Asked) -> list[TaskLine]:
    """Rank by total unless another column is asked for; what has no value comes last either way."""
    name, descending = (asked.sort, asked.descending) if asked.sort in ORDERS else ("total", True)

    def value(line: TaskLine) -> Any:
        return line.submitted - line.expected if name == "progress" else getattr(line, name)

    known = sorted((one for one in lines if value(one) is not None), key=value, reverse=descending)
    return [*known, *(one for one in lines if value(one) is None)]
