"""The first page of every role."""

from collections.abc import Callable

import pytest

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

Browser = Callable[[str | Role], Visitor]
THREE = ["ZJ0001", "ZJ0002", "ZJ0003"]


def test_a_stranger_is_sent_to_sign_in(world: World, stranger: Visitor) -> None:
    answer = stranger.get("/")
    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/sign-in")


def test_an_officer_finds_what_waits_with_the_way_to_it(world: World, client_for: Browser) -> None:
    campaign = world.open_campaign()
    world.form_panel(campaign, THREE)
    page = client_for(Role.OFFICER).get("/").text
    assert "份邀请还没有答复" in page
    assert f'href="/campaigns/{campaign}#panels"' in page


def test_an_officer_without_campaigns_is_told_what_to_do_first(world: World, client_for: Browser) -> None:
    page = client_for(Role.OFFICER).get("/").text
    assert "还没有评审批次" in page
    assert 'href="/campaigns/new"' in page


def test_an_expert_goes_straight_to_the_own_tasks(world: World, client_for: Browser) -> None:
    answer = client_for(Role.EXPERT).get("/")
    assert (answer.status_code, answer.location) == (302, "/desk")


def test_an_agency_goes_to_its_commissions(world: World, client_for: Browser) -> None:
    answer = client_for(Role.AGENCY).get("/")
    assert (answer.status_code, answer.location) == (302, "/commissions")


def test_a_leader_reads_money_grades_and_robustness_on_one_page(world: World, client_for: Browser) -> None:
    campaign, _ = world.under_way(THREE)
    task = world.tasks(campaign)["公厕提升改造"]
    for expert in THREE:
        world.submit(expert, task)
    page = client_for(Role.LEADER).get("/").text
    for words in ("9,104.71", "345.00", "100.00%", "去掉任何一位专家等级不变的 1 项，会变的 0 项"):
        assert words in page


def test_an_auditor_finds_what_can_be_verified(world: World, client_for: Browser) -> None:
    page = client_for(Role.AUDITOR).get("/").text
    assert "台账条目" in page
    assert 'href="/ledger"' in page


def test_an_operator_sees_whether_the_installation_is_well(world: World, client_for: Browser) -> None:
    page = client_for(Role.OPERATOR).get("/").text
    assert "数据库结构与程序版本一致" in page
    assert 'href="/accounts"' in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_the_first_page_speaks_english_too(world: World, client_for: Browser, role: Role) -> None:
    browser = client_for(role)
    browser.get("/language/en?next=/")
    assert browser.get("/").status_code == 200


def test_states_are_said_in_the_language_of_who_reads_not_of_who_read_first(
    world: World, client_for: Browser
) -> None:
    world.open_campaign()
    browser = client_for(Role.LEADER)
    assert "评审中" in browser.get("/campaigns").text
    browser.get("/language/en?next=/")
    page = browser.get("/campaigns").text
    assert (">Open</option>" in page, "评审中" in page) == (True, False)


def test_an_officer_reaches_the_commissions_from_every_page(world: World, client_for: Browser) -> None:
    assert '<a href="/commissions">委托任务</a>' in client_for(Role.OFFICER).get("/").text
