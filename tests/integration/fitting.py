"""A template of the bureau's own that can be fitted to a task, in one revision and the next."""

from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from integration.world import World
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring
from reviewhub.services import campaign_revisions, campaigns, template_drafts
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.scoring import tailorings
from reviewhub.services.scoring.measured_values import Typed, record_measured_values
from reviewhub.services.scoring.tailorings import Subject

KEY: Final = "own-fitted"
REASON: Final = "按项目的绩效目标申报表选定"
POINTS: Final = {"use": "builtin.points", "step": Decimal("0.5")}
PLACES: Final[tuple[tuple[str, str, int, dict[str, Any]], ...]] = (
    ("1", "决策", 40, {}),
    ("2.1", "效益", 10, {"optional": True}),
    ("2.2", "效益", 10, {"optional": True}),
    ("2.3", "效益", 20, {}),
    ("3", "特性", 20, {"self_defined": {"use": "builtin.target", "fact": "achieved"}}),
)
TREES: Final = OwnIndicator("种植乔木", Decimal(12), ">=", Decimal(3000), unit="株", basis="绩效目标申报表")
COMFORT: Final = OwnIndicator("居民出行改善", Decimal(8))
CHOSEN: Final = Tailoring(("2.1",), {"3": (TREES, COMFORT)})


def written(**points: int) -> dict[str, Any]:
    """Give the source; ``points`` by criterion id with an underscore for the dot, ``c2_3=25``."""
    leaves = [
        {
            "id": id_,
            "path": [{"zh": path, "en": path}],
            "title": {"zh": f"指标{id_}", "en": f"Criterion {id_}"},
            "points": points.get(f"c{id_.replace('.', '_')}", worth),
            "scorer": deepcopy(POINTS),
            **deepcopy(more),
        }
        for id_, path, worth, more in PLACES
    ]
    both = {"zh": "可设定的模板", "en": "A template to be fitted"}
    return {
        **template_drafts.USUAL,
        "id": KEY,
        "kind": "prior_assessment",
        "title": both,
        "criterion": leaves,
    }


def publish(world: World, **points: int) -> str:
    """Publish it as the next revision; gives its digest."""
    return template_drafts.publish_source(world.work("officer"), written(**points)).digest


def prepared(world: World) -> tuple[int, dict[str, int]]:
    """Make a campaign by it that has all six tasks and is not open yet; gives it and its tasks."""
    publish(world)
    campaign = world.new_campaign(template=KEY)
    campaigns.add_tasks(world.work("officer"), campaign, list(world.facts.projects.values()))
    return campaign, world.tasks(campaign)


def fit(world: World, campaign: int, task: int | None, chosen: Tailoring | None, number: int = 0) -> None:
    """Decide for a campaign or a task, as an officer."""
    tailorings.tailor(
        world.work("officer"), Subject(None, task) if task else Subject(campaign), chosen, number, REASON
    )


def score(world: World, campaign: int) -> int:
    """Open the campaign and let five experts accept; gives their panel."""
    head = campaigns.campaign_head(world.work("officer"), campaign)
    campaigns.open_campaign(world.work("officer"), campaign, head.version)
    panel = world.form_panel(campaign)
    world.accept_all(panel)
    return panel


def move(world: World, campaign: int, digest: str, reason: str = "指标分值调整") -> int:
    """Move the campaign to the revision with this digest; gives how many sheets come back."""
    version = campaigns.campaign_head(world.work("officer"), campaign).version
    return campaign_revisions.move_to_revision(world.work("officer"), campaign, digest, version, reason)


def concluded_and_moved_on(world: World) -> int:
    """Conclude a task with choices and a measured value of its own, and move its campaign on; gives it."""
    campaign, tasks = prepared(world)
    task = next(iter(tasks.values()))
    fit(world, campaign, task, CHOSEN)
    panel = score(world, campaign)
    measured = {"achieved_3_1": Typed("1500", "林业局验收单")}
    record_measured_values(world.work("officer"), task, measured, 0)
    for code in world.members(panel):
        world.submit(code, task)
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    move(world, campaign, publish(world, c1=30, c2_3=30))
    return task
