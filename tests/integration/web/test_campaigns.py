"""Campaigns in the browser: made, filled, opened, looked at, closed."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.services import campaigns

Browser = Callable[[str | Role], Visitor]
Counting = Callable[[], AbstractContextManager[list[str]]]
THREE = ["ZJ0001", "ZJ0002", "ZJ0003"]
FORM = {
    "kind": "prior_assessment",
    "name": "2026年度事前评估",
    "fiscal_year": "2026",
    "template": "prior-assessment-national",
    "aggregator": "builtin.mean_of_criterion_means",
    "policy": "builtin.kunming_2021",
    "opens_at": "2026-03-02T09:00",
    "closes_at": "2026-03-31T18:00",
}


@pytest.fixture
def officer(client_for: Browser) -> Visitor:
    """An officer's browser."""
    return client_for(Role.OFFICER)


def make(officer: Visitor, **changes: str) -> TestResponse:
    return officer.send("/campaigns/new", token_from="/campaigns/new", **{**FORM, **changes})


def scored(world: World) -> int:
    campaign, _ = world.under_way(THREE)
    for project, points in (("公厕提升改造", "5"), ("宝象河水环境整治", "4")):
        for expert in THREE:
            world.submit(expert, world.tasks(campaign)[project], [points] * 20)
    return campaign


def test_the_whole_way_from_the_form_to_the_end(world: World, officer: Visitor) -> None:
    choose = make(officer).location
    campaign = int(re.findall(r"\d+", choose)[0])
    ids = [world.facts.projects[name] for name in ("公厕提升改造", "宝象河水环境整治")]
    token = officer.token(choose)
    show = officer.post(choose, data={"project": ids, "csrf_token": token}).location
    assert show == f"/campaigns/{campaign}"
    for act, said in (("open", "评审中"), ("close", "已截止")):
        head = campaigns.campaign_head(world.work("officer"), campaign)
        answer = officer.send(f"{show}/{act}", version=head.version)
        assert (answer.status_code, answer.location) == (302, show)
        assert said in officer.get(show).text


def test_times_are_read_in_the_bureaus_zone(world: World, officer: Visitor) -> None:
    campaign = int(re.findall(r"\d+", make(officer).location)[0])
    head = campaigns.campaign_head(world.work("officer"), campaign)
    assert (head.opens_at, head.closes_at) == (
        datetime(2026, 3, 2, 1, tzinfo=UTC),
        datetime(2026, 3, 31, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "请填写批次名称"),
        ({"template": "project-evaluation-national"}, "请选择与批次类型相符的评分模板。"),
        ({"closes_at": "2026-03-01T09:00"}, "截止时间必须晚于开始时间。"),
        ({"fiscal_year": "26"}, "请填写四位年份"),
    ],
)
def test_a_fault_is_said_and_what_was_typed_stays(
    world: World, officer: Visitor, changes: dict[str, str], said: str
) -> None:
    answer = make(officer, **changes)
    assert said in answer.text
    assert 'value="2026-03-02T09:00"' in answer.text
    assert "还没有评审批次" in officer.get("/campaigns").text


def test_every_way_to_aggregate_is_explained(world: World, officer: Visitor) -> None:
    page = officer.get("/campaigns/new").text
    for words in ("打印的汇总表逐行可加", "各专家总分直接平均", "至少要有五份打分表", "个别极端打分影响最小"):
        assert words in page


def test_projects_can_be_filtered_and_all_of_them_added(world: World, officer: Visitor) -> None:
    campaign = world.new_campaign()
    address = f"/campaigns/{campaign}/projects?nature=新增&above=2000"
    assert "已勾选" in officer.get(address).text
    officer.send(address, token_from=address, all="1")
    assert sorted(world.tasks(campaign)) == ["主干道市容环境整治", "新加坡产业园片区道路建设"]


def test_nothing_ticked_adds_nothing_and_keeps_the_filters(world: World, officer: Visitor) -> None:
    campaign = world.new_campaign()
    address = f"/campaigns/{campaign}/projects?above=2000"
    answer = officer.send(address, token_from=address)
    assert (answer.location, world.tasks(campaign)) == (address, {})


def test_the_page_shows_rank_money_grades_and_agreement(world: World, officer: Visitor) -> None:
    page = officer.get(f"/campaigns/{scored(world)}").text
    for words in (
        "9,104.71",
        "1,925.56",
        "90.00",
        "50.00%",
        "第一评审组",
        "ICC(A,k)",
        "builtin.mean_of_totals@1",
    ):
        assert words in page
    assert page.index("公厕提升改造</a>") < page.index("宝象河水环境整治</a>")


def test_the_drawing_has_a_bar_for_every_total_and_a_line_for_every_boundary(
    world: World, officer: Visitor
) -> None:
    answer = officer.get(f"/campaigns/{scored(world)}/ranking.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.count("stroke-dasharray") == 3
    assert re.findall(r"<title>(\d\. \S+ [\d.]+)</title>", answer.text) == [
        "1. 公厕提升改造 100.00",
        "2. 宝象河水环境整治 80.00",
    ]


def test_a_phone_gets_a_narrow_drawing(world: World, officer: Visitor) -> None:
    campaign = scored(world)
    assert (
        f'srcset="/campaigns/{campaign}/ranking.svg?narrow=1"' in officer.get(f"/campaigns/{campaign}").text
    )
    narrow = officer.get(f"/campaigns/{campaign}/ranking.svg?narrow=1").text
    assert 'viewBox="0 0 370 290"' in narrow


def test_a_year_may_be_typed_full_width(world: World, officer: Visitor) -> None:
    assert make(officer, fiscal_year="２０２６").status_code == 302


def test_filters_stay_in_the_address(world: World, officer: Visitor) -> None:
    page = officer.get(f"/campaigns/{scored(world)}?grade=good&sort=asked").text
    assert "宝象河水环境整治</a>" in page
    assert "公厕提升改造</a>" not in page
    assert "grade=good&amp;sort=total" in page


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_readers_see_the_page_without_the_officers_buttons(
    world: World, client_for: Browser, role: Role
) -> None:
    campaign = scored(world)
    page = client_for(role).get(f"/campaigns/{campaign}").text
    assert "公厕提升改造" in page
    assert [words for words in ("提前截止", "选择项目", "组建专家组") if words in page] == []


@pytest.mark.parametrize("path", ["/campaigns/new", "/campaigns/{}/projects"])
@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_only_an_officer_runs_campaigns(world: World, client_for: Browser, path: str, role: Role) -> None:
    assert client_for(role).get(path.format(world.new_campaign())).status_code == 403


def test_an_act_from_an_old_page_is_a_conflict(world: World, officer: Visitor) -> None:
    campaign = world.open_campaign()
    assert officer.send(f"/campaigns/{campaign}/close", version=1).status_code == 409


def test_a_neighbour_does_not_know_of_it(world: World, client_for: Browser) -> None:
    campaign = scored(world)
    beside = client_for("neighbour")
    paths = (
        f"/campaigns/{campaign}",
        f"/campaigns/{campaign}/ranking.svg",
        f"/campaigns/{campaign}/projects",
    )
    assert [beside.get(path).status_code for path in paths] == [404] * 3


def test_the_list_costs_a_constant_number_of_queries(
    world: World, officer: Visitor, count_statements: Counting
) -> None:
    counts = []
    for _ in range(3):
        world.open_campaign()
        with count_statements() as sent:
            assert officer.get("/campaigns").status_code == 200
        counts.append(len(sent))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize(
    "query", ["page=x", "page=-3", "page=999999999", "sort=x&descending=1", "page=%F0%9F%98%80"]
)
def test_a_strange_address_shows_the_list_all_the_same(world: World, officer: Visitor, query: str) -> None:
    campaign = world.open_campaign()
    assert officer.get(f"/campaigns/{campaign}?{query}").status_code == 200
