"""Notices, entries and holds in the browser, without a script."""

from collections.abc import Callable

import pytest

from integration.released import released_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ClientFor = Callable[[str | Role], Visitor]
WATER = "宝象河水环境整治"


@pytest.fixture
def task(world: World) -> int:
    """A task whose result is released."""
    return world.tasks(released_case(world)[0])[WATER]


def test_a_notice_is_written_issued_answered_and_leads_to_a_hold(
    client_for: ClientFor, world: World, task: int
) -> None:
    officer, unit, other = client_for("officer"), client_for("unit1"), client_for("unit2")
    form = f"/tasks/{task}/rectifications"
    assert 'name="problem3"' in officer.get(form).text
    more = officer.send(form, rows="3", more="1", problem2="台账不全")
    assert ('name="problem6"' in more.text, "台账不全" in more.text) == (True, True)
    wrong = officer.send(form, rows="3", problem2="台账不全", due2="2026-05-02")
    assert (wrong.status_code, "请写明第 2 项的整改要求" in wrong.text) == (422, True)
    officer.send(form, rows="3", criterion2="1.1", problem2="台账不全", demand2="补齐", due2="2026-05-02")
    assert unit.get("/rectifications/1").status_code == 404
    officer.send("/rectifications/1/issue")
    assert "补齐" in unit.get("/rectifications/1").text
    assert "台账不全" in unit.get("/rectifications").text
    assert [other.get(one).status_code for one in ("/rectifications/1", "/rectifications")] == [404, 200]
    assert "台账不全" not in other.get("/rectifications").text
    blank = unit.send("/rectifications/1/items/1", act="plan", version="2", text=" ")
    assert (blank.status_code, "请填写内容" in blank.text) == (422, True)
    unit.send("/rectifications/1/items/1", act="plan", version="2", text="四月底前补齐")
    assert unit.send("/rectifications/1/items/1", act="nonsense", version="3").status_code == 404
    assert "四月底前补齐" in officer.get("/rectifications/1").text
    missing = officer.send(f"/tasks/{task}/holds", held_from="昨天", reason="")
    assert (missing.status_code, "请选择缓拨或停拨" in missing.text) == (422, True)
    officer.send(
        f"/tasks/{task}/holds", kind="stop", held_from="2026-03-02", reason="逾期", rectification="1"
    )
    assert "停拨" in unit.get("/rectifications").text
    table = officer.get("/holds/export/csv").data.decode("utf-8-sig")
    assert [cell in table for cell in (WATER, "停拨", "2026-03-02", "1580.56")] == [True] * 4
    assert officer.send("/holds/1/end", ended_on="", reason="").status_code == 422
    officer.send("/holds/1/end", ended_on="2026-03-03", reason="整改到位")
    assert "整改到位" in client_for("auditor").get("/holds").text
    assert unit.get("/holds").status_code == 403
