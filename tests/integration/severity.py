"""A campaign whose aggregator adjusts for severity, and one that does not, scored by the same experts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from reviewhub_severity.adjusted_mean import AdjustedMean

from integration.concluded import SEVEN
from integration.world import TEMPLATES, World
from reviewhub.db.models import Assignment
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import campaigns
from reviewhub.services.panels.panels import exclude

EXPERTS: Final = SEVEN[:4]
# Points a criterion out of five, twenty criteria: the first expert is strict by a fifth, the last lenient.
HABITS: Final = dict(zip(EXPERTS, ("-1", "0", "0", "0.5"), strict=True))
WORTH: Final = ("3.5", "3", "4", "2.5", "4", "3.5")


def offer_adjusting(world: World) -> str:
    """Let the installation have the aggregator of the plugin; gives its key."""
    known, adjusted = world.parts.registry, AdjustedMean()
    registry = replace(known, aggregators={**known.aggregators, adjusted.key: adjusted})
    world.parts = replace(world.parts, registry=registry)
    return adjusted.key


def scored_campaign(
    world: World, aggregator: str, worth: Sequence[str] = WORTH, *, policy: str = ""
) -> tuple[int, list[int]]:
    """Let four experts score six projects, the strict one all but the first; gives campaign and tasks."""
    officer, now = world.work("officer"), world.parts.now()
    new = campaigns.NewCampaign(
        name="宽严不一",
        kind=Kind.PRIOR_ASSESSMENT,
        fiscal_year=2026,
        template=TEMPLATES[Kind.PRIOR_ASSESSMENT],
        aggregator=aggregator,
        policy=policy,
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    campaign = campaigns.create_campaign(officer, new)
    campaigns.add_tasks(officer, campaign, list(world.facts.projects.values()))
    campaigns.open_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    world.accept_all(world.form_panel(campaign, EXPERTS))
    tasks = list(world.tasks(campaign).values())
    _leave_out(world, world.assignment(EXPERTS[0], tasks[0]))
    for task, points in zip(tasks, worth, strict=True):
        for code in EXPERTS[task == tasks[0] :]:
            world.submit(code, task, [Decimal(points) + Decimal(HABITS[code])] * 20)
    return campaign, tasks


def _leave_out(world: World, assignment: int) -> None:
    with world.reading() as session:
        version = session.get_one(Assignment, assignment).version
    exclude(world.work("officer"), assignment, "出差", version)
