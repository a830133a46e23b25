"""A task whose experts disagree, in a campaign that offers a second round."""

from decimal import Decimal

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.domain.scoring_round import Triggers
from reviewhub.services import campaigns
from reviewhub.services.rounds import answers, scoring_rounds

PROJECT = "果林路管网改造"
THREE = SEVEN[:3]
WIDE = Triggers(spread=Decimal(5), distance=Decimal(6))
CRITERIA = ("1.1", "1.2")


def disagreement(
    world: World, triggers: Triggers = WIDE, order: tuple[int, ...] = (0, 1, 2)
) -> tuple[int, int]:
    """Let three experts score one project, far apart on two criteria; gives campaign and task.

    ``order`` says which expert gives which of the three sheets.
    """
    campaign = world.new_campaign(triggers=triggers)
    officer = world.work("officer")
    campaigns.add_tasks(officer, campaign, [world.facts.projects[PROJECT]])
    campaigns.open_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    panel = world.form_panel(campaign, THREE)
    world.accept_all(panel)
    task = world.tasks(campaign)[PROJECT]
    for expert, place in zip(THREE, order, strict=True):
        world.submit(expert, task, sheet(place), **said(place))
    return campaign, task


def sheet(place: int) -> list[int]:
    """Give the points of one of three sheets: they differ on the first two criteria, by 0, 1 and 4 points."""
    lost = (0, 1, 4)[place]
    return [5 - lost, 5 - lost, *[5] * 18]


def said(place: int) -> dict[str, str]:
    """Give the reasons of one of three sheets."""
    return {f"{one.replace('.', '_')}_reason": f"理由{'甲乙丙'[place]}" for one in CRITERIA}


def opened(world: World, triggers: Triggers = WIDE, order: tuple[int, ...] = (0, 1, 2)) -> int:
    """Open the second round of such a task; gives the task."""
    _, task = disagreement(world, triggers, order)
    scoring_rounds.open_round(world.work("officer"), task, "分歧较大", 3)
    return task


def flat(points: int, reason: str = "看过其他专家的理由") -> dict[str, str]:
    """Fill in an answer: the same points and reason for both criteria."""
    return {f"{one}.points": str(points) for one in CRITERIA} | {f"{one}.reason": reason for one in CRITERIA}


def answer(world: World, expert: str, task: int, points: int, key: str = "") -> None:
    """Let an expert answer the round."""
    assignment = world.assignment(expert, task)
    answers.answer_round(world.work(expert), assignment, flat(points), key or f"round-{expert}")
