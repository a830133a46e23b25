"""The page of a task: what it says, to whom, and its drawings."""

import re
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from integration.concluded import SEVEN, concluded_case, reference_case, small_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]
MIDDLING = [Decimal("3.5")] * 20


def test_a_sealed_task_shows_total_grade_derivation_and_the_way_to_conclude(
    world: World, client_for: ClientFor
) -> None:
    _, task = small_case(world)
    page = client_for(Role.OFFICER).get(f"/tasks/{task}").text
    for words in (
        "3 份打分表按“总分平均”汇总，得 100.00 分。",
        "去掉任何一位专家，等级都仍为“优”。",
        "按申报金额 1,268.35 万元予以支持",
        "只有一个项目收齐了打分表，无法衡量专家之间是否一致",
        "形成结论后，得分、等级和建议金额就此固定",
        f'action="/tasks/{task}/conclusion"',
    ):
        assert words in page
    assert 'name="cut"' not in page


def test_a_fair_task_asks_for_the_cut_in_wan(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world, MIDDLING)
    page = client_for(Role.OFFICER).get(f"/tasks/{task}").text
    assert 'name="cut"' in page
    assert "不超过申报的 1,268.35 万元" in page


def test_before_the_last_sheet_the_page_says_why_there_is_no_score(
    world: World, client_for: ClientFor
) -> None:
    campaign, panel = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    for code in world.members(panel)[:2]:
        world.submit(code, task, [Decimal("4.5")] * 20)
    visitor = client_for(Role.OFFICER)
    page = visitor.get(f"/tasks/{task}").text
    assert "在最后一份打分表提交之前，任何人都看不到分数" in page
    assert "90.00" not in page
    assert "依据申报材料第3页" not in page
    for name in ("totals", "criteria", "agreement"):
        assert visitor.get(f"/tasks/{task}/figures/{name}.svg").status_code == 404


def test_a_sealed_task_does_not_tell_the_officer_whose_sheet_is_whose(
    world: World, client_for: ClientFor
) -> None:
    _, task = small_case(world)
    page = client_for(Role.OFFICER).get(f"/tasks/{task}").text
    assert "马兰杰" in page
    assert "/opinion/" not in page


def test_a_leader_reads_codes_only_and_can_change_nothing(world: World, client_for: ClientFor) -> None:
    page = client_for(Role.LEADER).get(f"/tasks/{concluded_case(world)}").text
    assert "专家1" in page
    assert "马兰杰" not in page
    for act in ("/conclusion", "/return", "/exclude", "/documents"):
        assert act not in page


def test_a_panel_over_several_projects_gets_its_agreement_in_words_and_as_a_drawing(
    world: World, client_for: ClientFor
) -> None:
    campaign, panel = world.under_way(SEVEN[:3])
    levels = ["3", "3.5", "4", "4.5", "4", "5"]
    for task, level in zip(world.tasks(campaign).values(), levels, strict=True):
        for lean, code in enumerate(world.members(panel)):
            points = [level] * 20
            points[:lean] = ["2.5"] * lean
            world.submit(code, task, points)
    task = next(iter(world.tasks(campaign).values()))
    visitor = client_for(Role.AUDITOR)
    page = visitor.get(f"/tasks/{task}").text
    assert "整体一致性 " in page
    assert f"/tasks/{task}/figures/agreement.svg" in page
    assert visitor.get(f"/tasks/{task}/figures/agreement.svg").status_code == 200


def test_alike_projects_are_called_alike_and_not_a_quarrel(world: World, client_for: ClientFor) -> None:
    task = world.tasks(reference_case(world))["主干道市容环境整治"]
    page = client_for(Role.OFFICER).get(f"/tasks/{task}").text
    assert "这不等于专家有分歧" in page
    assert "figures/agreement.svg" not in page


@pytest.mark.parametrize("name", ["totals", "criteria"])
def test_a_drawing_says_in_words_what_the_page_says(world: World, client_for: ClientFor, name: str) -> None:
    _, task = small_case(world, MIDDLING)
    visitor = client_for(Role.LEADER)
    answer = visitor.get(f"/tasks/{task}/figures/{name}.svg")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    title = ET.fromstring(answer.text).findtext("{http://www.w3.org/2000/svg}title")  # noqa: S314 -- drawn by the program itself
    assert title
    assert title in visitor.get(f"/tasks/{task}").text


def test_a_phone_gets_a_number_line_of_half_the_width(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world)
    visitor = client_for(Role.OFFICER)
    assert f'srcset="/tasks/{task}/figures/totals.svg?narrow=1"' in visitor.get(f"/tasks/{task}").text
    wide, narrow = (
        float(
            re.findall(
                r'viewBox="0 0 ([\d.]+)', visitor.get(f"/tasks/{task}/figures/totals.svg{which}").text
            )[0]
        )
        for which in ("", "?narrow=1")
    )
    assert narrow < 0.6 * wide


def test_a_drawing_that_does_not_exist_is_not_found(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world)
    visitor = client_for(Role.OFFICER)
    assert visitor.get(f"/tasks/{task}/figures/other.svg").status_code == 404
    assert visitor.get("/tasks/999").status_code == 404


@pytest.mark.parametrize("who", ["zj0001", "agency1", "operator"])
def test_who_reads_no_results_is_refused(world: World, client_for: ClientFor, who: str) -> None:
    _, task = small_case(world)
    visitor = client_for(who)
    assert visitor.get(f"/tasks/{task}").status_code == 403
    assert visitor.get(f"/tasks/{task}/figures/totals.svg").status_code == 403


def test_a_neighbour_does_not_find_it(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world)
    assert client_for("neighbour").get(f"/tasks/{task}").status_code == 404


def test_the_page_reads_in_english(world: World, client_for: ClientFor) -> None:
    visitor = client_for(Role.OFFICER)
    _, task = small_case(world)
    visitor.set_cookie("language", "en")
    answer = visitor.get(f"/tasks/{task}")
    assert answer.status_code == 200
    assert "Excellent" in answer.text
