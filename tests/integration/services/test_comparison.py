"""Every installed aggregator beside the pinned one: whose grade would change, and what money hangs on it."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from integration.concluded import small_case
from integration.severity import WORTH, offer_adjusting, scored_campaign
from integration.world import World
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.services.outcome.comparison import Alternative, compare_aggregators

NEAR = ("3", *WORTH[1:])


def compared(world: World, campaign: int) -> dict[str, Alternative]:
    found = compare_aggregators(world.work("officer"), campaign).alternatives
    return {one.key: one for one in found}


def test_it_names_the_tasks_whose_grade_would_change_and_the_money(world: World) -> None:
    adjusting = offer_adjusting(world)
    campaign, [first, *_] = scored_campaign(
        world, "builtin.mean_of_totals", NEAR, policy="builtin.kunming_2021"
    )
    found = compared(world, campaign)
    assert next(iter(found)) == "builtin.mean_of_totals"
    assert (found["builtin.mean_of_totals"].pinned, found["builtin.mean_of_totals"].changed) == (True, ())
    [changed] = found[adjusting].changed
    assert (changed.line.id, changed.line.grade, changed.total) == (
        first,
        changed.line.grade,
        Decimal("57.50"),
    )
    assert changed.grade.id != (changed.line.grade.id if changed.line.grade else "")
    assert found[adjusting].compared == 6
    # a fair project is cut by a figure that the officer decides, a poor one gets nothing
    assert (found[adjusting].open, found[adjusting].moved) == (1, Decimal(0))


def test_one_that_cannot_work_on_these_sheets_says_so(world: World) -> None:
    campaign, _ = scored_campaign(world, "builtin.mean_of_totals")
    trimmed = compared(world, campaign)["builtin.trimmed_mean"]  # needs five experts
    assert (trimmed.compared, trimmed.mean, trimmed.changed) == (0, None, ())


def test_nothing_is_compared_before_anything_is_sealed(world: World) -> None:
    campaign, _ = world.under_way()
    page = compare_aggregators(world.work("officer"), campaign)
    assert page.lines == ()
    assert {one.compared for one in page.alternatives} == {0}


def test_only_who_reads_results_may_compare(world: World) -> None:
    campaign, _ = small_case(world)
    with pytest.raises(NotAllowed):
        compare_aggregators(world.work("ZJ0001"), campaign)
    with pytest.raises(NotFound):
        compare_aggregators(world.work("leader"), campaign + 1)


def test_it_takes_as_many_queries_for_six_tasks_as_for_one(world: World) -> None:
    offer_adjusting(world)
    one, _ = small_case(world)
    many, _ = scored_campaign(world, "builtin.mean_of_totals")
    counts = []
    for campaign in (one, many):
        work, asked = world.work("officer"), list[str]()

        def note(*given: Any, asked: list[str] = asked) -> None:
            asked.append(given[2])

        event.listen(work.engine, "before_cursor_execute", note)
        compare_aggregators(work, campaign)
        event.remove(work.engine, "before_cursor_execute", note)
        counts.append(len(asked))
    assert counts[0] == counts[1]
