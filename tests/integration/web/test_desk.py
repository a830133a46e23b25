"""The desk and the invitation as an expert meets them."""

import re
from collections.abc import Callable

import pytest

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.appointing.panel import PLEDGE, RECUSAL_GROUNDS
from reviewhub.domain.policy import Role
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.panels import invitations
from reviewhub.services.scoring import desk

ClientFor = Callable[[str | Role], Visitor]
EXPERT, OTHER = "ZJ0001", "ZJ0002"


@pytest.fixture
def panel(world: World) -> int:
    """Three experts invited to six tasks."""
    return world.form_panel(world.open_campaign(), [EXPERT, OTHER, "ZJ0003"])


@pytest.fixture
def expert(client_for: ClientFor) -> Visitor:
    """The first of them, signed in."""
    return client_for(EXPERT)


def state(world: World, panel: int) -> str:
    return invitations.invitation(world.work(EXPERT), panel).state


def test_a_desk_without_tasks_says_what_comes(expert: Visitor, world: World) -> None:
    assert "还没有任务" in expert.get("/desk").text


def test_an_open_invitation_stands_on_top_of_the_desk(expert: Visitor, panel: int) -> None:
    page = expert.get("/desk").text
    assert re.findall(r'href="(/desk/invitations/\d+)"', page) == [f"/desk/invitations/{panel}"]


def test_the_invitation_shows_projects_pledge_and_grounds(expert: Visitor, world: World, panel: int) -> None:
    page = expert.get(f"/desk/invitations/{panel}").text
    wanted = [*world.facts.projects, PLEDGE.zh, *(ground.zh for ground in RECUSAL_GROUNDS)]
    assert [text for text in wanted if text not in page] == []


def test_looking_accepts_nothing(expert: Visitor, world: World, panel: int) -> None:
    for act in ("", "/accept", "/decline"):
        expert.get(f"/desk/invitations/{panel}{act}")
    assert state(world, panel) == AssignmentState.INVITED


def test_accepting_with_the_pledge_brings_the_tasks_to_the_desk(
    expert: Visitor, world: World, panel: int
) -> None:
    answer = expert.send(f"/desk/invitations/{panel}/accept", pledge="1")
    assert (answer.status_code, answer.location) == (302, "/desk")
    page = expert.get("/desk").text
    assert [name for name in world.facts.projects if name not in page] == []


def test_accepting_without_the_pledge_says_what_is_missing(expert: Visitor, world: World, panel: int) -> None:
    answer = expert.send(f"/desk/invitations/{panel}/accept")
    assert (answer.status_code, "请先阅读并勾选承诺" in answer.text) == (422, True)
    assert state(world, panel) == AssignmentState.INVITED


def test_declining_needs_words(expert: Visitor, world: World, panel: int) -> None:
    assert expert.send(f"/desk/invitations/{panel}/decline", reason=" ").status_code == 422
    assert state(world, panel) == AssignmentState.INVITED


def test_a_declined_invitation_is_gone_from_the_desk(expert: Visitor, world: World, panel: int) -> None:
    assert expert.send(f"/desk/invitations/{panel}/decline", reason="时间冲突").location == "/desk"
    assert state(world, panel) == AssignmentState.DECLINED
    assert f"/desk/invitations/{panel}" not in expert.get("/desk").text


def test_an_answered_invitation_offers_no_answer(expert: Visitor, world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    page = expert.get(f"/desk/invitations/{panel}").text
    assert ("已接受" in page, "/accept" in page, "/decline" in page) == (True, False, False)


def test_the_invitation_of_others_is_not_found(client_for: ClientFor, panel: int) -> None:
    stranger = client_for("ZJ0007")
    assert stranger.get(f"/desk/invitations/{panel}").status_code == 404
    assert stranger.send(f"/desk/invitations/{panel}/accept", pledge="1").status_code == 404


def test_the_desk_shows_progress_terms_and_money(expert: Visitor, world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    page = expert.get("/desk").text
    assert [page.count(text) for text in ("0 / 20", "2,304.60", "还剩 30 天", "开始打分")] == [6, 1, 6, 6]


def test_stepping_back_takes_the_task_off_the_desk(expert: Visitor, world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    first, *others = desk.my_tasks(world.work(EXPERT))
    answer = expert.send(f"/assignments/{first.assignment}/recusal", reason="近亲属任职")
    assert (answer.status_code, answer.location) == (302, "/desk")
    assert [one.task for one in desk.my_tasks(world.work(EXPERT))] == [one.task for one in others]
    assert expert.get(f"/assignments/{first.assignment}/sheet").status_code == 404


def test_stepping_back_without_a_reason_changes_nothing(expert: Visitor, world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    first, *_ = desk.my_tasks(world.work(EXPERT))
    assert expert.send(f"/assignments/{first.assignment}/recusal", reason="").status_code == 422
    assert len(desk.my_tasks(world.work(EXPERT))) == 6


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.AUDITOR])
def test_who_does_not_score_has_no_desk(client_for: ClientFor, role: Role) -> None:
    assert client_for(role).get("/desk").status_code == 403


def test_nobody_is_sent_to_sign_in_and_back(stranger: Visitor, world: World) -> None:
    assert stranger.get("/desk").location == "/sign-in?next=/desk"
