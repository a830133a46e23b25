"""Pages of the record of work: filled in by the officer, answered by the expert, handed out as a file."""

from collections.abc import Callable

import pytest

from integration.concluded import SEVEN, small_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.appointing.duty import VERSION, items_of
from reviewhub.domain.policy import Role
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding

ClientFor = Callable[[str | Role], Visitor]
ALL_YES = {item.key: "yes" for item in items_of(VERSION)}


@pytest.fixture
def entry(world: World) -> int:
    """Give the first expert's assignment to a concluded task."""
    _, task = small_case(world)
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    return world.assignment(SEVEN[0], task)


def test_what_the_officer_notes_the_expert_reads_and_answers(client_for: ClientFor, entry: int) -> None:
    officer, expert, page = client_for("officer"), client_for(SEVEN[0]), f"/records/entries/{entry}"
    wrong = officer.send(f"{page}/checks", standing="0", **ALL_YES | {"punctual": "no", "conduct": "?"})
    assert wrong.status_code == 422
    assert "“按时提交打分表”选了“否”，请写明情况。" in wrong.text
    assert "“遵守评审纪律”还没有填写。" in wrong.text
    fields = {**ALL_YES, "level": "qualified", "level_reason": "意见<详实>"}
    assert officer.send(f"{page}/checks", standing="0", **fields).status_code == 302
    assert expert.send(f"{page}/replies", text=" ").status_code == 422
    assert expert.send(f"{page}/replies", text="理由已补充").status_code == 302
    for browser in (officer, expert, client_for("auditor")):
        shown = browser.get(page).text
        assert "意见&lt;详实&gt;" in shown
        assert "理由已补充" in shown
    assert client_for(SEVEN[1]).get(page).status_code == 404
    assert client_for("leader").get(page).status_code == 403
    mine = expert.get("/records/mine").text
    assert "果林路管网改造" in mine
    assert "合格" in mine


def test_the_list_is_handed_out_as_it_is_filtered(client_for: ClientFor, entry: int) -> None:
    officer = client_for("officer")
    assert f"records/entries/{entry}" not in officer.get("/records").text
    lines = officer.get("/records/export.csv?q=zj0001").text.splitlines()
    assert len([line for line in lines if "ZJ0001" in line]) == 1
    assert not any("ZJ0002" in line for line in lines)
    assert client_for(SEVEN[0]).get("/records").status_code == 403
    assert client_for("agency1").get("/records/mine").status_code == 403


def test_thresholds_are_published_with_a_reason_and_shown(client_for: ClientFor, entry: int) -> None:
    officer = client_for("officer")
    assert entry
    assert "没有公布抽取门槛" in officer.get("/records").text
    wrong = officer.send("/records/thresholds", late="两次", missed="2")
    assert wrong.status_code == 422
    assert "不是次数" in wrong.text
    assert officer.send("/records/thresholds", late="2", reason="试行").status_code == 302
    assert "12 个月内逾期提交超过 2 次" in client_for("auditor").get("/records").text
