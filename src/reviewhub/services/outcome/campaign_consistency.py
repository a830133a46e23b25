"""How sure a campaign's grades are: its panels, the grades on a knife's edge, the money hanging on them."""

from collections.abc import Iterator, Sequence
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
from reviewhub.services.agreement.consistency import Consistency, consistency_of, matrix_of
from reviewhub.services.agreement.panels import SealedPanel, sealed_panels
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.standings import TaskLine, standings_of
from reviewhub.services.scoring.rules import Ruling
from reviewhub.services.work import Work
from reviewhub.stats.values import Undefined


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel over its sealed tasks; its members are numbered from the strictest to the most lenient."""

    id: int
    name: str
    consistency: Consistency
    habits: tuple[Habit, ...]
    needed: Needed | Undefined
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
    """The page of a campaign's consistency; ``hanging`` are the tasks whose grade one expert decides."""

    campaign: CampaignHead
    panels: tuple[PanelLine, ...]
    edge: tuple[EdgeLine, ...]
    hanging: tuple[TaskLine, ...]

    @property
    def asked_on_edge(self) -> Decimal:
        """Sum up what the tasks on the edge ask for, in yuan."""
        return sum((one.task.asked for one in self.edge), Decimal(0))


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
    )


def _panel(panel: SealedPanel) -> PanelLine:
    matrix = by_strictness(matrix_of(panel.rows))
    habits = habits_of(matrix, {one: place for place, one in enumerate(matrix.scorers, 1)})
    return PanelLine(
        id=panel.id,
        name=panel.name,
        consistency=consistency_of(panel.rows),
        habits=habits,
        needed=needed(matrix.scores),
        missing=matrix.missing,
    )


def _edge(rules: Rules, lines: Sequence[TaskLine]) -> Iterator[EdgeLine]:
    for one in lines:
        nearest = None if one.total is None else nearest_boundary(rules.grade_scale.bands, one.total)
        if nearest is not None:
            stake = at_stake(rules.policy, one.asked, nearest) if rules.policy else None
            yield EdgeLine(one, nearest, stake)
