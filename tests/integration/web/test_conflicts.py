"""The pages of conflicts: declaring on a phone, entering for others, deciding as a second person."""

from collections.abc import Callable

import pytest

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]
PROJECT, UNIT = "果林路管网改造", "规划建设局"
EXPERT = "ZJ0001"
PANEL = (EXPERT, "ZJ0002", "ZJ0003")


@pytest.fixture
def task(world: World) -> int:
    """One task with a panel of three who accepted."""
    campaign = world.open_campaign(projects=[PROJECT])
    world.accept_all(world.form_panel(campaign, PANEL))
    return world.tasks(campaign)[PROJECT]


def test_an_expert_declares_and_the_officers_see_it_wait(
    client_for: ClientFor, task: int, world: World
) -> None:
    expert, leader = client_for(EXPERT), client_for(Role.LEADER)
    assert "还没有登记" in expert.get("/ties").text
    declared = expert.send("/ties", kind="adviser", organization=" 规划 建设局（公章）", until="")
    assert (declared.status_code, declared.location) == (302, "/ties")
    page = expert.get("/ties").text
    assert ("担任顾问" in page, UNIT in page, "本人申报" in page) == (True, True, True)
    listed = leader.get("/conflicts").text
    assert ("马兰杰" in listed, "担任顾问" in listed, "待认定" in listed) == (True, True, True)
    homes = [one.get("/").text for one in (leader, client_for(Role.OFFICER))]
    assert ["条利益冲突待认定" in one for one in homes] == [True, True]
    assert client_for(EXPERT).get("/conflicts").status_code == 403
    assert world.tasks(1)[PROJECT] == task


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "", "organization": UNIT}, "请选择关系"),
        ({"kind": "director"}, "请填写单位名称"),
        ({"kind": "kin", "person": "李某", "since": "昨天"}, "“昨天”不是日期"),
        ({"kind": "kin", "person": "李" * 100}, "文字太长"),
    ],
)
def test_what_a_declaration_lacks_is_said_and_nothing_typed_is_lost(
    client_for: ClientFor, fields: dict[str, str], said: str
) -> None:
    answer = client_for(EXPERT).send("/ties", **fields, note="说明在此")
    assert (answer.status_code, said in answer.text, "说明在此" in answer.text) == (422, True, True)


def test_a_second_person_reads_what_it_means_and_decides(
    client_for: ClientFor, world: World, task: int
) -> None:
    for code in PANEL:
        world.submit(code, task)
    officer, leader = client_for(Role.OFFICER), client_for(Role.LEADER)
    expert = world.facts.experts[EXPERT]
    officer.send(f"/experts/{expert}/ties", kind="shareholder", organization=UNIT)
    assert "须由另一位经办人或领导认定" in officer.get("/conflicts/1").text
    assert officer.send("/conflicts/1/decision", outcome="confirmed", reason="x").status_code == 409
    page = leader.get("/conflicts/1").text
    assert ("打分表保留但作废" in page, 'value="cleared"' in page) == (True, False)
    empty = leader.send("/conflicts/1/decision", outcome="confirmed", reason=" ", seen=0)
    assert (empty.status_code, "请填写理由" in empty.text or "理由" in empty.text) == (422, True)
    done = leader.send("/conflicts/1/decision", outcome="confirmed", reason="持有股份", seen=0)
    assert done.status_code == 302
    shown = officer.get(f"/tasks/{task}").text
    assert ("须重做" in shown, "作废，不计入" in shown, "持有股份" in shown) == (True, True, True)
    assert "须重做" in officer.get("/campaigns/1").text
    assert "须重做" in officer.get("/campaigns/1/export/csv").text
    stale = leader.send("/conflicts/1/decision", outcome="confirmed", reason="再来", seen=0)
    assert stale.status_code == 409


def test_people_and_objections_are_entered_for_the_unit(
    client_for: ClientFor, world: World, task: int
) -> None:
    officer, project = client_for(Role.OFFICER), world.facts.projects[PROJECT]
    address = f"/projects/{project}"
    assert officer.send(f"{address}/people", part="applicant", name="").status_code == 422
    assert officer.send(f"{address}/people", part="applicant", name="马兰杰").status_code == 302
    wrong = officer.send(f"{address}/objections", grounds="诉讼", received_on="2099-01-01")
    assert ("请选择专家" in wrong.text, "不能晚于今天" in wrong.text) == (True, True)
    sent = officer.send(
        f"{address}/objections",
        expert=world.facts.experts["ZJ0002"],
        grounds="曾与本单位发生诉讼",
        received_on="2026-03-01",
    )
    assert sent.status_code == 302
    page, listed = officer.get(f"{address}/people").text, client_for(Role.LEADER).get("/conflicts").text
    assert ("曾与本单位发生诉讼" in page, "同名" in listed, "申请 赵明敏 回避" in listed) == (
        True,
        True,
        True,
    )
    assert str(task) in officer.get("/conflicts/1").text


def test_an_empty_list_says_when_checks_run_and_a_campaign_can_be_checked_anew(
    client_for: ClientFor, task: int
) -> None:
    officer = client_for(Role.OFFICER)
    assert "没有待认定的利益冲突" in officer.get("/conflicts").text
    assert "还没有发现利益冲突" in officer.get("/conflicts?all=1&campaign=1").text
    checked = officer.send("/campaigns/1/conflicts/check")
    assert checked.location == "/conflicts?campaign=1"
    assert "新发现 0 条" in officer.get("/conflicts?campaign=1").text
    assert (officer.get("/conflicts/99").status_code, task) == (404, task)


def test_a_tie_entered_in_error_is_marked_so_by_an_officer(client_for: ClientFor, world: World) -> None:
    officer, expert = client_for(Role.OFFICER), world.facts.experts[EXPERT]
    officer.send(f"/experts/{expert}/ties", kind="avoided", organization=UNIT)
    assert officer.send("/ties/1/withdrawal", reason="张冠李戴").status_code == 302
    page = officer.get(f"/experts/{expert}/ties").text
    assert ("登记有误，不计入" in page, "张冠李戴" in page) == (True, True)
    assert client_for(EXPERT).send("/ties/1/withdrawal", reason="x").status_code == 403
