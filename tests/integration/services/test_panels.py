"""Panels: what is shown before anyone is invited, what is refused, what is recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import select

from integration.world import BARRED, EXPERTS, FORMER, World
from reviewhub.db.models import Assignment
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services import campaigns
from reviewhub.services.panels import panels
from reviewhub.services.panels.panels import NewPanel, PanelPreview

FREE = [code for code, *_ in EXPERTS[:3]]
Counting = Callable[[], AbstractContextManager[list[str]]]


def ids(world: World, *codes: str) -> list[int]:
    return [world.facts.experts[code] for code in codes]


def preview(world: World, campaign: int, *codes: str) -> PanelPreview:
    tasks = list(world.tasks(campaign).values())
    return panels.preview_panel(world.work("officer"), campaign, ids(world, *codes), tasks)


def panel(world: World, campaign: int, *codes: str, accepted: bool = False) -> NewPanel:
    experts = dict.fromkeys(ids(world, *codes), "")
    tasks = list(world.tasks(campaign).values())
    return NewPanel("第一组", "专业对口", experts, tasks, "财评〔2026〕1 号", warnings_accepted=accepted)


def refusals(world: World, campaign: int, new: NewPanel) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        panels.form_panel(world.work("officer"), campaign, new)
    return [(one.path, one.code) for one in refused.value.problems]


def assignments(world: World, panel_id: int) -> list[Assignment]:
    with world.reading() as session:
        return list(
            session.execute(
                select(Assignment).where(Assignment.panel_id == panel_id).order_by(Assignment.id)
            ).scalars()
        )


def test_three_experts_without_ties_are_clear(world: World) -> None:
    assert preview(world, world.open_campaign(), *FREE) == PanelPreview((), ())


def test_an_employee_of_the_department_is_blocked_with_the_fact_and_the_projects(world: World) -> None:
    found = preview(world, world.open_campaign(), *FREE[:2], BARRED)
    assert found.blocked
    assert [(hit.reason.code, hit.reason.values["organization"], name) for hit, name in found.conflicts] == [
        ("conflict.employer", "规划建设局", "新加坡产业园片区道路建设"),
        ("conflict.employer", "规划建设局", "果林路管网改造"),
    ]


def test_who_left_the_unit_within_three_years_is_blocked(world: World) -> None:
    code, organization = FORMER
    found = preview(world, world.open_campaign(), *FREE[:2], code)
    hits = {(hit.reason.code, hit.reason.values["organization"]) for hit, _ in found.conflicts}
    assert (found.blocked, hits) == (True, {("conflict.former_employer", organization)})


def test_a_blocked_choice_is_refused_even_when_ticked(world: World) -> None:
    campaign = world.open_campaign()
    new = panel(world, campaign, *FREE[:2], BARRED, accepted=True)
    assert set(refusals(world, campaign, new)) == {("experts", "conflict.employer")}


def test_warnings_are_to_be_accepted_first(world: World) -> None:
    campaign = world.open_campaign()
    new = panel(world, campaign, *FREE[:2])
    assert [reason.code for reason in preview(world, campaign, *FREE[:2]).warnings] == [
        "panel.even",
        "panel.small",
    ]
    assert refusals(world, campaign, new) == [("warnings_accepted", "panel.accept_warnings")]
    made = panels.form_panel(world.work("officer"), campaign, replace(new, warnings_accepted=True))
    noted = {one["code"] for row in assignments(world, made) for one in row.warnings}
    assert noted == {"panel.even", "panel.small"}


def test_a_panel_wants_a_name_and_a_reason(world: World) -> None:
    campaign = world.open_campaign()
    nameless = replace(panel(world, campaign, *FREE), name=" ", reason="", document="")
    assert refusals(world, campaign, nameless) == [
        ("name", "panel.name_missing"),
        ("reason", "reason.missing"),
        ("document", "panel.document_missing"),
    ]


def test_nobody_for_nothing_is_refused(world: World) -> None:
    campaign = world.open_campaign()
    nobody = replace(panel(world, campaign), experts={})
    assert refusals(world, campaign, nobody) == [("experts", "panel.nobody")]


def test_every_expert_is_invited_to_every_task_with_a_number_and_a_reason(world: World) -> None:
    campaign = world.open_campaign(projects=["公厕提升改造", "宝象河水环境整治"])
    new = panel(world, campaign, *FREE)
    first, *_ = ids(world, FREE[0])
    made = panels.form_panel(
        world.work("officer"), campaign, replace(new, experts={**new.experts, first: "懂水务"})
    )
    rows = assignments(world, made)
    assert [(row.number, row.state, row.reason) for row in rows] == [
        (1, AssignmentState.INVITED, "懂水务"),
        (2, AssignmentState.INVITED, "专业对口"),
        (3, AssignmentState.INVITED, "专业对口"),
    ] * 2


def test_a_second_panel_goes_on_counting_and_invites_nobody_twice(world: World) -> None:
    campaign = world.open_campaign(projects=["公厕提升改造"])
    panels.form_panel(world.work("officer"), campaign, panel(world, campaign, *FREE))
    more = panel(world, campaign, FREE[0], "ZJ0004", "ZJ0005", accepted=True)
    rows = assignments(world, panels.form_panel(world.work("officer"), campaign, more))
    assert [(row.number, row.expert_id) for row in rows] == [
        (4, world.facts.experts["ZJ0004"]),
        (5, world.facts.experts["ZJ0005"]),
    ]


def test_a_panel_of_experts_who_are_all_there_is_refused(world: World) -> None:
    campaign = world.open_campaign()
    panels.form_panel(world.work("officer"), campaign, panel(world, campaign, *FREE))
    assert refusals(world, campaign, panel(world, campaign, *FREE)) == [("experts", "panel.already_there")]


def test_tasks_of_another_campaign_are_not_found(world: World) -> None:
    campaign, other = world.open_campaign(), world.open_campaign()
    elsewhere = replace(
        panel(world, campaign, *FREE), tasks=[*world.tasks(other).values(), *world.tasks(campaign).values()]
    )
    with pytest.raises(NotFound):
        panels.form_panel(world.work("officer"), campaign, elsewhere)


def test_a_closed_campaign_takes_no_panel(world: World) -> None:
    campaign = world.open_campaign()
    officer = world.work("officer")
    campaigns.close_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    with pytest.raises(WrongState):
        panels.form_panel(officer, campaign, panel(world, campaign, *FREE))


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT, Role.AGENCY])
def test_only_an_officer_chooses_experts(world: World, role: Role) -> None:
    campaign = world.open_campaign()
    with pytest.raises(NotAllowed):
        panels.offer(world.work(role), campaign, {})


def test_an_overloaded_expert_is_named_with_the_load_that_would_come(world: World) -> None:
    for _ in range(3):
        campaign = world.open_campaign()
        world.form_panel(campaign, FREE)
    found = preview(world, world.open_campaign(), *FREE)
    assert [dict(one.values) for one in found.warnings] == [
        {"name": name, "load": 24, "limit": 20} for _, name, *_ in EXPERTS[:3]
    ]


def test_the_offer_shows_load_and_can_be_searched(world: World) -> None:
    campaign, _ = world.under_way(FREE)
    offer = panels.offer(
        world.work("officer"), campaign, {"class": "业务", "employer": "大学"}, ids(world, BARRED)
    )
    assert [one.code for one in offer.chosen] == [BARRED]
    assert [(one.code, one.load) for one in offer.others] == [("ZJ0002", 6)]
    assert {one.members for one in offer.tasks} == {3}
    assert offer.classes == ("业务", "管理", "财务")


def test_the_offer_costs_the_same_for_one_task_and_for_six(world: World, count_statements: Counting) -> None:
    counts = []
    for projects in (["公厕提升改造"], []):
        campaign = world.open_campaign(projects=projects)
        with count_statements() as sent:
            panels.offer(world.work("officer"), campaign, {})
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_an_excluded_expert_counts_no_longer_and_the_reason_stays(world: World) -> None:
    _, panel_id = world.under_way(FREE)
    one = assignments(world, panel_id)[0]
    task = panels.exclude(world.work("officer"), one.id, " 发现利害关系 ", one.version)
    after = assignments(world, panel_id)[0]
    assert (task, after.state, after.ended_reason) == (one.task_id, AssignmentState.EXCLUDED, "发现利害关系")


def test_excluding_needs_a_reason_and_the_present_version(world: World) -> None:
    _, panel_id = world.under_way(FREE)
    one = assignments(world, panel_id)[0]
    with pytest.raises(Invalid):
        panels.exclude(world.work("officer"), one.id, "  ", one.version)
    with pytest.raises(StaleWrite):
        panels.exclude(world.work("officer"), one.id, "利害关系", one.version - 1)


def test_nobody_carries_one_code_number_through_all_tasks(world: World) -> None:
    campaign = world.open_campaign()
    world.parts = replace(world.parts, dice=Random(7))
    made = panels.form_panel(world.work("officer"), campaign, panel(world, campaign, *FREE))
    carried: dict[int | None, set[int]] = {}
    for row in assignments(world, made):
        carried.setdefault(row.expert_id, set()).add(row.number)
    assert all(len(numbers) > 1 for numbers in carried.values())
