"""Register of agencies, lot, fee and judgement on pages: what is typed is kept, what is wrong is said."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from integration.agency import GOOD, accepted
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.commissioning.fee import GRADES
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.selection.verify import examine

ClientFor = Callable[[str | Role], Visitor]
SHARES = {**dict.fromkeys(GRADES, "100"), "factor": "1", "last_part": "20"}


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def test_what_an_officer_notes_of_an_agency_is_shown_to_the_agency_without_the_remark(
    world: World, officer: Visitor, client_for: ClientFor
) -> None:
    page = f"/agencies/{world.facts.agencies['agency1']}"
    profile: dict[str, Any] = {"kind": "accountant", "legal_person": "段法人", "remark": "两次延期"}
    assert officer.send(f"{page}/edit", **profile, version=1).status_code == 302
    assert officer.send(f"{page}/edit", **profile, version=9).status_code == 409
    lead: dict[str, Any] = {
        "name": "杨主评",
        "title": "会计师",
        "working_since": "2024-01-01",
        "came_from": "没有的单位",
    }
    refused = officer.send(f"{page}/lead-evaluators", **lead)
    assert (refused.status_code, "没有的单位" in refused.text) == (422, True)
    assert officer.send(f"{page}/lead-evaluators", **{**lead, "came_from": ""}).status_code == 302
    moved = {**lead, "came_from": "水务局", "version": 1}
    assert officer.send("/lead-evaluators/1", **moved).status_code == 302
    held = {"gravity": "major", "what": "出具虚假报告", "document": "3 号", "found_on": "2026-01-05"}
    assert officer.send(f"{page}/violations", **held).status_code == 302
    own = client_for("agency1").get("/agencies/mine").text
    said = ("段法人", "从业须满 5 年，现为 2 年。", "停止委托至 2029-01-05", "两次延期")
    assert [text in own for text in said] == [True, True, True, False]
    assert officer.send("/violations/1/lift", reason="复议撤销").status_code == 302
    assert officer.send("/violations/1/lift", reason="再次").status_code == 409
    assert client_for("agency2").get(page).status_code == 403


def test_a_lot_is_fixed_and_drawn_on_its_page_and_anybody_can_check_its_file(
    world: World, officer: Visitor
) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    page = f"/tasks/{task}/lot"
    assert officer.send(f"{page}/draw", value="1-2").status_code == 409
    few = officer.send(f"{page}/commit", source="balls", balls="2", of="10")
    assert (few.status_code, officer.send(f"{page}/commit", source="beacon").status_code) == (422, 422)
    assert officer.send(f"{page}/commit", source="balls", balls="10", of="10").status_code == 302
    wrong = officer.send(f"{page}/draw", value="x")
    assert (wrong.status_code, officer.get("/lots/1/certificate.json").status_code) == (422, 404)
    assert officer.send(f"{page}/draw", value="3-0-7-1-8-2-2-9-6-4").status_code == 302
    data = officer.get("/lots/1/certificate.json").data
    assert examine(data, json.loads(data)["c"]).valid
    assert "（前面的机构不能承担时递补）" in officer.get(page).text


def test_a_fee_is_agreed_and_the_work_is_judged_by_both_sides(
    world: World, officer: Visitor, client_for: ClientFor
) -> None:
    page = f"/commissions/{accepted(world)}"
    odd = officer.send(f"{page}/fee", **{**SHARES, "factor": "1e9"}, steps="100", standing=0)
    assert [text in odd.text for text in ("“1e9”不是数字", "“100”看不懂")] == [True, True]
    assert officer.send(f"{page}/fee", **SHARES, steps=":2", standing=0).status_code == 302
    assert "31,611.2" in client_for("agency1").get(f"{page}/fee").text
    unit = client_for("unit1")
    empty = unit.send(f"{page}/quality/unit", standing=0)
    assert (empty.status_code, "还没有填写" in empty.text) == (422, True)
    assert unit.send(f"{page}/quality/unit", **GOOD, standing=0).status_code == 302
    assert unit.send(f"{page}/quality/bureau", **GOOD, standing=0).status_code == 403
    assert officer.send(f"{page}/quality/bureau", **GOOD, standing=0).status_code == 302
    assert [text in officer.get(f"{page}/quality").text for text in ("89.00", "良好")] == [True, True]
    assert "89.00" in unit.get("/agency-quality").text
