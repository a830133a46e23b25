"""How sure a campaign's grades are: its panels, the grades on a knife's edge, the money hanging on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import joinedload

from reviewhub.db.models import Campaign
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.domain.result import Rules
from reviewhub.domain.robustness import Boundary, at_stake, nearest_boundary
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.agreement.assurance import Habit, Needed, by_strictness, habits_of, needed
from reviewhub.services.agreement.consistency import Consistency, Matrix, consistency_of, matrix_of
from reviewhub.services.agreement.panels import SealedPanel, sealed_panels
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.standings import TaskLine, standings_of
from reviewhub.services.scoring.rules import Ruling
from reviewhub.services.work import Work
from reviewhub.stats.spread import distance_from_mean, target_ranges
from reviewhub.stats.values import Undefined


@dataclass(frozen=True, slots=True)
class Widest:
    """The task on which a panel is furthest apart: from its lowest to its highest total, in points."""

    task: int
    range: float


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel over its sealed tasks; its members are numbered from the strictest to the most lenient.

    ``distance`` is how far, in points, a total lies from its task's mean on average.
    """

    id: int
    name: str
    consistency: Consistency
    habits: tuple[Habit, ...]
    needed: Needed | Undefined
    distance: float | None
    widest: Widest | None
    missing: int


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A task within half a point of a boundary; ``stake`` is what lies between the two grades, in yuan.

    None where one of the grades has no amount before the officer gives it.
    """

    task: TaskLine
    boundary: Boundary
    stake: Decimal | None


@dataclass(frozen=True, slots=True)
class CampaignConsistency:
    """The page of a campaign's consistency; ``hanging`` are the tasks whose grade one expert decides.

    ``projects`` names the tasks.
    """

    campaign: CampaignHead
    panels: tuple[PanelLine, ...]
    edge: tuple[EdgeLine, ...]
    hanging: tuple[TaskLine, ...]
    projects: Mapping[int, str]

    @property
    def asked_on_edge(self) -> Decimal:
        """Sum up what the tasks on the edge ask for, in yuan."""
        return sum((one.task.asked for one in self.edge), Decimal(0))

    @property
    def at_stake(self) -> Decimal:
        """Sum up what lies between the grades on both sides, where both have an amount, in yuan."""
        return sum((one.stake for one in self.edge if one.stake is not None), Decimal(0))

    @property
    def open_stakes(self) -> int:
        """Count the tasks on the edge of a grade whose amount the officer decides."""
        return sum(one.stake is None for one in self.edge)


def campaign_consistency(work: Work, campaign_id: int) -> CampaignConsistency:
    """Measure a campaign's panels and list the grades that hang by a thread."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        (standings,) = standings_of(work, session, actor, [campaign])
        rules = Ruling(campaign, campaign).rules(work.registry)
        seen = may_see(actor.role, Fact.RESULT, Phase.SEALED)
        panels = tuple(map(_panel, sealed_panels(session, campaign_id))) if seen else ()
        head = head_of(campaign)
    return CampaignConsistency(
        campaign=head,
        panels=panels,
        edge=tuple(_edge(rules, [one for one in standings.lines if one.close])),
        hanging=tuple(one for one in standings.lines if one.survives is False),
        projects={one.id: one.project for one in standings.lines},
    )


def panel_line(work: Work, campaign_id: int, panel_id: int) -> PanelLine:
    """Measure one panel of a campaign; raises :class:`NotFound`."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        seen = may_see(actor.role, Fact.RESULT, Phase.SEALED)
        known = session.get(Campaign, campaign_id) is not None
        panels = sealed_panels(session, campaign_id) if seen and known else ()
        found = next((one for one in panels if one.id == panel_id), None)
        if found is None:
            raise NotFound("not_found")
        return _panel(found)


def _panel(panel: SealedPanel) -> PanelLine:
    matrix = by_strictness(matrix_of(panel.rows))
    habits = habits_of(matrix, {one: place for place, one in enumerate(matrix.scorers, 1)})
    return PanelLine(
        id=panel.id,
        name=panel.name,
        consistency=consistency_of(panel.rows),
        habits=habits,
        needed=needed(matrix.scores),
        distance=_mean(distance_from_mean(matrix.scores)),
        widest=_widest(matrix),
        missing=matrix.missing,
    )


def _mean(numbers: Iterable[float | None]) -> float | None:
    known = [one for one in numbers if one is not None]
    return sum(known) / len(known) if known else None


def _widest(matrix: Matrix) -> Widest | None:
    ranges = zip(target_ranges(matrix.scores), matrix.tasks, strict=True)
    found = max(((range_, -task) for range_, task in ranges if range_ is not None), default=None)
    return None if found is None else Widest(-found[1], found[0])


def _edge(rules: Rules, lines: Sequence[TaskLine]) -> Iterator[EdgeLine]:
    for one in lines:
        nearest = None if one.total is None else nearest_boundary(rules.grade_scale.bands, one.total)
        if nearest is not None:
            stake = at_stake(rules.policy, one.asked, nearest) if rules.policy else None
            yield EdgeLine(one, nearest, stake)
