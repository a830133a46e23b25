"""What a task's page shows to whom, and that the published case comes out to the cent."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest

from integration.concluded import SEVEN, concluded_case, reference_case, small_case
from integration.world import World
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.policy import Role
from reviewhub.domain.visibility import Phase
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.conclusions import Concluding, conclude
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.panels import panels

MIDDLING = [Decimal("3.5")] * 20


def test_the_published_case_gives_its_published_figures(world: World) -> None:
    campaign = reference_case(world)
    tasks = world.tasks(campaign)
    for task in tasks.values():
        conclude(world.work("officer"), task, Concluding(standing=0))
    summary = campaign_overview(world.work("leader"), campaign, Asked()).summary
    assert (summary.mean, summary.grades["excellent"]) == (Decimal("91.80"), 6)
    assert summary.asked == summary.recommended == Decimal("91047100.00")
    page = review_result(world.work("leader"), tasks["主干道市容环境整治"])
    assert page.result is not None
    assert [str(total) for total in page.result.scores.totals] == [
        "91.50",
        "91.50",
        "94.00",
        "91.50",
        "88.00",
        "89.50",
        "92.00",
    ]
    assert page.consistency is not None
    assert (page.consistency.projects, page.consistency.experts) == (6, 7)


def test_before_the_last_sheet_there_is_progress_and_a_reason_and_no_score(world: World) -> None:
    campaign, panel = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    for code in world.members(panel)[:2]:
        world.submit(code, task, MIDDLING)
    page = review_result(world.work("officer"), task)
    assert (page.phase, page.result, page.sheets, page.consistency) == (Phase.SCORING, None, (), None)
    assert page.why is not None
    assert page.why.code == "result.sealed"
    assert [one.submitted for one in page.members].count(True) == 2
    assert {one.number for one in page.members} == {None}


def test_a_sealed_task_shows_scores_by_code_and_names_apart_to_the_officer(world: World) -> None:
    _, task = small_case(world, MIDDLING)
    page = review_result(world.work("officer"), task)
    assert page.phase is Phase.SEALED
    assert [(one.number, one.total) for one in page.sheets] == [(n, Decimal("70.00")) for n in (1, 2, 3)]
    assert page.sheets[0].reasons["1.1"] == "依据申报材料第3页"
    assert [one.name for one in page.members] == sorted(one.name for one in page.members)
    assert {(one.number, one.submitted_at, one.sheet) for one in page.members} == {(None, None, None)}
    assert {one.assignment for one in page.sheets} == {None}


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_who_may_not_know_the_names_sees_codes_only(world: World, role: Role) -> None:
    _, task = small_case(world)
    page = review_result(world.work(role), task)
    assert [(one.number, one.name) for one in page.members] == [(1, ""), (2, ""), (3, "")]
    assert page.sheets[0].assignment is not None


def test_after_the_conclusion_names_and_codes_stand_side_by_side(world: World) -> None:
    task = concluded_case(world)
    for role in (Role.OFFICER, Role.AUDITOR):
        page = review_result(world.work(role), task)
        assert [(one.number, one.name) for one in page.members] == [
            (1, "马兰杰"),
            (2, "赵明敏"),
            (3, "袁桂平"),
        ]
    assert {one.name for one in review_result(world.work("leader"), task).members} == {""}


def test_a_concluded_task_shows_what_was_frozen_whatever_happens_to_the_panel_afterwards(
    world: World,
) -> None:
    _, task = small_case(world, MIDDLING)
    cut = Concluding(standing=0, cut=Decimal(1_000_000), cut_reason="单价偏高")
    conclude(world.work("officer"), task, cut)
    before = review_result(world.work("leader"), task).result
    member = review_result(world.work("officer"), task).members[0]
    panels.exclude(world.work("officer"), member.assignment, "另有任用", member.version)
    after = review_result(world.work("leader"), task).result
    assert before is not None
    assert after is not None
    assert after.scores == before.scores
    assert after.recommendation is not None
    assert after.recommendation.cut == Decimal(1_000_000)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_who_reads_no_results_is_refused(world: World, role: Role) -> None:
    _, task = small_case(world)
    with pytest.raises(NotAllowed):
        review_result(world.work(role), task)


def test_a_task_of_another_bureau_does_not_exist(world: World) -> None:
    _, task = small_case(world)
    with pytest.raises(NotFound):
        review_result(world.work("neighbour"), task)


def test_a_task_takes_a_constant_number_of_queries(
    world: World, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    campaign = reference_case(world)
    many = next(iter(world.tasks(campaign).values()))
    few = small_case(world)[1]
    counts = []
    for task in (few, many):
        work = world.work("officer")
        with count_statements() as sent:
            review_result(work, task)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 20
