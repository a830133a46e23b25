"""What-if, replay and goal review on pages: a question in the address, the answer said in words."""

import io
import re
from collections.abc import Callable

import pytest

from integration.concluded import concluded_case
from integration.divided import divided_panel
from integration.reviewed import goal_review, result_table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ClientFor = Callable[[str | Role], Visitor]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def said(page: str) -> str:
    """Give the words of a page's answer without its marks."""
    return "".join(re.sub(r"<[^>]+>", " ", page.split('id="answer"', 1)[1]).split())


def test_a_leader_asks_by_address_and_takes_the_table_home(client_for: ClientFor, world: World) -> None:
    campaign, _ = divided_panel(world)
    leader, here = client_for(Role.LEADER), f"/campaigns/{campaign}/what-if"
    assert here in leader.get(f"/campaigns/{campaign}").text
    assert "还没有改动任何条件" in said(leader.get(here).text)
    asked = "bound-good=80.05&less=５&envelope=99999"
    answer = leader.get(f"{here}?{asked}").text
    assert f'action="{here}"' in answer
    page = said(answer)
    assert "等级会变1项" in page
    assert "金额待定1项" in page
    for suffix in ("xlsx", "csv"):
        table = leader.get(f"{here}/export.{suffix}?{asked}")
        assert (table.status_code, "attachment" in table.headers["Content-Disposition"]) == (200, True)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("bound-good=abc", "“abc”不是分数"),
        ("bound-good=95", "等级的下限必须高于下一等级的下限95分"),
        ("share=120", "“120”不是百分比"),
        ("envelope=-1", "“-1”不是金额"),
        ("without=1-99", "没有这位专家"),
        ("policy=x&weight-1=%EF%BC%91&ceiling-zz=1&weight-9999999999=1", "没有“x”这种方法"),
        ("page=99999&bound-nobody=50", "等级和金额都不变"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    client_for: ClientFor, world: World, asked: str, answer: str
) -> None:
    campaign = world.open_campaign()
    shown = client_for(Role.OFFICER).get(f"/campaigns/{campaign}/what-if?{asked}")
    assert shown.status_code == 200
    assert answer in said(shown.text)


def test_a_replay_says_that_all_is_as_concluded_and_hands_out_the_same_bytes(
    client_for: ClientFor, world: World
) -> None:
    concluded_case(world)
    auditor = client_for(Role.AUDITOR)
    assert "/campaigns/1/replay" in auditor.get("/campaigns/1").text
    assert "与原结论完全一致" in said(auditor.get("/campaigns/1/replay").text)
    first, second = (auditor.get("/campaigns/1/replay.json") for _ in range(2))
    assert (first.status_code, first.data == second.data) == (200, True)
    other = auditor.get("/campaigns/1/replay?scale=builtin.three_steps&aggregator=builtin.median")
    assert "没有规定“优良”怎样安排" in said(other.text)
    bad = auditor.get("/campaigns/1/replay?revision=77&policy=x")
    assert (bad.status_code, "没有发布过这一版评分模板" in bad.text) == (422, True)
    assert auditor.get("/campaigns/1/replay.json?policy=x").status_code == 422


def test_an_officer_brings_a_goal_review_and_the_task_shows_it(client_for: ClientFor, world: World) -> None:
    campaign, officer = goal_review(world), client_for(Role.OFFICER)
    base = f"/campaigns/{campaign}/goal-review"
    assert f"{base}/import" in officer.get(f"/campaigns/{campaign}").text
    assert officer.get(f"{base}/form.xlsx").status_code == 200
    sent = result_table(world, campaign, {0: "10.00", 1: "0"})
    preview = officer.send(f"{base}/import", table=(io.BytesIO(sent.data), "审核结果.csv"))
    fields = dict(HIDDEN.findall(preview.text.split(f"{base}/import/confirm", 1)[1]))
    agreed = {name: fields[name] for name in ("sha256", "filename", "plan")}
    done = officer.send(f"{base}/import/confirm", **agreed)
    assert (done.status_code, done.location) == (302, f"/campaigns/{campaign}")
    assert "已审核" in officer.get(f"/campaigns/{campaign}").text
    task = next(iter(world.tasks(campaign).values()))
    assert "审核建议金额" in officer.get(f"/tasks/{task}").text
    assert officer.get(f"/campaigns/{world.open_campaign()}/goal-review/import").status_code == 409
    junk = officer.send(f"{base}/import", table=(io.BytesIO(b"\0\1"), "x.xlsx"))
    assert junk.status_code == 422


@pytest.mark.parametrize("path", ["what-if", "replay", "replay.json", "what-if/export.csv"])
def test_an_expert_sees_none_of_it(client_for: ClientFor, world: World, path: str) -> None:
    campaign, _ = world.under_way()
    assert client_for("ZJ0001").get(f"/campaigns/{campaign}/{path}").status_code in {403, 404}
