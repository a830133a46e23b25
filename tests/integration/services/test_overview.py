"""The campaign's page: ranks, sums, doubt, agreement, and that what is kept is never old."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest

from integration.world import Clock, World
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.policy import Role
from reviewhub.domain.visibility import Phase
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import Overview, campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.panels import panels

THREE = ["ZJ0001", "ZJ0002", "ZJ0003"]
FEW = ["公厕提升改造", "宝象河水环境整治", "主干道市容环境整治"]
Counting = Callable[[], AbstractContextManager[list[str]]]


def page(world: World, campaign: int, who: str | Role = "officer", asked: Asked | None = None) -> Overview:
    return campaign_overview(world.work(who), campaign, asked or Asked())


def scored(world: World, totals: dict[str, list[str]]) -> int:
    """Let three experts score projects: every criterion of a sheet gets the same points."""
    campaign = world.open_campaign(projects=FEW)
    world.accept_all(world.form_panel(campaign, THREE))
    tasks = world.tasks(campaign)
    for project, points in totals.items():
        for expert, one in zip(THREE, points, strict=False):
            world.submit(expert, tasks[project], [one] * 20)
    return campaign


GOOD = {
    "公厕提升改造": ["5", "5", "5"],
    "宝象河水环境整治": ["4", "4", "4.5"],
    "主干道市容环境整治": ["3", "3"],
}


def test_tasks_are_ranked_by_total_and_the_unfinished_comes_last(world: World) -> None:
    lines = page(world, scored(world, GOOD)).lines.items
    assert [(one.project, one.phase, one.total) for one in lines] == [
        ("公厕提升改造", Phase.SEALED, Decimal("100.00")),
        ("宝象河水环境整治", Phase.SEALED, Decimal("83.33")),
        ("主干道市容环境整治", Phase.SCORING, None),
    ]


def test_sums_follow_from_the_lines(world: World) -> None:
    found = page(world, scored(world, GOOD))
    summary = found.summary
    assert (summary.tasks, summary.sealed, summary.sheets_submitted, summary.sheets_expected) == (3, 2, 8, 9)
    assert (summary.mean, summary.excellent_share) == (Decimal("91.67"), Decimal("50.00"))
    assert (summary.asked, summary.recommended, summary.cut) == (42_301_600, 19_255_600, 0)
    assert (summary.grades, summary.undecided) == ({"excellent": 1, "good": 1, "fair": 0, "poor": 0}, 1)


def test_the_line_says_what_the_tasks_page_says(world: World) -> None:
    campaign = scored(world, GOOD)
    for line in page(world, campaign).lines.items[:2]:
        result = review_result(world.work("officer"), line.id).result
        assert result is not None
        assert (line.total, line.grade, line.survives) == (
            result.printed_total,
            result.grade,
            result.survives_without_any_expert,
        )
        assert result.recommendation is not None
        assert (line.amount, line.cut) == (result.recommendation.amount, result.recommendation.cut)


def test_a_total_within_half_a_point_of_a_boundary_is_close(world: World) -> None:
    campaign = scored(world, {"公厕提升改造": ["4.5", "4.5", "4.5"], "宝象河水环境整治": ["4.5", "4.5", "4"]})
    lines = {one.project: one for one in page(world, campaign).lines.items}
    assert (lines["公厕提升改造"].total, lines["公厕提升改造"].close) == (Decimal("90.00"), True)
    assert (lines["宝象河水环境整治"].total, lines["宝象河水环境整治"].close) == (Decimal("86.67"), False)


def test_a_grade_that_hangs_on_one_expert_is_doubtful(world: World) -> None:
    found = page(
        world, scored(world, GOOD | {"宝象河水环境整治": ["5", "4.5", "4"]}), asked=Asked({"doubt": "1"})
    )
    assert [(one.project, one.survives) for one in found.lines.items] == [("宝象河水环境整治", False)]
    assert found.doubtful == 1


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"q": "水务"}, ["宝象河水环境整治"]),
        ({"grade": "excellent"}, ["公厕提升改造"]),
        ({"phase": "scoring"}, ["主干道市容环境整治"]),
        ({"late": "1"}, []),
    ],
)
def test_filters_leave_what_they_name(world: World, filters: dict[str, str], left: list[str]) -> None:
    found = page(world, scored(world, GOOD), asked=Asked(filters))
    assert [one.project for one in found.lines.items] == left
    assert found.chosen.asked == sum(one.asked for one in found.lines.items)


def test_any_column_sorts_and_unknown_ones_rank(world: World) -> None:
    campaign = scored(world, GOOD)
    by_yuan = [one.asked for one in page(world, campaign, asked=Asked(sort="asked")).lines.items]
    ranked = [one.number for one in page(world, campaign, asked=Asked(sort="secret")).lines.items]
    assert by_yuan == sorted(by_yuan)
    assert ranked == [one.number for one in page(world, campaign).lines.items]


def test_after_the_term_what_is_not_complete_is_late(world: World, clock: Clock) -> None:
    campaign = scored(world, GOOD)
    before = page(world, campaign).summary.late
    clock.move(days=30)
    assert (before, page(world, campaign).summary.late) == (0, 1)


def test_a_new_sheet_shows_at_once_although_the_page_was_opened_before(world: World) -> None:
    campaign = scored(world, GOOD)
    before = page(world, campaign).summary.sealed
    world.submit(THREE[2], world.tasks(campaign)["主干道市容环境整治"], ["3"] * 20)
    assert (before, page(world, campaign).summary.sealed) == (2, 3)


def test_an_excluded_expert_leaves_the_page_at_once(world: World) -> None:
    campaign = scored(world, GOOD)
    page(world, campaign)
    task = world.tasks(campaign)["主干道市容环境整治"]
    assignment = world.assignment(THREE[2], task)
    member = next(
        one for one in review_result(world.work("officer"), task).members if one.assignment == assignment
    )
    panels.exclude(world.work("officer"), assignment, "利害关系", member.version)
    assert page(world, campaign).summary.sealed == 3


def test_opening_the_page_again_reads_no_sheets(world: World, count_statements: Counting) -> None:
    campaign = scored(world, GOOD)
    page(world, campaign)
    with count_statements() as sent:
        page(world, campaign)
    assert [one for one in sent if "FROM sheets" in one or "JOIN sheets" in one] == []


def test_the_page_costs_the_same_for_one_task_and_for_six(world: World, count_statements: Counting) -> None:
    counts = []
    for projects in (["公厕提升改造"], []):
        campaign = world.open_campaign(projects=projects)
        world.form_panel(campaign, THREE)
        page(world, campaign)  # the template's text is parsed once a process
        world.form_panel(campaign, ["ZJ0004", "ZJ0005", "ZJ0006"])
        with count_statements() as sent:
            page(world, campaign)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_panels_show_states_and_how_far_they_agree(world: World) -> None:
    (panel,) = page(world, scored(world, GOOD)).panels
    assert (panel.experts, panel.tasks, dict(panel.states)) == (3, 3, {"accepted": 9})
    assert panel.consistency is not None
    assert (panel.consistency.projects, panel.consistency.experts) == (2, 3)


def test_one_sealed_task_cannot_be_compared(world: World) -> None:
    (panel,) = page(world, scored(world, {"公厕提升改造": ["5", "5", "5"]})).panels
    assert panel.consistency is None


def test_leader_and_auditor_see_the_same_sums(world: World) -> None:
    campaign = scored(world, GOOD)
    summaries = [page(world, campaign, role).summary for role in (Role.OFFICER, Role.LEADER, Role.AUDITOR)]
    assert summaries[1:] == summaries[:1] * 2


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_nobody_else_reads_it(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        page(world, world.open_campaign(), role)


def test_another_bureaus_campaign_is_not_found(world: World) -> None:
    campaign = world.open_campaign()
    page(world, campaign)
    with pytest.raises(NotFound):
        page(world, campaign, "neighbour")
