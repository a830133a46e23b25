"""Totals adjusted for severity are shown for information, equal to the plugin's, and decide nothing."""

from decimal import Decimal

import pytest

from integration.concluded import reference_case, small_case
from integration.severity import WORTH, offer_adjusting, scored_campaign
from integration.world import World
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import Overview, campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.scoring.sheets import return_sheet

NEAR = ("3", *WORTH[1:])  # with the strict expert the first would not have passed


def overview(world: World, campaign: int) -> Overview:
    return campaign_overview(world.work("officer"), campaign, Asked())


def test_it_says_what_the_plugin_would_make_of_every_task(world: World) -> None:
    plain, tasks = scored_campaign(world, "builtin.mean_of_totals")
    adjusting, same = scored_campaign(world, offer_adjusting(world))
    shown = overview(world, plain).adjusted
    assert set(shown) == set(tasks)
    decided = {one.id: one.total for one in overview(world, adjusting).lines.items}
    assert [shown[task].adjusted for task in tasks] == [decided[task] for task in same]
    pages = [review_result(world.work("officer"), task) for task in tasks]
    assert [page.adjusted for page in pages] == [shown[task] for task in tasks]


def test_habits_and_grades_stand_beside_what_counts_and_change_nothing(world: World) -> None:
    campaign, [first, *_] = scored_campaign(world, "builtin.mean_of_totals", NEAR)
    page = review_result(world.work("officer"), first)
    assert page.result is not None
    assert page.adjusted is not None
    assert page.adjusted.raw == page.result.printed_total == Decimal("63.33")
    assert page.adjusted.before == page.result.grade
    assert (page.adjusted.adjusted, page.adjusted.changes) == (Decimal("57.50"), True)
    assert [(one.number, one.habit) for one in page.adjusted.sheets] == [
        (2, Decimal("2.50")),
        (3, Decimal("2.50")),
        (4, Decimal("12.50")),
    ]
    line = next(one for one in overview(world, campaign).lines.items if one.id == first)
    assert line.total == Decimal("63.33")


def test_where_the_same_experts_scored_everything_habits_cancel(world: World) -> None:
    campaign, tasks = scored_campaign(world, "builtin.mean_of_totals")
    shown = overview(world, campaign).adjusted
    assert [one.raw == one.adjusted for one in (shown[task] for task in tasks)] == [False] + [True] * 5


def test_where_experts_do_not_differ_in_severity_nothing_is_shown(world: World) -> None:
    assert overview(world, reference_case(world)).adjusted == {}


def test_with_too_little_to_go_by_nothing_is_shown(world: World) -> None:
    campaign, task = small_case(world)
    assert overview(world, campaign).adjusted == {}
    assert review_result(world.work("officer"), task).adjusted is None
    campaign, tasks = scored_campaign(world, "builtin.mean_of_totals")
    for one in tasks[1:3]:
        page = review_result(world.work("officer"), one)
        return_sheet(world.work("officer"), page.sheets[0].sheet, "请补充理由")
    assert overview(world, campaign).adjusted == {}


@pytest.mark.parametrize("pinned", [True, False])
def test_it_is_told_whether_totals_are_adjusted(world: World, pinned: bool) -> None:
    key = offer_adjusting(world)
    campaign, [first, *_] = scored_campaign(world, key if pinned else "builtin.mean_of_totals")
    shown = overview(world, campaign)
    assert (shown.adjusts, bool(shown.adjusted)) == (pinned, not pinned)
    assert (review_result(world.work("officer"), first).adjusted is None) is pinned
