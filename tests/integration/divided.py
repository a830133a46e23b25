"""A panel that is not of one mind, whose faults the pages must name."""

from decimal import Decimal
from typing import Final

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.services.panels import invitations

# By task and expert: the third is seven points stricter, the fifth follows no order, the second steps back
# from the last task, and the fourth task ends a tenth of a point above 80.
TOTALS: Final = (
    ("94", "93", "86", "95", "84"),
    ("89", "91", "82", "90", "97"),
    ("87", "86", "79", "88", "76"),
    ("82", "81", "74", "83", "80.5"),
    ("79", "78", "70", "77", "88"),
    ("85", None, "76", "86", "73"),
)
EDGE: Final = 3


def points_of(total: str) -> list[Decimal]:
    """Spread a total over twenty criteria in tenths of a point."""
    tenths = int(Decimal(total) * 10)
    return [Decimal(tenths // 20 + (place < tenths % 20)) / 10 for place in range(20)]


def divided_panel(world: World) -> tuple[int, list[int]]:
    """Seal the six tasks of a campaign; gives the campaign and its tasks."""
    campaign, panel = world.under_way(SEVEN[:5])
    tasks = list(world.tasks(campaign).values())
    for task, totals in zip(tasks, TOTALS, strict=True):
        for code, total in zip(world.members(panel), totals, strict=True):
            if total is None:
                invitations.recuse(world.work(code), world.assignment(code, task), "曾参与该项目的前期论证。")
            else:
                world.submit(code, task, points_of(total))
    return campaign, tasks
