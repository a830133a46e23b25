"""Budget policies, the money of a task, envelope and ranking in the browser, without a script."""

from collections.abc import Callable

import pytest

from integration.concluded import small_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.plugin.budget_policies import shipped_texts

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ClientFor = Callable[[str | Role], Visitor]
OWN = shipped_texts()["builtin.example_fixed"].replace("builtin.example_fixed", "own.fixed")


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for("officer")


def test_a_policy_is_published_read_handed_out_and_compared(officer: Visitor, client_for: ClientFor) -> None:
    assert "builtin.sichuan_2025" in officer.get("/policies").text
    begun = officer.get("/policies/new?origin=builtin.zhengzhou").text
    assert "own.zhengzhou" in begun
    wrong = officer.send("/policies/new", toml=OWN.replace("percent = 15", "percent = 150"))
    assert (wrong.status_code, "150" in wrong.text) == (422, True)
    assert officer.send("/policies/new", toml=OWN).status_code == 302
    shown = client_for("leader").get("/policies/own.fixed").text
    assert [text in shown for text in ("购买服务为中", "执行率低于 60%", "不超过基数")] == [True] * 3
    assert officer.get("/policies/own.fixed/1.toml").text == OWN
    assert "version = 2" in officer.get("/policies/new?origin=own.fixed").text
    both = "/policies/compare?policy=own.fixed&policy=builtin.kunming_2021&asked=300&execution_rate=90"
    assert [text in officer.get(both).text for text in ("255.00", "须由经办人确定核减金额")] == [True] * 2
    odd = officer.get("/policies/compare?policy=own.fixed&asked=很多")
    assert (odd.status_code, "“很多”不是数字" in odd.text) == (200, True)
    assert "own.fixed" in officer.get("/campaigns/new").text
    assert officer.get("/policies/nobody.knows").status_code == 404
    assert client_for("agency1").get("/policies").status_code == 403


def test_the_money_of_a_task_is_registered_with_its_source(officer: Visitor, world: World) -> None:
    _, task = small_case(world)
    page = f"/tasks/{task}/money"
    assert "不清楚" in officer.get(page).text
    wrong = officer.send(page, standing="0", last_year="许多", source="")
    assert (wrong.status_code, "“许多”不是数字" in wrong.text) == (422, True)
    assert "请写明来源" in officer.send(page, standing="0", last_year="120").text
    officer.send(page, standing="0", last_year="1,200.5", rectified="yes", source="批复")
    assert [text in officer.get(page).text for text in ("1,200.50", "批复")] == [True] * 2
    assert officer.send(page, standing="0", last_year="3", source="批复").status_code == 409
    assert page in officer.get(f"/tasks/{task}").text


def test_an_envelope_is_set_and_a_ranking_under_it_adopted(officer: Visitor, world: World) -> None:
    campaign, task = small_case(world)
    page, ranking = f"/campaigns/{campaign}/envelope", f"/campaigns/{campaign}/selection"
    wrong = officer.send(page, standing="0", total="0.000001", reason="")
    assert (wrong.status_code, "请填写理由" in wrong.text) == (422, True)
    officer.send(page, standing="0", total="0.000001", reason="预算编制文件")
    assert "预算编制文件" in officer.get(page).text
    refused = officer.send(f"/tasks/{task}/conclusion", standing="0")
    assert (refused.status_code, "批次资金总额 0.00 万元" in refused.text) == (422, True)

    shown = officer.get(ranking).text
    assert "没有别的选法合计更高" in shown
    assert "必选的项目" in officer.get(f"{ranking}?wish-{task}=must").text
    assert f"wish-{task}" in shown
    digest = shown.partition('name="digest" value="')[2].partition('"')[0]
    assert officer.send(ranking, way="order", digest=digest, reason="").status_code == 422
    assert officer.send(ranking, way="order", digest="0", reason="会议").status_code == 409
    assert officer.send(ranking, way="order", digest=digest, reason="会议").status_code == 302
    assert "已采用第 1 次排序" in officer.get(ranking).text
    assert "果林路管网改造" in officer.get(f"{ranking}.csv").data.decode("utf-8-sig")
    assert officer.send(f"/tasks/{task}/conclusion", standing="0").status_code == 302
    concluded = officer.get(f"/tasks/{task}").text
    assert [text in concluded for text in ("暂缓安排", "未入选", "额度所限")] == [True] * 3
