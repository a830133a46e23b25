"""Giving results out in the browser; a unit finds its own released results, and nothing else of anybody."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest
from flask import Flask

from integration.crawler import crawl, firsts
from integration.released import concluded_pair, prepared, released_case, second_officer
from integration.visitor import Visitor
from integration.world import PASSWORD, World
from reviewhub.domain.policy import Role
from reviewhub.domain.rectifying.rectification import HoldKind, Source
from reviewhub.services.rectifying import holds, notices
from reviewhub.services.rectifying.holds import NewHold
from reviewhub.services.rectifying.notices import NewItem, NewNotice

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ClientFor = Callable[[str | Role], Visitor]
WATER: Final = "宝象河水环境整治"


def test_a_list_is_prepared_checked_signed_and_given_out_in_the_browser(
    client_for: ClientFor, world: World
) -> None:
    campaign = concluded_pair(world)
    second_officer(world)
    officer, leader = client_for("officer"), client_for("leader")
    nothing = officer.send(f"/campaigns/{campaign}/releases", note="先下达")
    assert (nothing.status_code, "请至少选择一项结论" in nothing.text) == (422, True)
    officer.send(f"/campaigns/{campaign}/releases", conclusion=["1", "2"])
    page = officer.get("/releases/1").text
    assert "须由另一位经办人复核" in page
    assert 'action="/releases/1/check"' not in page
    client_for("officer2").send("/releases/1/check", version="1")
    wrong = leader.send("/releases/1/signing", version="2", password="no")
    assert (wrong.status_code, "密码不对，没有签发" in wrong.text) == (422, True)
    leader.send("/releases/1/signing", version="2", password=PASSWORD)
    assert (
        "已通知 2 个单位账号"
        in officer.post(
            "/releases/1/out", data={"version": "3", "csrf_token": officer.token()}, follow_redirects=True
        ).text
    )
    unit = client_for("unit1")
    assert WATER in unit.get("/", follow_redirects=True).text
    assert "请写明理由" in unit.send("/released/2/reconsideration", reason=" ").text
    unit.send("/released/2/reconsideration", reason="漏传文件")
    assert "漏传文件" in officer.get("/releases/1").text
    officer.send("/releases/1/requests/1", admitted="no", reason="文件与本项目无关")
    assert "文件与本项目无关" in unit.get("/released/2").text
    assert "文件与本项目无关" not in client_for("unit2").get("/released/1").text


def test_a_unit_sees_its_own_released_results_and_nothing_of_another(
    app: Flask, client_for: ClientFor, world: World
) -> None:
    campaign, *_ = released_case(world)
    new = NewNotice(Source.EVALUATION, "", [NewItem("", "台账不全", "补齐台账", date(2026, 5, 2))])
    task = world.tasks(campaign)[WATER]
    notice = notices.propose_rectification(world.work("officer"), task, new)
    notices.issue_rectification(world.work("officer"), notice)
    holds.place_hold(world.work("officer"), task, NewHold(HoldKind.STOP, date(2026, 3, 2), "逾期", notice))
    every = {**firsts(app), "task": (1, 2), "line": (1, 2), "format": ("csv",)}
    found = {
        login: {page.endpoint for page in crawl(app, client_for(login), every) if WATER in page.text}
        for login in ("unit1", "unit2")
    }
    own = {
        "home.index",
        "released.index",
        "released.show",
        "rectifications.index",
        "rectifications.show",
        "inbox.index",
    }
    assert found["unit1"] >= own
    assert found["unit2"] == set()


def test_what_is_concluded_but_not_released_is_nowhere_for_its_unit(
    app: Flask, client_for: ClientFor, world: World
) -> None:
    prepared(world, concluded_pair(world))
    unit = client_for("unit1")
    assert [unit.get(one).status_code for one in ("/released/2", "/releases/1", "/tasks/1")] == [
        404,
        403,
        403,
    ]
    assert WATER not in unit.get("/released").text
