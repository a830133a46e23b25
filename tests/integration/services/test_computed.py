"""An aggregator that compares is told the panel's other sealed tasks, and a conclusion freezes them."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, select

from integration.concluded import small_case
from integration.severity import WORTH, offer_adjusting, scored_campaign
from integration.world import World
from reviewhub.db.models import Conclusion
from reviewhub.services.audit import verify_conclusions
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.conclusions import Concluding, conclude, conclude_many, preview_conclusions
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.scoring.sheets import return_sheet


@pytest.fixture
def adjusting(world: World) -> tuple[World, int, list[int]]:
    """A campaign that pinned the aggregator which adjusts."""
    return world, *scored_campaign(world, offer_adjusting(world))


def frozen(world: World, task: int) -> dict[str, Any]:
    with world.reading() as session:
        found = session.execute(select(Conclusion).where(Conclusion.task_id == task)).scalar_one()
        return found.snapshot


def test_who_is_absent_from_a_project_no_longer_makes_it_better_or_worse(
    adjusting: tuple[World, int, list[int]],
) -> None:
    world, campaign, tasks = adjusting
    shown = {one.id: one for one in campaign_overview(world.work("officer"), campaign, Asked()).lines.items}
    for task, worth in zip(tasks, WORTH, strict=True):
        page = review_result(world.work("officer"), task)
        assert page.result is not None
        # the middle of the four: a mean habit of -0.125 a criterion
        assert page.result.printed_total == Decimal(worth) * 20 - Decimal("2.5")
        assert shown[task].total == page.result.printed_total
        assert shown[task].survives is page.result.survives_without_any_expert
    [first, *_] = tasks
    page = review_result(world.work("officer"), first)
    assert page.result is not None
    raw = page.result.scores.totals
    assert sum(raw, Decimal(0)) / len(raw) > page.result.printed_total + 5  # the strict one is absent
    codes = [one.code for one in page.result.aggregate.reasons]
    assert codes[:2] == ["aggregator.severity_adjusted", "aggregator.severity_lenient"]
    named = [one.values["number"] for one in page.result.aggregate.reasons[1:]]
    assert named == [2, 3, 4]  # by their codes, though the first is not there


def test_a_conclusion_freezes_what_the_panel_gave_elsewhere_and_stands_when_that_changes(
    adjusting: tuple[World, int, list[int]],
) -> None:
    world, _, tasks = adjusting
    conclude(world.work("officer"), tasks[0], Concluding(standing=0))
    kept = frozen(world, tasks[0])
    assert [len(one["elsewhere"]) for one in kept["sheets"]] == [5, 5, 5]
    assert kept["colleagues"] == [["40.00", "60.00", "30.00", "60.00", "50.00"]]
    before = review_result(world.work("officer"), tasks[0]).result
    page = review_result(world.work("officer"), tasks[1])
    return_sheet(world.work("officer"), page.sheets[0].sheet, "请补充理由")
    assert review_result(world.work("officer"), tasks[0]).result == before
    checked = verify_conclusions(world.work("auditor"))
    assert (checked.checked, checked.faults) == (1, ())


def test_a_dry_run_shows_what_is_frozen(adjusting: tuple[World, int, list[int]]) -> None:
    world, campaign, _ = adjusting
    ready = preview_conclusions(world.work("officer"), campaign).ready
    done = conclude_many(world.work("officer"), campaign, {one.task: one.digest for one in ready})
    assert done == ready
    assert verify_conclusions(world.work("auditor")).faults == ()


def test_with_too_little_to_go_by_the_result_is_the_plain_mean_and_says_so(
    adjusting: tuple[World, int, list[int]],
) -> None:
    world, _, tasks = adjusting
    for task in tasks[1:3]:
        page = review_result(world.work("officer"), task)
        return_sheet(world.work("officer"), page.sheets[0].sheet, "请补充理由")
    page = review_result(world.work("officer"), tasks[0])
    assert page.result is not None
    [why] = page.result.aggregate.reasons
    assert (why.code, why.values) == ("aggregator.severity_few_tasks", {"count": 4, "least": 5})


def test_other_aggregators_are_told_and_freeze_nothing_of_it(world: World) -> None:
    _, task = small_case(world)
    conclude(world.work("officer"), task, Concluding(standing=0))
    kept = frozen(world, task)
    assert "colleagues" not in kept
    assert all("elsewhere" not in one for one in kept["sheets"])


def test_it_takes_as_many_queries_for_many_tasks_as_for_few(adjusting: tuple[World, int, list[int]]) -> None:
    world, campaign, tasks = adjusting
    counts = []
    for _ in range(2):
        asked: list[str] = []
        work = world.work("officer")

        def note(*given: Any, asked: list[str] = asked) -> None:
            asked.append(given[2])

        event.listen(work.engine, "before_cursor_execute", note)
        preview_conclusions(work, campaign)
        event.remove(work.engine, "before_cursor_execute", note)
        counts.append(len(asked))
        conclude(world.work("officer"), tasks.pop(), Concluding(standing=0))
    assert counts[0] == counts[1]
